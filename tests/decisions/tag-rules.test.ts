import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holds, judgeRules, type RulePerson } from '../../src/decisions/tag-rules.ts';
import { parseTagRules } from '../../src/decisions/tag-rules-parse.ts';
import { previewRules } from '../../src/decisions/tag-rules-preview.ts';

const customer: RulePerson = {
  propensity_30d: 0.7,
  lead_score: null,
  days_since_order: 12,
  orders: 4,
  revenue: 310.5,
  segment: 'high-value',
  country: 'Germany',
  tag: ['vip'],
  customer: true,
  at_risk: false,
};
const lead: RulePerson = {
  ...customer,
  propensity_30d: undefined,
  lead_score: undefined,
  days_since_order: null,
  orders: 0,
  revenue: 0,
  segment: null,
  tag: [],
  customer: false,
};

function read(when: string) {
  const { rules, problems } = parseTagRules(`when ${when} then tag found`);
  const [rule] = rules;
  if (!rule) throw new Error(problems[0]?.message);
  return rule;
}

describe('a rule for tags', () => {
  it.each([
    ['propensity_30d >= 0.7', true],
    ['propensity_30d >= 70%', true],
    ['propensity_30d > .7', false],
    ['orders = 4 and not at_risk', true],
    ['orders != 4', false],
    ['days_since_order <= 12 and revenue > 310', true],
    ['segment = high-value', true],
    ['Segment IN (ordinary, potential)', false],
    ['segment not in (ordinary, potential)', true],
    ['country = "germany"', true],
    ["country in ('New Zealand', Germany)", true],
    ['tag = VIP', true],
    ['tag != vip', false],
    ['customer or orders = 0 and at_risk', true],
    ['(customer or orders = 0) and at_risk', false],
    ['not (customer and at_risk)', true],
    ['not not customer', true],
    ['orders \u2265 4', true],
    ['lead_score >= 0', false],
  ])('reads and judges: %s is %s', (when, expected) => {
    expect(holds(read(when).when, customer)).toBe(expected);
  });

  it.each([
    ['propensity_30d >= 0.6', undefined],
    ['not propensity_30d >= 0.6', undefined],
    ['propensity_30d >= 0.6 and not customer', undefined],
    ['propensity_30d >= 0.6 and customer', false],
    ['propensity_30d >= 0.6 or not customer', true],
    ['days_since_order > 30', false],
    ['days_since_order < 30', false],
    ['segment = ordinary', false],
    ['segment != ordinary', true],
  ])('does not guess what is not known, and knows what is not there: %s is %s', (when, expected) => {
    expect(holds(read(when).when, lead)).toBe(expected);
  });

  it('gives several tags and lists, and is named after the first', () => {
    const { rules } = parseTagRules(
      'when customer then list "Hot leads, May" and tag Hot-Lead # a comment "with quotes"',
    );
    expect(rules).toMatchObject([
      {
        name: 'hot-leads-may',
        line: 1,
        text: 'when customer then list "Hot leads, May" and tag Hot-Lead',
        tags: ['hot-lead'],
        lists: ['Hot leads, May'],
      },
    ]);
  });

  it('reads a file from any machine: comments, empty lines, CRLF, a mark at its beginning', () => {
    const text = '\uFEFF# first\r\n\r\nwhen customer then tag one\r\n   when not customer then tag two # second\r\n';
    expect(parseTagRules(text)).toMatchObject({
      problems: [],
      rules: [
        { line: 3, name: 'one' },
        { line: 4, name: 'two' },
      ],
    });
  });

  it.each([
    [
      'when propensty_30d >= 0.6 then tag a',
      6,
      "'propensty_30d' stands where a field (propensity_30d, lead_score, days_since_order, orders, revenue, segment, country, tag, customer, at_risk) was expected; did you mean 'propensity_30d'?",
    ],
    ['wen customer then tag a', 1, "'wen' stands where 'when' was expected; did you mean 'when'?"],
    ['when customer tag a', 15, "'tag' stands where 'then' was expected"],
    ['when orders >= then tag a', 16, "'then' stands where a number was expected"],
    ['when orders > 3', 16, "the line ends where 'then' was expected"],
    ['when (customer or at_risk then tag a', 27, "'then' stands where ')', 'and' or 'or' was expected"],
    [
      'when segment = hi-value then tag a',
      16,
      "'hi-value' stands where 'high-value', 'potential' or 'ordinary' was expected; did you mean 'high-value'?",
    ],
    ['when segment > ordinary then tag a', 14, "'>' stands where '=', '!=', 'in' or 'not in' was expected"],
    ['when propensity_30d >= 60 then tag a', 24, "'60' cannot be: propensity_30d is from 0 to 1"],
    ['when orders >= 60% then tag a', 16, "'60%' cannot be: orders is 0 or more"],
    ['when customer = yes then tag a', 15, "'customer' is compared with nothing: write 'customer' or 'not customer'"],
    ['when customer then tag "\u2026"', 24, '\'"\u2026"\' cannot be a tag: 1 to 30 letters a to z, digits or hyphens'],
    ['when customer then tga a', 20, "'tga' stands where 'tag' or 'list' was expected"],
    ['when customer then tag a b', 26, "'b' stands where 'and' or a comment was expected"],
    ['when country = "Germany then tag a', 16, 'this quote is never closed'],
    ['when orders >= 3 & customer then tag a', 18, "'&' means nothing here"],
    [
      'when customer then tag next-offer',
      20,
      "'next-offer' is the name of something that Patron does by itself: choose another",
    ],
  ])('says where and why it cannot read: %s', (text, column, message) => {
    expect(parseTagRules(`# one line before\n${text}`)).toEqual({
      rules: [],
      problems: [{ line: 2, column, message }],
    });
  });

  it('does not take two rules of one name', () => {
    const { problems } = parseTagRules('when customer then tag a\nwhen at_risk then tag A');
    expect(problems).toEqual([
      { line: 2, column: 1, message: "line 1 has the rule 'a' already: join the two by 'or'" },
    ]);
  });

  it('never breaks, whatever is written: a line is a rule, a comment, or a problem with a place inside it', () => {
    const word = fc.constantFrom(
      'when',
      'then',
      'tag',
      'list',
      'and',
      'or',
      'not',
      'in',
      '(',
      ')',
      ',',
      '=',
      '<',
      '0.5',
      '60%',
      'orders',
      'segment',
      'customer',
      '"a',
      "'",
      '#',
      'vip',
      '\ud83d\ude00',
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(word, { maxLength: 14 }).map((words) => words.join(' ')),
    );
    fc.assert(
      fc.property(text, (line) => {
        const lines = line.split(/\r?\n/);
        const { rules, problems } = parseTagRules(line);
        expect(rules.length + problems.length).toBeLessThanOrEqual(lines.length);
        for (const { line: at, column } of problems) {
          expect(column).toBeGreaterThan(0);
          expect(column).toBeLessThanOrEqual((lines[at - 1]?.length ?? 0) + 1);
        }
      }),
      { numRuns: 1000, seed: 11 },
    );
  });
});

describe('the preview of rules', () => {
  const { rules } = parseTagRules(`when propensity_30d >= 0.6 then tag hot
when customer then list "Everybody" and tag known`);
  const people = Array.from({ length: 40 }, (_, index) => {
    const person = { ...customer, propensity_30d: index < 5 ? undefined : index / 40 };
    return { customerId: `c${String(index).padStart(2, '0')}`, fields: {}, tags: [], rules: judgeRules(rules, person) };
  });

  it('counts whom each rule hits, who is held out, who has it already, and who cannot be judged', () => {
    const found = previewRules(rules, {
      people,
      isHeldOut: (rule, customerId) => rule === 'hot' && customerId === 'c30',
      tagsOf: (customerId) => (customerId >= 'c38' ? ['hot'] : []),
    });
    expect(found).toMatchObject([
      { rule: 'hot', line: 1, hit: 16, held: 1, already: 2, unknown: 5, overlap: [{ rule: 'everybody', people: 16 }] },
      { rule: 'everybody', line: 2, hit: 40, held: 0, already: 0, unknown: 0, overlap: [{ rule: 'hot', people: 16 }] },
    ]);
    expect(found[0]?.examples).toHaveLength(10);
    expect(found[0]?.examples).not.toContain('c30');
  });
});
