import { describe, expect, it } from 'vitest';
import { commands, parseInput } from '../../src/cli/commands.ts';
import type { Answer } from '../../src/questions/answer.ts';
import { askQuestion } from '../../src/questions/ask.ts';
import { bareQuestion } from '../../src/questions/bare.ts';
import type { QuestionContext } from '../../src/questions/context.ts';
import type { Question } from '../../src/questions/question.ts';
import { recognise } from '../../src/questions/recognise.ts';
import { questions } from '../../src/questions/registry.ts';
import { momentOf } from '../../src/questions/words.ts';
import { contextOf, scoresOf } from '../support/context-of.ts';
import { cornerContext, cornerScores, cornerWithoutScores } from '../support/corner-context.ts';
import { snapshotOf } from '../support/snapshot-of.ts';

const people = ['17850', 'a1', 'Anna Meier', '张伟'];

const inWords = (example: string, who: string) =>
  example.replace('CUSTOMER', who).replace('PRODUCT', 'Blue mug').replace('TAG', 'vip');

/** Every example of every question; where it names a customer, once for each of several. */
const examples = questions.flatMap(({ id, examples: all }) =>
  all.flatMap((example) =>
    (example.includes('CUSTOMER') ? people : ['']).map((who) => ({ id, example: inWords(example, who) })),
  ),
);

const moment = momentOf(cornerContext());
const lower = (text: string) => bareQuestion(text).plain.toLowerCase();
const fits = ({ forms }: Question, text: string) => forms.some((form) => form.test(text));

/** Shops in which an answer could go wrong. */
const oneOrder = snapshotOf([{ customer: 'only', at: '2011-10-31' }], { asOf: '2011-11-01' });
const contexts: Readonly<Record<string, QuestionContext>> = {
  'a shop with a proven model': cornerContext(),
  'a shop without a model': cornerWithoutScores(),
  'a shop whose model is not to be acted on': cornerContext({
    scores: cornerScores({
      verdict: { grade: 'do-not-act', words: 'Not better than the base rate: do not act on it.' },
    }),
  }),
  'a shop on a low rung': cornerContext({
    scores: cornerScores({ rung: 'rules', rungReason: '40 orders of 20 customers in 90 days', cautions: ['Old.'] }),
  }),
  'a shop of one order': contextOf(oneOrder, { scores: scoresOf(oneOrder) }),
};

/** Everything in an answer that a person reads. */
function textOf({ headline, period = '', facts = [], table, lines = [], caution = '', basis, next }: Answer): string {
  const cells = table ? [...table.columns.map(({ title }) => title), ...table.rows.flat()] : [];
  const words = facts.flatMap(({ label, value }) => [label, value]);
  return [headline, period, ...words, ...cells, ...lines, caution, basis, ...next].join('\n');
}

/** A command line that the terminal understands. */
function isCommand(step: string): boolean {
  const [program, name = '', ...args] = [...step.matchAll(/"([^"]*)"|(\S+)/g)].map(
    ([, quoted, plain]) => quoted ?? plain ?? '',
  );
  const command = commands.find((each) => each.name === name);
  return program === 'patron' && command !== undefined && parseInput(command, args) !== undefined;
}

describe('the examples of the questions', () => {
  it.each(examples)('$example asks $id and nothing else', ({ id, example }) => {
    const text = lower(example);
    expect(questions.filter((question) => fits(question, text)).map((question) => question.id)).toEqual([id]);
    expect(recognise(text, { moment })?.question.id).toBe(id);
  });

  it.each(examples)('$example is understood to the last word', ({ example }) => {
    expect(askQuestion(example, cornerContext()).caution ?? '').not.toMatch(/left out: |Read '/);
  });

  it('have one for every id, and each id once', () => {
    expect(new Set(questions.map(({ id }) => id)).size).toBe(questions.length);
    for (const { examples: all } of questions) expect(all.length).toBeGreaterThan(0);
  });
});

describe.each(Object.entries(contexts))('in %s', (_, context) => {
  const known = context.snapshot.customerIds[0] ?? '';
  const said = (example: string) => askQuestion(inWords(example, known), context);

  it.each(questions)('the answer to $id has a headline, a basis and a next step', ({ id, examples: all }) => {
    const answer = said(all[0] ?? '');
    expect(answer.id).toBe(id);
    expect(answer.headline).toMatch(/^\S.{5,160}[.:?]$/s);
    expect(answer.basis).toContain('From files:');
    expect(answer.next.length).toBeGreaterThan(0);
    expect(answer.next.length).toBeLessThanOrEqual(4);
  });

  it.each(questions)('the answer to $id names the period of its figures', ({ id, examples: all }) => {
    const { period, table, facts } = said(all[0] ?? '');
    if (!['help', 'tag', 'untag'].includes(id) && (table || facts)) expect(period).toMatch(/20\d\d/);
  });

  it.each(questions)('the answer to $id has no figure that is none', ({ examples: all }) => {
    for (const example of all) {
      const text = textOf(said(example));
      expect(text).not.toMatch(/NaN|undefined|null|Infinity|\[object/);
    }
  });

  it.each(questions)('every next step of $id can be asked or typed', ({ examples: all }) => {
    for (const example of all) {
      for (const step of said(example).next) {
        const isQuestion = recognise(step.toLowerCase(), { moment }) !== undefined;
        expect(isQuestion !== isCommand(step), step).toBe(true);
      }
    }
  });

  it.each(questions)('the figures of $id are plain data', ({ examples: all }) => {
    const { data } = said(all[0] ?? '');
    expect(JSON.parse(JSON.stringify(data ?? null))).toEqual(data ?? null);
  });
});

describe('demo data', () => {
  const demo = cornerContext({ isDemo: true });
  const asked = [
    ...questions.flatMap(({ examples: all }) => all),
    'who is Anna',
    'who is 99999',
    'who is Xaver Neu',
    'nonsense',
  ];

  it.each(asked)('are called so in the answer to %s', (question) => {
    expect(askQuestion(inWords(question, 'a1'), demo).basis).toMatch(/^Demo data, made up\. /);
  });

  it('are not spoken of in a real shop', () => {
    expect(textOf(askQuestion('digest', cornerContext()))).not.toContain('Demo');
  });
});

describe('tables of customers', () => {
  it.each(['who will buy', 'who is leaving', 'top customers', 'new customers this month', 'high-value customers'])(
    'of %s name the customer of each row',
    (question) => {
      const context = cornerContext();
      const { table } = askQuestion(question, context);
      expect(table?.customerIds).toHaveLength(table?.rows.length ?? -1);
      const names = table?.customerIds?.map((id) => context.nameOf(context.snapshot.customerIds.indexOf(id)));
      expect(table?.rows.map(([name]) => name)).toEqual(names);
    },
  );
});
