import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { and, desc, eq, lte } from 'drizzle-orm';
import { FatalError } from '../domain/errors.ts';
import type { Store } from './database.ts';
import { model as modelTable } from './schema.ts';

/** A trained model as the registry lists it. */
export interface ModelEntry {
  readonly version: string;
  /** Epoch ms. */
  readonly trainedAt: number;
  readonly asOf: number;
  readonly seed: number;
  readonly rung: string;
  readonly isChampion: boolean;
  readonly file: string;
  readonly sha256: string;
  readonly note: ModelNote;
}

/** A model as plain data, as far as the registry looks into it. */
export interface ModelDocument {
  /** Version of the shape of the document. */
  readonly format: number;
  readonly task: ModelTask;
  /** Epoch ms; nothing at or after it was known. */
  readonly asOf: number;
  readonly seed: number;
  readonly rung: string;
}

/** What the registry remembers beside the file. `rejected`: why the model never served, in words. */
export interface ModelNote {
  readonly fingerprint: string;
  readonly backend: string;
  readonly auc?: number;
  readonly verdict: string;
  readonly rejected?: string;
}

/** The tasks that models are trained for: an order of a customer, a first order of a lead. */
export type ModelTask = 'propensity' | 'lead';

/** Version of a model: what it was trained on and how. The same training gives the same version. */
export function versionOf(model: ModelDocument): string {
  const date = new Date(model.asOf).toISOString().slice(0, 10);
  return `${model.task}-${date}-${hashOf(JSON.stringify(model)).slice(0, 8)}`;
}

/**
 * Keeps a model: first its file (written beside and renamed), then its row, so that a row never points to half a file. `isChampion` makes it the
 * one that serves. Keeping the same model again changes nothing but that. Raises `cannot-write`.
 */
export function saveModel(
  { db }: Store,
  {
    folder,
    model,
    trainedAt,
    note,
    isChampion,
  }: { folder: string; model: ModelDocument; trainedAt: number; note: ModelNote; isChampion: boolean },
): string {
  const version = versionOf(model);
  const text = JSON.stringify(model);
  const file = `${version}.json`;
  writeWhole(folder, file, text);
  const { asOf, seed, rung, task } = model;
  db.transaction((tx) => {
    if (isChampion) tx.update(modelTable).set({ isChampion: false }).where(eq(modelTable.task, task)).run();
    const row = {
      task,
      version,
      trainedAt,
      asOf,
      seed,
      rung,
      isChampion,
      file,
      sha256: hashOf(text),
      evaluation: JSON.stringify(note),
    };
    tx.insert(modelTable)
      .values(row)
      .onConflictDoUpdate({ target: [modelTable.task, modelTable.version], set: row })
      .run();
  });
  return version;
}

/** All models of a task, newest date first. */
export function listModels({ db }: Store, task: ModelTask = 'propensity'): ModelEntry[] {
  const rows = db
    .select()
    .from(modelTable)
    .where(eq(modelTable.task, task))
    .orderBy(desc(modelTable.asOf), desc(modelTable.id))
    .all();
  return rows.map(entryOf);
}

/** The model that may speak about a date: the champion where it knew nothing later, else the newest earlier one that was not rejected. */
export function modelFor({ db }: Store, asOf: number, task: ModelTask = 'propensity'): ModelEntry | undefined {
  const rows = db
    .select()
    .from(modelTable)
    .where(and(eq(modelTable.task, task), lte(modelTable.asOf, asOf)))
    .orderBy(desc(modelTable.isChampion), desc(modelTable.asOf), desc(modelTable.id))
    .all();
  return rows.map(entryOf).find(({ note }) => note.rejected === undefined);
}

/** Reads a model's file. Raises `model-broken` where it is missing or damaged. */
export function readModelText(folder: string, entry: ModelEntry): string {
  const { file, sha256 } = entry;
  const text = (() => {
    try {
      return readFileSync(join(folder, file), 'utf8');
    } catch (error) {
      throw brokenModel(entry, 'cannot be read', { cause: error });
    }
  })();
  if (hashOf(text) !== sha256) throw brokenModel(entry, 'is damaged');
  return text;
}

/** The error of a model file that cannot be used, with the command that makes it again. */
export function brokenModel({ file, asOf }: ModelEntry, what: string, options?: ErrorOptions): FatalError {
  const date = new Date(asOf).toISOString().slice(0, 10);
  const hint = `Train it again: patron train --as-of ${date}`;
  return new FatalError('model-broken', `The model file ${file} ${what}.`, hint, options);
}

function entryOf(row: typeof modelTable.$inferSelect): ModelEntry {
  const { version, trainedAt, asOf, seed, rung, isChampion, file, sha256 } = row;
  const note: ModelNote = JSON.parse(row.evaluation);
  return { version, trainedAt, asOf, seed, rung, isChampion, file, sha256, note };
}

function writeWhole(folder: string, file: string, text: string): void {
  const path = join(folder, file);
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(`${path}.tmp`, text);
    renameSync(`${path}.tmp`, path);
  } catch (error) {
    throw new FatalError(
      'cannot-write',
      `Cannot write the model file ${path}.`,
      'Check that the folder may be written and has room.',
      { cause: error },
    );
  }
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
