import { z } from 'zod';
import type { Answer } from '../questions/answer.ts';

const interval = z.object({ value: z.number(), low: z.number(), high: z.number() });

const backtestSchema = z.object({
  horizonDays: z.number(),
  /** The shop's, in which the windows' days begin. */
  timeZone: z.string().default('UTC'),
  /** Newest first. */
  windows: z.array(
    z.object({
      /** Epoch ms. */
      cutoff: z.number(),
      customers: z.number(),
      buyers: z.number(),
      auc: z.number(),
      logLoss: z.number(),
    }),
  ),
  candidates: z.array(
    z.object({
      name: z.string(),
      words: z.string(),
      isBaseline: z.boolean(),
      veto: z.string().optional(),
      metrics: z.object({
        auc: interval,
        prAuc: interval,
        logLoss: interval,
        brier: interval,
        ece: interval,
        liftAt10: interval,
      }),
    }),
  ),
  champion: z.string(),
  calibration: z.array(z.object({ meanPredicted: z.number(), observed: z.number(), count: z.number() })),
});

/** How right the models were on this shop's own past, as `backtest` gives it. */
export type BacktestFigures = z.infer<typeof backtestSchema>;
/** One candidate with its figures. */
export type CandidateFigures = BacktestFigures['candidates'][number];
/** One group of customers with a similar chance. */
export type CalibrationPoint = BacktestFigures['calibration'][number];

/** The figures of a backtest in an answer; undefined where none was run. */
export function readBacktest({ data }: Answer): BacktestFigures | undefined {
  return backtestSchema.safeParse(data).data;
}
