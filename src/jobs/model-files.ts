import { type LeadModel, leadModelFormat } from '../model/lead-propensity.ts';
import { modelFormat, type PropensityModel } from '../model/propensity.ts';
import { brokenModel, type ModelEntry, readModelText } from '../store/models.ts';

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
