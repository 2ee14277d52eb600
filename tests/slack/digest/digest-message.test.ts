import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Watched } from '../../../src/domain/watched.ts';
import type { Answer, AnswerItem } from '../../../src/questions/answer.ts';
import { composeDigest } from '../../../src/questions/digest.ts';
import { alertMessage } from '../../../src/slack/alerts/alert-message.ts';
import { digestMessage } from '../../../src/slack/digest/digest-message.ts';
import { channelWindow } from '../../../src/slack/settings/channel-window.ts';
import { type RuleShape, ruleWindow } from '../../../src/slack/settings/rule-window.ts';
import { mostRules, rulesWindow } from '../../../src/slack/settings/rules-window.ts';
import { addRule } from '../../../src/store/alert-rules.ts';
import { textsOf } from '../../support/block-texts.ts';
import { chatStore } from '../../support/chat-store.ts';
import { cornerContext } from '../../support/corner-context.ts';
import { hostileAnswer, hostileText } from '../../support/hostile-answers.ts';
import { limitFaults, textFaults } from '../../support/slack-limits.ts';

const item: fc.Arbitrary<AnswerItem> = fc.record(
  {
    kind: fc.constant('leaving'),
    title: hostileText,
    words: hostileText,
    why: hostileText,
    proof: hostileText,
    ask: fc.record({ label: hostileText, question: hostileText }),
    customerIds: fc.array(hostileText, { maxLength: 3 }),
  },
  { requiredKeys: ['kind', 'title', 'words', 'ask', 'customerIds'] },
);

const answer: fc.Arbitrary<Answer> = fc
  .tuple(hostileAnswer, fc.array(item, { maxLength: 50 }))
  .map(([rest, items]) => ({ ...rest, items }));

const place = fc.constantFrom('channel' as const, 'private' as const);
const language = fc.constantFrom('en' as const, 'zh' as const);

describe('a digest and an alert as messages', () => {
  it('stay within every limit of Slack and never become markup, whatever customers have typed', () => {
    fc.assert(
      fc.property(answer, place, language, fc.array(hostileText, { maxLength: 2 }), (given, where, words, notes) => {
        const digest = digestMessage(given, { language: words, place: where, channel: 'C1', notes });
        const alert = alertMessage(given, { ruleId: 7, language: words, place: where, more: 3, held: 2 });
        for (const { text, blocks } of [digest, alert]) {
          expect([...limitFaults(blocks), ...textFaults(text)]).toEqual([]);
          expect(textsOf(blocks).filter(({ kind }) => !['text', 'plain_text', 'raw_text'].includes(kind))).toEqual([]);
          expect(JSON.stringify(blocks)).not.toMatch(
            /"emoji":true|"type":"(user|usergroup|channel|broadcast|link|markdown)"/,
          );
        }
      }),
      { numRuns: 150, seed: 48 },
    );
  });

  it('show no e-mail address in a channel', () => {
    fc.assert(
      fc.property(answer, (given) => {
        const said = digestMessage(given, { language: 'en', place: 'channel', channel: 'C1' });
        expect(JSON.stringify(said)).not.toMatch(/[a-z0-9]{2}@example/i);
      }),
      { numRuns: 80, seed: 49 },
    );
  });

  it('have one button for each thing, the settings last, and say the headline as a notification', () => {
    const digest = composeDigest(cornerContext());
    const { text, blocks } = digestMessage(digest, { language: 'en', place: 'channel', channel: 'C1' });
    expect(text).toBe(digest.headline);
    expect(blocks.at(-1)).toMatchObject({
      type: 'actions',
      elements: [
        { action_id: 'ask:0', value: 'who moved' },
        { action_id: 'ask:1', value: 'who will buy' },
        { action_id: 'settings:open', value: 'C1' },
      ],
    });
  });

  it('say what came of the last digest apart from what is to be looked at now', () => {
    const told = [{ kind: 'leaving', customerId: 'b1', at: cornerContext().snapshot.asOf - 86_400_000 }];
    const { blocks } = digestMessage(composeDigest(cornerContext(), { told }), { language: 'en', place: 'private' });
    const said = textsOf(blocks)
      .map(({ text }) => text)
      .join('\n');
    expect(said).toMatch(
      /What came of the last digest\nThe one that the digest of 8 Nov 2011 called leaving has not ordered since\./,
    );
  });
});

describe('the windows of the settings', () => {
  const parts = (store = chatStore()) => ({
    store,
    timeZone: 'Europe/Berlin',
    clock: { now: () => new Date('2026-11-24T09:00:00Z') },
  });

  it('stay within the limits of a window, with as many rules as there may be', () => {
    const store = chatStore();
    const rules: readonly Watched[] = [
      { kind: 'day-revenue' },
      { kind: 'silence', days: 3650, among: 'high-value' },
      { kind: 'chance', side: 'below', bound: 0.01, quietDays: 3650, among: 'high-value' },
      { kind: 'segment-entry', group: 'high-value', move: 'leaves', among: 'all' },
    ];
    for (let count = 0; count < mostRules; count++) {
      const watched = rules[count % rules.length] ?? { kind: 'day-revenue' };
      addRule(store, { channel: 'C1', watched, owner: 'U0ANA0001', dailyCap: 50, createdBy: 'U1', createdAt: 1 });
    }
    const shapes: readonly RuleShape[] = ['enters', 'leaves', 'above', 'below', 'silence', 'day-revenue'];
    const windows = [
      channelWindow(parts(), undefined),
      channelWindow(parts(), 'C0SALES01'),
      rulesWindow(parts(store), 'C1'),
      ...shapes.map((shape) => ruleWindow({ channel: 'C1', listId: 'V1' }, shape)),
    ];
    for (const { blocks, title } of windows) {
      expect(limitFaults(blocks, 'modal')).toEqual([]);
      expect(title.text.length).toBeLessThanOrEqual(24);
    }
    expect(JSON.stringify(rulesWindow(parts(store), 'C1'))).not.toContain('rule:add');
  });

  it('offer a time zone that nobody else lives by where it is the own one', () => {
    const zone = { ...parts(), timeZone: 'Antarctica/Troll' };
    expect(JSON.stringify(channelWindow(zone, 'C1'))).toContain(
      '"initial_option":{"text":{"type":"plain_text","text":"Antarctica/Troll"',
    );
  });
});
