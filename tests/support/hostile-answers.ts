import fc from 'fast-check';
import type { Answer, AnswerChart, AnswerOffer } from '../../src/questions/answer.ts';

/** What customers may type into a name: markup, mentions, links, emoji, letters of every kind, far too much of it. */
const nasty = [
  '<!channel> *Bob* & <Co|x>',
  '<@U012AB3CD> <#C012AB3CD|general> <!subteam^S1|x> <!here|here>',
  '@here @channel @everyone',
  '*bold* _italic_ ~gone~ `code` ```block```',
  ':smile: :skin-tone-2: :flag-de:',
  'https://evil.example/a?b=<c>|d',
  '<https://evil.example|click me> mailto:zoe@example.com',
  'Zoë Müller <zoe.mueller+x@example.co.uk>',
  '> quoted\n> twice',
  '\u202egnp.exe',
  '\ud83d',
  '\u0000\u0007',
  '',
  '   ',
  '\u200b',
  '王小明 <王@例子.测试>',
  '👩‍👩‍👧‍👧'.repeat(40),
  'x'.repeat(5000),
  'word '.repeat(4000),
  '&'.repeat(3000),
];

/** Texts that try to break a message. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(...nasty),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.tuple(fc.constantFrom(...nasty), fc.constantFrom(...nasty)).map(([one, other]) => `${one} ${other}`),
);

const offer: fc.Arbitrary<AnswerOffer> = fc.oneof(
  fc.record({
    kind: fc.constantFrom('tag' as const, 'untag' as const),
    customerId: hostileText,
    tag: hostileText,
  }),
  fc.record({
    kind: fc.constantFrom('subscribe' as const, 'unsubscribe' as const),
    to: fc.constantFrom('digest' as const, 'alerts' as const),
  }),
  fc.record({ kind: fc.constant('mute' as const), to: fc.constant('alerts' as const), days: fc.nat(400) }),
);

const number = fc.option(fc.oneof(fc.double(), fc.integer()), { nil: undefined });

/** Charts of every shape, few of them within Slack's limits. */
export const anyChart: fc.Arbitrary<AnswerChart> = fc.record({
  kind: fc.constantFrom('line' as const, 'bar' as const),
  title: hostileText,
  labels: fc.array(fc.oneof(fc.string({ maxLength: 24 }), hostileText), { maxLength: 24 }),
  series: fc.array(fc.record({ name: fc.string({ maxLength: 24 }), values: fc.array(number, { maxLength: 24 }) }), {
    maxLength: 8,
  }),
});

/** Answers whose every text is hostile and whose every list may be far too long. */
export const hostileAnswer: fc.Arbitrary<Answer> = fc.record(
  {
    id: fc.constantFrom('who-is', 'several', 'top-customers', 'why'),
    headline: hostileText,
    basis: hostileText,
    next: fc.array(fc.oneof(hostileText, fc.constant('patron train')), { maxLength: 12 }),
    facts: fc.array(fc.record({ label: hostileText, value: hostileText }), { maxLength: 30 }),
    table: fc.record({
      columns: fc.array(fc.record({ title: hostileText, align: fc.constantFrom('left' as const, 'right' as const) }), {
        maxLength: 24,
      }),
      rows: fc.oneof(
        fc.array(fc.array(hostileText, { maxLength: 24 }), { maxLength: 6 }),
        fc.array(fc.array(hostileText, { maxLength: 2 }), { maxLength: 130 }),
      ),
    }),
    chart: anyChart,
    lines: fc.array(hostileText, { maxLength: 40 }),
    period: hostileText,
    caution: hostileText,
    customerId: hostileText,
    offers: fc.array(offer, { maxLength: 10 }),
  },
  { requiredKeys: ['id', 'headline', 'basis', 'next'] },
);
