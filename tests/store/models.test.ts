import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { clearStore } from '../../src/store/clear.ts';
import type { Store } from '../../src/store/database.ts';
import {
  listModels,
  type ModelDocument,
  type ModelNote,
  modelFor,
  readModelText,
  saveModel,
  versionOf,
} from '../../src/store/models.ts';
import { errorOf } from '../support/error-of.ts';
import { memoryStore } from '../support/import-texts.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const home = temporaryFolder();
let store: Store;
let folder = '';
let count = 0;
beforeAll(() => {
  store = memoryStore();
});
afterAll(() => store.close());
beforeEach(() => {
  clearStore(store);
  folder = home.path(`models-${count++}`);
});

interface Trained extends ModelDocument {
  readonly weight: number;
}
const day = (date: string) => Date.parse(`${date}T00:00:00Z`);
const trained = (date: string, weight = 0.5): Trained => ({
  format: 1,
  task: 'propensity',
  asOf: day(date),
  seed: 42,
  rung: 'network',
  weight,
});
const note: ModelNote = { fingerprint: 'f', backend: 'cpu', verdict: 'Good enough to act on.', auc: 0.75 };
const save = (
  model: Trained,
  { isChampion = true, rejected = undefined as string | undefined, trainedAt = day('2026-06-01') } = {},
) =>
  saveModel(store, {
    folder,
    model,
    trainedAt,
    isChampion,
    note: rejected === undefined ? note : { ...note, rejected },
  });
const entryFor = (date: string) => modelFor(store, day(date));

describe('the registry of models', () => {
  it('keeps a model with its file, and gives both back', () => {
    const model = trained('2026-05-01');
    const version = save(model);
    expect(version).toMatch(/^propensity-2026-05-01-[0-9a-f]{8}$/);
    expect(listModels(store)).toEqual([
      {
        version,
        trainedAt: day('2026-06-01'),
        asOf: model.asOf,
        seed: 42,
        rung: 'network',
        isChampion: true,
        file: `${version}.json`,
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
        note,
      },
    ]);
    const [entry] = listModels(store);
    expect(entry && JSON.parse(readModelText(folder, entry))).toEqual(model);
    expect(readdirSync(folder)).toEqual([`${version}.json`]);
  });

  it('names a model by its content: the same training is the same version, once', () => {
    expect(versionOf(trained('2026-05-01'))).toBe(versionOf(trained('2026-05-01')));
    expect(versionOf(trained('2026-05-01', 0.6))).not.toBe(versionOf(trained('2026-05-01')));
    save(trained('2026-05-01'));
    save(trained('2026-05-01'), { trainedAt: day('2026-06-02') });
    expect(listModels(store)).toHaveLength(1);
  });

  it('has one champion at a time, the last one that was named so', () => {
    const first = save(trained('2026-04-01'));
    const second = save(trained('2026-05-01'));
    save(trained('2026-05-15'), { isChampion: false, rejected: 'not better' });
    expect(
      listModels(store).map(({ asOf, isChampion }) => [new Date(asOf).toISOString().slice(0, 10), isChampion]),
    ).toEqual([
      ['2026-05-15', false],
      ['2026-05-01', true],
      ['2026-04-01', false],
    ]);
    save(trained('2026-04-01'));
    expect(
      listModels(store)
        .filter(({ isChampion }) => isChampion)
        .map(({ version }) => version),
    ).toEqual([first]);
    expect(second).not.toBe(first);
  });

  it('lets no model speak about a date that it has seen beyond', () => {
    const early = save(trained('2026-03-01'));
    const champion = save(trained('2026-05-01'));
    expect(entryFor('2026-02-28')).toBeUndefined();
    expect(entryFor('2026-03-01')?.version).toBe(early);
    expect(entryFor('2026-04-30')?.version).toBe(early);
    expect(entryFor('2026-05-01')?.version).toBe(champion);
  });

  it('prefers the champion to a newer model that is none, and never gives a rejected one', () => {
    const champion = save(trained('2026-03-01'));
    save(trained('2026-04-01'), { isChampion: false });
    save(trained('2026-02-01'), { isChampion: false, rejected: 'worse than recency' });
    expect(entryFor('2026-06-01')?.version).toBe(champion);
    expect(entryFor('2026-02-15')).toBeUndefined();
  });

  it.each([
    ['is missing', (path: string) => rmSync(path), 'cannot be read'],
    ['is cut off', (path: string) => writeFileSync(path, '{"format":1,'), 'is damaged'],
    ['was changed', (path: string, text: string) => writeFileSync(path, text.replace('0.5', '0.6')), 'is damaged'],
  ])('says how to make a model again whose file %s', (_, damage, says) => {
    const version = save(trained('2026-05-01'));
    const [entry] = listModels(store);
    if (!entry) throw new Error('no model');
    damage(`${folder}/${version}.json`, readModelText(folder, entry));
    const error = errorOf(() => readModelText(folder, entry));
    expect(error).toMatchObject({ code: 'model-broken', hint: 'Train it again: patron train --as-of 2026-05-01' });
    expect(error.message).toBe(`The model file ${version}.json ${says}.`);
  });

  it('lists no model whose file could not be written', () => {
    folder = `${home.write('a-file', '')}/models`;
    expect(errorOf(() => save(trained('2026-05-01')))).toMatchObject({ code: 'cannot-write' });
    expect(listModels(store)).toEqual([]);
  });
});
