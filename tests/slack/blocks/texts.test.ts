import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maskEmails } from '../../../src/slack/blocks/mask.ts';
import { escapeMrkdwn } from '../../../src/slack/blocks/mrkdwn.ts';
import { clean, cut } from '../../../src/slack/blocks/plain.ts';
import { hostileText } from '../../support/hostile-answers.ts';

describe('escaping for mrkdwn', () => {
  it.each([
    ['<!channel> *Bob* & <Co|x>', '&lt;!channel&gt; ∗Bob∗ &amp; &lt;Co|x&gt;'],
    ['_x_ ~x~ `x` :smile:', 'ˍxˍ ∼x∼ ˋxˋ ꞉smile:'],
    ['> quoted', '› quoted'],
    ['first\n> quoted', 'first\n› quoted'],
    ['snake_case_name 5*3 a_b@example.com', 'snake_case_name 5*3 a_b@example.com'],
    ['at 10:30, ratio 3:4', 'at 10:30, ratio 3:4'],
    ['&lt;!here&gt;', '&amp;lt;!here&amp;gt;'],
    ['4 > 3', '4 &gt; 3'],
  ])('%j is sent as %j', (typed, sent) => {
    expect(escapeMrkdwn(typed)).toBe(sent);
  });

  it('leaves nothing that Slack reads: no tag, no formatting at the edge of a word, no code, no emoji, no quote', () => {
    fc.assert(
      fc.property(hostileText, (typed) => {
        const sent = escapeMrkdwn(typed);
        expect(sent).not.toMatch(/[<>`]|&(?!amp;|lt;|gt;)|:[\w+-]+:|(^|\n)\s*&gt;/);
        expect(sent).not.toMatch(/(?<![\p{L}\p{N}])[*_~]|[*_~](?![\p{L}\p{N}])/u);
      }),
      { numRuns: 500, seed: 3 },
    );
  });
});

describe('cutting', () => {
  it('cuts at a word, and says that it did', () => {
    expect(cut('Revenue of the last three months', 20)).toBe('Revenue of the last…');
    expect(cut('Donaudampfschifffahrtsgesellschaft', 10)).toBe('Donaudamp…');
    expect(cut('short', 5)).toBe('short');
  });

  it('gives a text that is never empty, never too long, never half a letter', () => {
    fc.assert(
      fc.property(hostileText, fc.integer({ min: 1, max: 80 }), (typed, limit) => {
        const text = cut(typed, limit);
        expect(text.length).toBeLessThanOrEqual(limit);
        expect(text.trim()).not.toBe('');
        expect(text).not.toMatch(/\p{Surrogate}/u);
      }),
      { numRuns: 500, seed: 4 },
    );
  });

  it('takes out what turns the line around or rings a bell, and keeps line feeds', () => {
    expect(clean('one\n\u202egnp\u0007.exe')).toBe('one\ngnp.exe');
    expect(clean(' \u200b ')).toBe('–');
  });
});

describe('masking', () => {
  it.each([
    ['zoe.mueller+shop@example.com', 'z…@example.com'],
    ['Write to a@b.de, or to "x_y@sub.example.co.uk".', 'Write to a…@b.de, or to "x…@sub.example.co.uk".'],
    ['王小明@例子.测试', '王…@例子.测试'],
    ["O'Neil <o'neil@example.com>", "O'Neil <o…@example.com>"],
    ['2 kg @ 4 €', '2 kg @ 4 €'],
    ['a…@example.com', 'a…@example.com'],
  ])('%j becomes %j', (text, masked) => {
    expect(maskEmails(text)).toBe(masked);
    expect(maskEmails(masked)).toBe(masked);
  });
});
