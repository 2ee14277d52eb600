import { type AtRisk, findAtRisk } from '../decisions/at-risk.ts';
import { rememberFor } from '../domain/remember.ts';
import type { QuestionContext } from './context.ts';
import { trustedChances } from './words.ts';

/** Who is leaving as of a context, those with the most money of the last 365 days first; whoever will most likely order is not among them. */
export const leavingNow: (context: QuestionContext) => readonly AtRisk[] = rememberFor((context) =>
  findAtRisk(context.figures, { chances: trustedChances(context) }),
);
