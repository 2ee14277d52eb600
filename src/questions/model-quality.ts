import type { Answer, AnswerFact } from './answer.ts';
import type { QuestionContext } from './context.ts';
import { cautious, day, joinCautions, modelWords, percent, rungWords, sourceWords } from './words.ts';

/** How good the model is, in words that need no textbook: verdict, how often it ranks right, base rate, where the chances come from. */
export function describeModelQuality(context: QuestionContext): Answer {
  const { scores } = context;
  if (!scores) {
    return {
      id: 'model-quality',
      headline: 'There is no model yet, so there is nothing to trust or distrust.',
      basis: `${sourceWords(context)} ${modelWords(context)}`,
      next: ['patron train', 'help'],
    };
  }
  const { verdict, rung, rungReason, modelAsOf, modelVersion, horizonDays, auc, baseRate, liftAt10, cautions } = scores;
  return {
    id: 'model-quality',
    headline: verdict.words,
    period: `chances of an order within ${horizonDays} days; model trained on all before ${day(context, modelAsOf)}`,
    facts: [{ label: 'Chances from', value: `${rungWords[rung]}: ${rungReason}` }, ...testFacts(scores)],
    lines: [
      ...(auc ? ['It was tested on past months of this shop: each time only what was known before was used.'] : []),
      'Recency means: sort by who ordered last. It is the bar, because anybody can do that without a model.',
    ],
    basis: `${sourceWords(context)} Model ${modelVersion || 'without a version'}.`,
    ...cautious(joinCautions(cautions)),
    next: ['patron evaluate', 'who will buy'],
    data: {
      verdict,
      rung,
      rungReason,
      modelVersion,
      modelAsOf: new Date(modelAsOf).toISOString(),
      horizonDays,
      auc,
      baseRate,
      liftAt10,
    },
  };
}

function testFacts({ auc, baseRate, liftAt10, horizonDays }: NonNullable<QuestionContext['scores']>): AnswerFact[] {
  if (!auc || baseRate === undefined) return [{ label: 'Tested', value: 'not yet: too few orders to hold some back' }];
  const best =
    liftAt10 === undefined
      ? []
      : [
          {
            label: 'Best tenth',
            value: `${percent(Math.min(1, baseRate * liftAt10))} of those with the highest chances ordered`,
          },
        ];
  const inHundred = (value: number) => Math.round(100 * value);
  return [
    {
      label: 'Ranks right',
      value: `${inHundred(auc.value)} of 100 pairs of a buyer and a non-buyer (between ${inHundred(auc.low)} and ${inHundred(auc.high)}; a coin gets 50). This is the AUC, ${auc.value.toFixed(2)}.`,
    },
    { label: 'All customers', value: `${percent(baseRate)} ordered within ${horizonDays} days` },
    ...best,
  ];
}
