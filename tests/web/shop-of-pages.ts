import type { Patron, PersonSummary, PushCard } from '../../src/patron.ts';
import type { Answer } from '../../src/questions/answer.ts';
import { fakePatron } from '../support/fake-patron.ts';

/** People of the shop that the pages are tested with, as a list shows them. */
export const people: readonly PersonSummary[] = [
  { customerId: 'C-1042', name: 'Ann Lee', orders: 31, revenue: '£4,812', segment: 'high-value', propensity: 0.81 },
  { customerId: 'C-7', name: 'Jürgen Groß', orders: 12, revenue: '£2,003', segment: 'high-value', propensity: 0.34 },
  {
    customerId: 'C-88',
    name: 'Γιώργος Παπαδόπουλος-Αλεξανδρόπουλος',
    orders: 9,
    revenue: '£1,750',
    segment: 'potential',
    propensity: 0.004,
  },
  { customerId: 'west/12 ?', orders: 3, revenue: '£410', segment: 'ordinary', propensity: 0.12 },
  { customerId: '90011', name: 'Mo', orders: 1, revenue: '£12', segment: 'ordinary', propensity: 0.996 },
];

/** A week's digest. */
export const digest: Answer = {
  id: 'digest',
  headline: 'Revenue £18,204 this week, +12 % against the week before.',
  period: '24 to 30 November 2025',
  facts: [
    { label: 'Orders', value: '312, before 287' },
    { label: 'Customers', value: '264, 41 of them new' },
    { label: 'Same week a year ago', value: '£16,950 (+7 %)' },
  ],
  lines: [
    'Likely to buy in 30 days: about 402 customers, first Ann Lee (81 %), Jürgen Groß (34 %), Mo (over 99 %).',
    'Leaving: 23 customers with £9,120 in the last year, first Γιώργος Παπαδόπουλος-Αλεξανδρόπουλος (silent for 140 days).',
    'Segments since 23 Nov 2025: 12 moved up, 9 down.',
  ],
  basis:
    'From files: 14,220 orders of 2,000 customers up to 30 Nov 2025. Model of 1 Dec 2025, rung ‘network’, tested on past months: AUC 0.81 (0.79 to 0.83).',
  next: ['who will buy', 'who is leaving', 'segments'],
};

/** Who is leaving: a table of people, named by the figures. */
export const leaving: Answer = {
  id: 'at-risk',
  headline: '2 customers with £3,753 in the last year are silent for more than twice their usual gap.',
  table: {
    columns: [
      { title: 'Customer', align: 'left' },
      { title: 'Silent', align: 'right' },
      { title: 'Usual gap', align: 'right' },
      { title: 'Last year', align: 'right' },
    ],
    rows: [
      ['Jürgen Groß', '140 days', '31 days', '£2,003'],
      ['Γιώργος Παπαδόπουλος-Αλεξανδρόπουλος', '96 days', '40 days', '£1,750'],
    ],
    customerIds: ['C-7', 'C-88'],
  },
  basis: 'From files: 14,220 orders of 2,000 customers up to 30 Nov 2025.',
  caution: 'Not proven better than recency: act with care.',
  next: ['who is C-7', 'patron train'],
  data: [
    { customerId: 'C-7', overdue: 4.5 },
    { customerId: 'C-88', overdue: 2.4 },
  ],
};

/** Segments: the widest table that an answer has. */
const segments: Answer = {
  id: 'segments',
  headline: '400 high-value customers bring 68 % of the revenue of known customers.',
  table: {
    columns: [
      { title: 'Segment', align: 'left' },
      { title: 'Customers', align: 'right' },
      { title: 'Share', align: 'right' },
      { title: 'Revenue', align: 'right' },
      { title: 'Share', align: 'right' },
      { title: 'Which is', align: 'left' },
    ],
    rows: [
      ['high-value', '400', '20 %', '£1,204,551', '68 %', 'the fifth that spends most and is expected to go on'],
      ['potential', '600', '30 %', '£402,100', '23 %', 'likely to become so'],
      ['ordinary', '1,000', '50 %', '£160,300', '9 %', 'everybody else'],
    ],
  },
  basis: 'From files: 14,220 orders of 2,000 customers up to 30 Nov 2025.',
  next: ['top customers'],
};

/** What is known of Jürgen Groß. */
export const card: Answer = {
  id: 'who-is',
  headline: 'Jürgen Groß: 12 orders for £2,003, high-value.',
  facts: [
    { label: 'Customer', value: 'C-7' },
    { label: 'First order', value: '3 Feb 2024' },
    { label: 'Last order', value: '13 Jul 2025 (140 days ago)' },
    { label: 'Usual gap', value: 'about 31 days' },
    { label: 'Given back', value: 'nothing' },
    { label: 'Order in 30 days', value: '34 %' },
    { label: 'Next by rhythm', value: '13 Aug 2025, overdue' },
  ],
  lines: ['Buys most: blue mug (7 orders), tea tin (4 orders), tray'],
  basis: 'From files: 14,220 orders of 2,000 customers up to 30 Nov 2025.',
  next: ['why C-7', 'who is leaving', 'who will buy'],
  data: { customerId: 'C-7', p: 0.34, horizonDays: 30, orders: 12, net: 200_300 },
};

/** Why: contributions that add up, -1.73 + 1.07 = -0.66, which is 34 %. Rounded one by one they would give -0.67. */
export const why: Answer = {
  id: 'why',
  headline: 'Jürgen Groß: 34 % chance of an order in 30 days; a typical customer has 15 %.',
  lines: ['In past windows 18 % of customers ordered within 30 days.'],
  basis: 'From files: 14,220 orders of 2,000 customers up to 30 Nov 2025.',
  next: ['who is C-7'],
  data: {
    customerId: 'C-7',
    base: -1.734,
    logOdds: -0.663,
    p: 0.34,
    reasons: [
      { group: 'frequency', words: '12 days with an order, 3 orders in the last 90 days', contribution: 1.284 },
      { group: 'recency', words: 'last order 140 days ago (typical 64 days ago)', contribution: -0.834 },
      { group: 'rhythm', words: 'orders about every 31 days, now quiet for 140 days', contribution: 0.404 },
      { group: 'monetary', words: 'usual order value about the typical one', contribution: 0.204 },
      { group: 'season', words: 'no order in the same weeks of last year', contribution: 0.013 },
    ],
  },
};

function metrics(auc: number, logLoss: number) {
  const near = (value: number, by: number) => ({ value, low: value - by, high: value + by });
  return {
    auc: near(auc, 0.012),
    prAuc: near(auc - 0.25, 0.02),
    logLoss: near(logLoss, 0.006),
    brier: near(logLoss / 3, 0.003),
    ece: near(0.018, 0.004),
    liftAt10: near(4 * auc - 0.4, 0.2),
  };
}

/** A backtest in which the network serves. */
export const backtest: Answer = {
  id: 'backtest',
  headline: 'Proven better than recency on this shop: act on it.',
  period:
    'Tested on the 30 days after 3 Aug 2025, 2 Sept 2025, 2 Oct 2025, 1 Nov 2025: each time with only what was known by then',
  facts: [
    { label: 'Best candidate', value: 'Neural network (64, 32), many cutoffs' },
    { label: 'Judged on', value: '7,437 customers in 4 windows; 18.2 % of them bought' },
    { label: 'AUC gain', value: '+0.039 over recency alone (95 %: +0.028 to +0.050)' },
  ],
  table: {
    columns: [
      { title: '', align: 'left' },
      { title: 'Champion (95 %)', align: 'right' },
      { title: 'Base rate', align: 'right' },
      { title: 'Recency', align: 'right' },
    ],
    rows: [
      ['AUC', '0.810 (0.798 to 0.822)', '0.500', '0.771'],
      ['Accuracy at 0.5', '0.840 (0.830 to 0.850)', '0.820', '0.821'],
    ],
  },
  basis: '14,220 orders of 2,000 customers before 1 Dec 2025.',
  next: ['who will buy'],
  data: {
    horizonDays: 30,
    timeZone: 'Europe/Berlin',
    windows: [
      { cutoff: Date.parse('2025-10-31T23:00:00Z'), customers: 1_980, buyers: 371, auc: 0.817, logLoss: 0.381 },
      { cutoff: Date.parse('2025-10-01T22:00:00Z'), customers: 1_902, buyers: 340, auc: 0.809, logLoss: 0.379 },
      { cutoff: Date.parse('2025-09-01T22:00:00Z'), customers: 1_811, buyers: 322, auc: 0.801, logLoss: 0.384 },
      { cutoff: Date.parse('2025-08-02T22:00:00Z'), customers: 1_744, buyers: 318, auc: 0.812, logLoss: 0.387 },
    ],
    candidates: [
      {
        name: 'majority',
        words: 'Nobody differs: the base rate for all',
        isBaseline: true,
        veto: 'it tells nobody apart',
        metrics: metrics(0.5, 0.476),
      },
      {
        name: 'recency',
        words: 'Recent first: days since the last order alone',
        isBaseline: true,
        metrics: metrics(0.771, 0.409),
      },
      {
        name: 'log-rfm',
        words: 'Logistic regression on recency, frequency, monetary',
        isBaseline: true,
        metrics: metrics(0.795, 0.396),
      },
      { name: 'bg-nbd', words: 'BG/NBD purchase model', isBaseline: true, metrics: metrics(0.79, 0.4) },
      {
        name: 'network',
        words: 'Neural network (64, 32), many cutoffs',
        isBaseline: false,
        metrics: metrics(0.81, 0.3828),
      },
    ],
    champion: 'network',
    calibration: [
      { meanPredicted: 0.04, observed: 0.035, count: 4_100 },
      { meanPredicted: 0.14, observed: 0.15, count: 1_400 },
      { meanPredicted: 0.25, observed: 0.24, count: 800 },
      { meanPredicted: 0.35, observed: 0.37, count: 500 },
      { meanPredicted: 0.45, observed: 0.44, count: 310 },
      { meanPredicted: 0.55, observed: 0.58, count: 180 },
      { meanPredicted: 0.66, observed: 0.63, count: 90 },
      { meanPredicted: 0.74, observed: 0.78, count: 40 },
      { meanPredicted: 0.86, observed: 0.8, count: 17 },
    ],
  },
};

/** A proposal that waits for a yes. */
export const push: PushCard = {
  id: 'push-3f9a1c',
  kind: 'push',
  hash: '3f9a1c5be07d2290aa41',
  state: 'proposed',
  headline: '48 contacts in HubSpot would be changed.',
  lines: [
    'Contacts by field: Likely to buy 48, Tags 12.',
    "Control group of 'hot-lead': 2 of 14 are held out, so that the effect can be told.",
    '3 people opted out of e-mail: scores and tags that serve marketing are not written.',
  ],
  examples: [
    {
      customerId: 'C-7',
      name: 'Jürgen Groß',
      changes: [
        { what: 'Likely to buy', from: '0.42', to: '0.34' },
        { what: 'Tags', to: 'hot-lead' },
      ],
    },
    { customerId: 'west/12 ?', changes: [{ what: "List 'Hot leads'", from: 'on it' }] },
  ],
  result: [],
  choices: {
    fields: [
      ['patron_propensity', 'Likely to buy'],
      ['patron_tags', 'Tags'],
    ],
    rules: ['hot-lead'],
  },
  origin: 'cli',
  madeAt: Date.parse('2025-12-01T09:00:00Z'),
  expiresAt: Date.parse('2025-12-02T09:00:00Z'),
  canUndo: false,
};

/** What was proposed and written. */
const pushes: Answer = {
  id: 'pushes',
  headline: '1 proposal open; the last 2 pushes below.',
  table: {
    columns: [
      { title: 'Push', align: 'left' },
      { title: 'Made', align: 'left' },
      { title: 'Contacts', align: 'right' },
      { title: 'How it stands', align: 'left' },
    ],
    rows: [
      ['push-3f9a1c', '2025-12-01 09:00 UTC', '48', 'waits for a yes until 2025-12-02 09:00 UTC'],
      ['push-77e0b2', '2025-11-24 09:00 UTC', '51', 'approved by somebody at the terminal, 96 changes written'],
    ],
  },
  basis: 'Every step stands in the log of pushes; patron audit verify proves that the log is as it was written.',
  next: ['patron push'],
};

/** Every answer that the shop gives, by the question in lower case. */
const answers: Readonly<Record<string, Answer>> = {
  'who is leaving': leaving,
  segments,
  'who is c-7': card,
};

/** A shop with five people, a model and a demo label; `given` replaces use-cases. */
export function shopOfPages(given: Partial<Patron> = {}): Patron {
  return fakePatron({
    shop: () => Promise.resolve({ isDemo: true, hasOrders: true, hasModel: true }),
    digest: () => Promise.resolve(digest),
    backtest: () => Promise.resolve(backtest),
    explain: () => Promise.resolve(why),
    people: (words, { limit }) =>
      Promise.resolve(
        people
          .filter(({ customerId, name = '' }) => `${customerId} ${name}`.toLowerCase().includes(words.toLowerCase()))
          .slice(0, limit),
      ),
    pushes: () => Promise.resolve(pushes),
    pushCard: (id) => Promise.resolve(id === push.id ? push : undefined),
    ask: (question) =>
      Promise.resolve(
        answers[question.toLowerCase()] ?? {
          id: 'unknown',
          headline: `I did not understand '${question}'.`,
          lines: ['The nearest that I can answer:', 'who will buy?'],
          basis: 'From files: 14,220 orders of 2,000 customers up to 30 Nov 2025.',
          next: ['help'],
        },
      ),
    ...given,
  });
}
