import type { Scores } from '../../src/model/scores.ts';
import type { QuestionContext } from '../../src/questions/context.ts';
import { type ContextOf, contextOf, type ScoresOf, scoresOf } from './context-of.ts';
import { cornerNames, cornerOthers, cornerShop } from './corner-shop.ts';

/** Reasons as a model gives them; they need not be those of a real model, only add up. */
const reasons = [
  { group: 'recency', words: 'last order 3 days ago (typical 12 days ago)', contribution: 0.8249 },
  { group: 'rhythm', words: 'orders about every 14 days, now quiet for 3 days', contribution: -0.4149 },
  { group: 'frequency', words: '20 days with an order, 6 orders in the last 90 days', contribution: 0.3349 },
  { group: 'returns', words: '1 return', contribution: -0.0031 },
];

/** Chances for the corner shop, by public id; other figures as given. */
export function cornerScores(given: ScoresOf = {}): Scores {
  const p = {
    a1: 0.81,
    c1: 0.74,
    '17850': 0.62,
    a2: 0.45,
    b1: 0.18,
    d1: 0.3,
    r1: 0.22,
    '17851': 0.12,
    '12346': 0.02,
    '12347': 0.004,
  };
  return scoresOf(cornerShop(), { p, reasons, ...given });
}

/** The corner shop with a proven model, names, and the segments of a week before. */
export function cornerContext(given: ContextOf = {}): QuestionContext {
  return contextOf(cornerShop(), {
    scores: cornerScores(),
    names: cornerNames,
    others: cornerOthers,
    earlier: {
      a1: 'high-value',
      b1: 'high-value',
      c1: 'potential',
      '17850': 'potential',
      a2: 'ordinary',
      r1: 'ordinary',
      '12346': 'potential',
    },
    ...given,
  });
}

/** The corner shop without a model. */
export function cornerWithoutScores(given: ContextOf = {}): QuestionContext {
  return contextOf(cornerShop(), { names: cornerNames, others: cornerOthers, ...given });
}
