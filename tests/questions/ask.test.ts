import { describe, expect, it } from 'vitest';
import { askQuestion } from '../../src/questions/ask.ts';
import { isOneSlip } from '../../src/questions/spelling.ts';
import { cornerContext, cornerWithoutScores } from '../support/corner-context.ts';

const context = cornerContext();
const ask = (question: string) => askQuestion(question, context);

/** How people ask, and which question that is. */
const phrases: readonly (readonly [question: string, id: string])[] = [
  ['who is 17850', 'who-is'],
  ['Who is 17850?', 'who-is'],
  ['17850', 'who-is'],
  ['show me 17850', 'who-is'],
  ["show me 17850's orders", 'history'],
  ["Anna Meier's orders", 'history'],
  ['Tell me about Anna Meier, please', 'who-is'],
  ['what does Anna Meier buy?', 'history'],
  ['how much did Anna Meier spend?', 'who-is'],
  ['when will Anna Meier order next', 'who-is'],
  ['which segment is 17850 in', 'who-is'],
  ['is 17850 a good customer?', 'who-is'],
  ['who is Rose Sales?', 'who-is'],
  ['谁是张伟', 'who-is'],
  ['why 17850', 'why'],
  ['why is 17850 likely', 'why'],
  ['why is Anna Meier leaving?', 'why'],
  ['how likely is Anna Meier to buy', 'why'],
  ['how likely is it that Anna Meier will buy', 'why'],
  ['will 17850 buy again?', 'why'],
  ['explain the score of 17850', 'why'],
  ['explain 17850', 'why'],
  ["what is 17850's chance", 'why'],
  ['what is the chance of 17850', 'why'],
  ['why Rose Sales', 'why'],
  ['is 17850 leaving?', 'is-leaving'],
  ['has Anna Meier gone quiet?', 'is-leaving'],
  ['is 17850 still a customer?', 'is-leaving'],
  ['did we lose Ben Okafor?', 'is-leaving'],
  ['who will buy', 'likely-buyers'],
  ['Can you tell me who will buy next?', 'likely-buyers'],
  ['which customers are likely to order', 'likely-buyers'],
  ['who are the 20 most likely buyers', 'likely-buyers'],
  ['who is likely to come back', 'likely-buyers'],
  ['who will buy in the next 30 days', 'likely-buyers'],
  ['who is leaving', 'at-risk'],
  ['who is likely to churn', 'at-risk'],
  ['customers who are about to leave', 'at-risk'],
  ['is anybody leaving?', 'at-risk'],
  ['list customers at risk', 'at-risk'],
  ['how many customers are leaving', 'at-risk'],
  ['who has not ordered for long', 'at-risk'],
  ['are we losing customers', 'at-risk'],
  ['top 5 customers', 'top-customers'],
  ['best customers', 'top-customers'],
  ['give me the top ten customers', 'top-customers'],
  ['who spent most last month', 'top-customers'],
  ['our biggest clients', 'top-customers'],
  ['revenue June 2011', 'revenue'],
  ['what did we sell last month', 'revenue'],
  ['How much did we make in Q2 2011?', 'revenue'],
  ['how many orders yesterday', 'revenue'],
  ["last month's orders", 'revenue'],
  ['average order value this year', 'revenue'],
  ['best sellers in June', 'revenue'],
  ['show sales', 'revenue'],
  ['上个月销售额', 'revenue'],
  ['compare June with July', 'compare'],
  ['this year against last year', 'compare'],
  ['how are we doing?', 'compare'],
  ['why are sales down?', 'compare'],
  ['are orders growing', 'compare'],
  ['compare new customers this month with last month', 'compare'],
  ['new customers this month', 'new-customers'],
  ['who is new', 'new-customers'],
  ['how many new buyers in June', 'new-customers'],
  ['segment sizes', 'segments'],
  ['how many customers are high-value', 'segments'],
  ['who are the potential customers', 'segments'],
  ['how many customers do we have', 'segments'],
  ['how good is the model', 'model-quality'],
  ['can I trust this?', 'model-quality'],
  ['how often are you right', 'model-quality'],
  ['the weekly digest', 'digest'],
  ['what happened this week?', 'digest'],
  ['whom should I call', 'digest'],
  ['help me', 'help'],
  ['Hello', 'help'],
  ['?', 'help'],
  ['', 'help'],
];

describe('askQuestion', () => {
  it.each(phrases)('understands %j as %s, to the last word', (question, id) => {
    const answer = ask(question);
    expect(answer.id).toBe(id);
    expect(answer.caution ?? '').not.toMatch(/left out/);
  });

  it('names the nearest three questions where it understands nothing, the likeliest first', () => {
    const answer = ask('does profit depend on the rain in our orders?');
    expect(answer.id).toBe('unknown');
    expect(answer.headline).toContain("I did not understand 'does profit depend on the rain in our orders'.");
    expect(answer.lines).toEqual(['revenue in the last 30 days', 'which leads are hot?', 'who will buy?']);
    expect(answer.next[0]).toBe('help');
  });

  it('shortens what it did not understand', () => {
    expect(ask('rain '.repeat(100)).headline.length).toBeLessThan(160);
  });
});

describe('a text made to keep the forms busy', () => {
  const pieces = [
    ...[
      'how likely is ',
      'who customers ',
      'will a buy to ',
      'why is a so more ',
      'orders our the ',
      "all month's ",
      'is any ',
    ],
    ...['is a good ', 'compar ', 'what did a ', 'last june to ', 'june 3 ', 'top best ', "a's ", '谁', 'a'],
  ];

  it.each(pieces)(
    'of %j is answered at once',
    (piece) => {
      for (const letters of [299, 20_000]) {
        expect(ask(`${piece.repeat(letters / piece.length)}x`).headline).not.toBe('');
      }
    },
    2000,
  );
});

describe('a slip of the pen', () => {
  it.each([
    ['who is leavng', 'at-risk', "Read 'leavng' as 'leaving'."],
    ['reveneu in Setpember', 'revenue', "Read 'reveneu' as 'revenue'. Read 'setpember' as 'september'."],
    ['likly buyers', 'likely-buyers', "Read 'likly' as 'likely'."],
    ['segmnets', 'segments', "Read 'segmnets' as 'segments'."],
    ['top custommers', 'top-customers', "Read 'custommers' as 'customers'."],
  ])('in %j is forgiven and said', (question, id, caution) => {
    expect(ask(question)).toMatchObject({ id, caution: expect.stringContaining(caution) });
  });

  it('in a word of the question leaves the name as it was typed', () => {
    expect(ask('explian Anna Meier').headline).toMatch(/^Anna Meier: 81 %/);
  });

  it('is not seen in the name of somebody whom there is', () => {
    const named = cornerContext({ names: { a1: 'Laving' } });
    expect(askQuestion('who is Laving', named).headline).toMatch(/^Laving: 20 orders/);
  });

  it.each([
    ['leaving', 'leavng', true],
    ['leaving', 'leavving', true],
    ['leaving', 'laeving', true],
    ['leaving', 'leabing', true],
    ['leaving', 'leaving', false],
    ['leaving', 'lvaeing', false],
    ['leaving', 'weaving', false],
    ['leaving', 'leavin g', true],
    ['month', 'mnoht', false],
  ])('%s and %s: %s', (one, other, expected) => {
    expect(isOneSlip(one, other)).toBe(expected);
    expect(isOneSlip(other, one)).toBe(expected);
  });
});

describe('what an answer leaves out', () => {
  it.each([
    ['sales in Germany in June', "'germany'"],
    ['who will not buy', "'not'"],
    ['new customers next month', "'next month'"],
    ['who is leaving in June 2010', "'june 2010'"],
    ['top customers for candles', "'candles'"],
    ['revenue 2011-02-30', "'2011-02-30'"],
  ])('of %j is said', (question, words) => {
    expect(ask(question).caution).toContain(`Not understood, so left out: ${words}.`);
  });

  it('is not the time of a chance, which is always that of the model', () => {
    expect(ask('who will buy in the next 60 days').caution).toContain('Chances are for the next 30 days, not for 60.');
    expect(ask('who will buy in the next 30 days').caution ?? '').not.toContain('Chances are for');
  });

  it('is never a person: then the question is about them', () => {
    const answer = ask('revenue from Anna Meier last month');
    expect(answer).toMatchObject({ id: 'history', caution: "Read as 'orders of Anna Meier last month'." });
  });
});

describe('a person', () => {
  it('is found by id, by name in any case, and by a part of the name that is theirs alone', () => {
    for (const who of ['b1', 'Ben Okafor', 'ben okafor', 'Okafor']) {
      expect(ask(`who is ${who}`).headline).toMatch(/^Ben Okafor: 8 orders/);
    }
  });

  it('who is only nearly called so is named as the closest', () => {
    const answer = ask('who is Ben Okafur');
    expect(answer.headline).toMatch(/^Ben Okafor/);
    expect(answer.caution).toContain("Nobody is called exactly 'Ben Okafur': this one comes closest.");
  });

  it('with a wrong number is asked for again, never taken for another', () => {
    const answer = ask('who is 12345');
    expect(answer.id).toBe('several');
    expect([...answer.next].sort()).toEqual(['who is 12346', 'who is 12347']);
    expect(ask('why 27850')).toMatchObject({
      headline: "Nobody is exactly '27850'. Do you mean this one?",
      next: ['why 17850'],
    });
  });

  it('becomes a choice where several fit, in the words of the question', () => {
    const answer = ask('why Anna');
    expect(answer.headline).toBe("Several people fit 'Anna'. Whom do you mean?");
    expect(answer.lines).toEqual([
      'Anna Meier (a1): 20 orders, last 6 Nov 2011',
      'Anna Maier (a2): 6 orders, last 20 Oct 2011',
    ]);
    expect(answer.next).toEqual(['why a1', 'why a2']);
    expect(ask('is Anna leaving').next).toEqual(['is a1 leaving', 'is a2 leaving']);
  });

  it('is one of six at most, and more of the name is asked for', () => {
    const names = Object.fromEntries(context.snapshot.customerIds.map((id, index) => [id, `Kim ${index}`]));
    const answer = askQuestion('who is Kim', cornerContext({ names, others: { y1: 'Kim Neu' } }));
    expect(answer.next).toHaveLength(6);
    expect(answer.lines?.at(-1)).toBe('And more: type more of the name.');
  });

  it('whom nobody knows is said to be so', () => {
    expect(ask('who is Zoe Zander')).toMatchObject({ id: 'nobody', headline: "Nobody fits 'Zoe Zander'." });
  });

  it('without an order is told apart from a stranger', () => {
    expect(ask('who is Xaver Neu').headline).toBe('Xaver Neu has no order that counts before 9 Nov 2011.');
  });

  it.each(['why', 'who is', 'explain'])('who is missing in %j is asked for', (question) => {
    expect(ask(question).headline).toBe('Whom do you mean?');
  });

  it('is called a customer where there is no name', () => {
    expect(ask('who is 17850').headline).toMatch(/^Customer 17850: 9 orders for €297, /);
  });
});

describe('without a model', () => {
  it.each(['who will buy', 'why a1'])('%s says why there is no chance and what to type', (question) => {
    const answer = askQuestion(question, cornerWithoutScores());
    expect(answer.basis).toContain('No model knows this date yet: run patron train.');
    expect(answer.next[0]).toBe('patron train');
  });

  it('a person still has a card, without a chance', () => {
    const { facts } = askQuestion('who is a1', cornerWithoutScores());
    expect(facts?.map(({ label }) => label)).not.toContain('Chance');
    expect(facts?.length).toBeGreaterThan(3);
  });
});
