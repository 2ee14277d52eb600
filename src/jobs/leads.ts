import type { LeadScores } from '../model/lead-scores.ts';
import { scoreLeads } from '../model/lead-scoring.ts';
import type { Store } from '../store/database.ts';
import { knowsContacts, loadLeadHistories } from '../store/lead-histories.ts';
import { findSpeaker, readLeadModel } from './model-files.ts';

/** As of when leads are looked at, and where the models lie. */
export interface LeadMoment {
  /** Epoch ms. */
  readonly asOf: number;
  readonly currency: string;
  /** Folder of the home that holds `models`. */
  readonly home: string;
}

/** Everybody who is known without an order, ranked by the model that may speak about the date; undefined where no connected system knows anybody. */
export function leadScores(store: Store, moment: LeadMoment): LeadScores | undefined {
  if (!knowsContacts(store)) return undefined;
  const scores = scoreLeads(
    loadLeadHistories(store, moment),
    findSpeaker(store, moment, {
      task: 'lead',
      read: readLeadModel,
      none: 'no model of leads knows this date yet (patron train makes one)',
    }),
  );
  return scores.customerIds.length === 0 ? undefined : scores;
}
