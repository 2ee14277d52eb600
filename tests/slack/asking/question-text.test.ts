import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { questionText } from '../../../src/slack/asking/question-text.ts';

describe('the text of a message', () => {
  it.each([
    ['<@U0PATRON1> who is leaving?', 'who is leaving?'],
    ['hey <@U0PATRON1|patron>, why?', 'hey, why?'],
    ['who is <mailto:anna@shop.example|anna@shop.example>?', 'who is anna@shop.example?'],
    ['who is <mailto:anna@shop.example>', 'who is anna@shop.example'],
    ['call <tel:+4930123|+49 30 123>', 'call +49 30 123'],
    ['who bought &lt;Cup &amp; Tray&gt;', 'who bought <Cup & Tray>'],
    ['what is &amp;lt;', 'what is &lt;'],
    ['*who* is _leaving_?', 'who is leaving?'],
    ['`why 17850`', 'why 17850'],
    ['who is a_b@shop.example', 'who is a_b@shop.example'],
    ['see <https://shop.example/a?x=1&amp;y=2|the page>', 'see the page'],
    ['see <https://shop.example/a>', 'see https://shop.example/a'],
    ['ask <@U2|ben> in <#C1|sales> <!here>', 'ask ben in #sales'],
    ['before <!date^1392734382^{date}|18 February 2014>', 'before 18 February 2014'],
    ['  revenue\n\tlast  month ', 'revenue last month'],
    ['为什么 <@U0PATRON1>', '为什么'],
    ['', ''],
  ])('is %j without markup: %j', (markup, plain) => {
    expect(questionText(markup, 'U0PATRON1')).toBe(plain);
  });

  it('is read whatever it is, and quickly', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (text) => {
        expect(questionText(text, 'U0PATRON1')).not.toMatch(/\s\s|^\s|\s$/);
      }),
      { seed: 20_261_124, numRuns: 500 },
    );
    for (const hard of ['<'.repeat(100_000), '<@'.repeat(50_000), '*_'.repeat(50_000), '&amp;'.repeat(20_000)]) {
      expect(questionText(hard, 'U0PATRON1').length).toBeLessThanOrEqual(3000);
    }
  });
});
