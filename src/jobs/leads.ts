import { PatronError } from '../domain/errors.ts';
import type { LeadScores } from '../model/lead-scores.ts';
import { type LeadSpeaker, scoreLeads } from '../model/lead-scoring.ts';
import type { Store } from '../store/database.ts';
import { knowsContacts, loadLeadHistories } from '../store/lead-histories.ts';
import { modelFor } from '../store/models.ts';
import { readLeadModel } from './model-files.ts';
import { modelsFolder } from './workplace.ts';

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
  const scores = scoreLeads(loadLeadHistories(store, moment), findSpeaker(store, moment));
  return scores.customerIds.length === 0 ? undefined : scores;
}

/** The model for a date, or why there is none. A broken file costs the scores, not the answer. */
function findSpeaker(store: Store, { asOf, home }: LeadMoment): LeadSpeaker {
  const entry = modelFor(store, asOf, 'lead');
  if (!entry) return { reason: 'no model of leads knows this date yet (patron train makes one)' };
  try {
    return { model: readLeadModel(modelsFolder({ home }), entry), version: entry.version };
  } catch (error) {
    if (error instanceof PatronError) return { reason: `${error.message} ${error.hint}` };
    throw error;
  }
}
