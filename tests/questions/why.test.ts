import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Explanation } from '../../src/model/scores.ts';
import { askQuestion } from '../../src/questions/ask.ts';
import { cornerContext, cornerScores } from '../support/corner-context.ts';

/** The effects that an answer shows, as numbers; the last one is the sum that it claims. */
function effectsShown(explanation: Explanation): number[] {
  const scores = { ...cornerScores(), explain: () => explanation };
  const { table } = askQuestion('why a1', cornerContext({ scores }));
  return (table?.rows ?? []).map(([effect = '']) => Number(effect.replace('\u2212', '-').replace(/[=+\s]/g, '')));
}

const reason = (contribution: number, index: number) => ({
  group: `g${index}`,
  words: `reason ${index}`,
  contribution,
});
const probability = (logOdds: number) => 1 / (1 + Math.exp(-logOdds));

describe('why', () => {
  it('shows effects that add up to the log-odds shown, to the cent, for any explanation', () => {
    const effect = fc.double({ min: -3, max: 3, noNaN: true });
    fc.assert(
      fc.property(effect, fc.array(effect, { maxLength: 7 }), (base, effects) => {
        const logOdds = effects.reduce((sum, value) => sum + value, base);
        const shown = effectsShown({ base, logOdds, p: probability(logOdds), reasons: effects.map(reason) });
        const claimed = shown.at(-1) ?? Number.NaN;
        expect(claimed).toBeCloseTo(logOdds, 1);
        expect(Math.abs(claimed - logOdds)).toBeLessThanOrEqual(0.005 + 1e-9);
        const sum = shown.slice(0, -1).reduce((total, value) => total + value, 0);
        expect(sum).toBeCloseTo(claimed, 9);
      }),
    );
  });

  it('leaves effects out that are too small to show, and tells them together', () => {
    const effects = [0.5, 0.004, 0.004];
    const answer = askQuestion(
      'why a1',
      cornerContext({
        scores: {
          ...cornerScores(),
          explain: () => ({ base: -1, logOdds: -0.492, p: probability(-0.492), reasons: effects.map(reason) }),
        },
      }),
    );
    expect(answer.table?.rows).toEqual([
      ['\u22121.00', 'where the typical customer of this shop starts (27 %)'],
      ['+0.50', 'reason 0'],
      ['+0.01', 'smaller effects and rounding'],
      ['= \u22120.49', 'this customer (38 %)'],
    ]);
  });

  it('says in plain words that the effects add up and what they mean', () => {
    const [line] = askQuestion('why a1', cornerContext()).lines ?? [];
    expect(line).toContain('The effects add up.');
    // exp(0.7) is 2.01 and exp(-0.7) is 0.497.
    expect(line).toContain('+0.7 about doubles the odds, \u22120.7 halves them (they are log-odds)');
  });
});
