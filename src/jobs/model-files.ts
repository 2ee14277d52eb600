import { PatronError } from '../domain/errors.ts';
import { type LeadModel, leadModelFormat } from '../model/lead-propensity.ts';
import { modelFormat, type PropensityModel } from '../model/propensity.ts';
import type { Store } from '../store/database.ts';
import { brokenModel, type ModelEntry, type ModelTask, modelFor, readModelText } from '../store/models.ts';
import { modelsFolder } from './workplace.ts';

/** Reads a propensity model from its file in `folder`. Raises `model-broken` where it is missing, damaged or of another version of Patron. */
export function readModel(folder: string, entry: ModelEntry): PropensityModel {
  const model: PropensityModel = JSON.parse(readModelText(folder, entry));
  if (model.format !== modelFormat) throw brokenModel(entry, 'was written by another version of Patron');
  return model;
}

/** Reads a model of leads as `readModel` reads one of customers. */
export function readLeadModel(folder: string, entry: ModelEntry): LeadModel {
  const model: LeadModel = JSON.parse(readModelText(folder, entry));
  if (model.format !== leadModelFormat) throw brokenModel(entry, 'was written by another version of Patron');
  return model;
}

/** A model that may speak, or why there is none. */
type Speaker<Model> = { readonly model: Model; readonly version: string } | { readonly reason: string };

/** The model that may speak about a date (epoch ms); `none`: why there is none where none was trained. A broken file costs the scores, not the answer. */
export function findSpeaker<Model>(
  store: Store,
  { asOf, home }: { readonly asOf: number; readonly home: string },
  { task, read, none }: { task: ModelTask; read: (folder: string, entry: ModelEntry) => Model; none: string },
): Speaker<Model> {
  const entry = modelFor(store, asOf, task);
  if (!entry) return { reason: none };
  try {
    return { model: read(modelsFolder({ home }), entry), version: entry.version };
  } catch (error) {
    if (error instanceof PatronError) return { reason: `${error.message} ${error.hint}` };
    throw error;
  }
}
