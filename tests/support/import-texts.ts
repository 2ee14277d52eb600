import { fixedClock } from '../../src/domain/clock.ts';
import { type ImportOptions, importFiles } from '../../src/jobs/import.ts';
import type { ImportReport } from '../../src/jobs/import-report.ts';
import { openStore, type Store } from '../../src/store/database.ts';
import { realSystem } from '../../src/system.ts';
import type { TemporaryFolder } from './temporary-folder.ts';

const { migrationsFolder } = realSystem();

/** An empty store in memory, with every migration. */
export function memoryStore(): Store {
  return openStore(':memory:', { migrationsFolder });
}

/** What an import is run with; no setting for the currency where it is undefined. */
type Given = Partial<Omit<ImportOptions, 'files' | 'currency'>> & { readonly currency?: string | undefined };

/** Imports files, given by name and content, as one import; orders of a shop in UTC that sells in GBP unless told otherwise. */
export function importTexts(
  store: Store,
  folder: TemporaryFolder,
  files: Readonly<Record<string, string | Buffer>>,
  given: Given = {},
): Promise<ImportReport> {
  const { currency, ...options } = { currency: 'GBP', ...given };
  return importFiles(store, {
    kind: 'orders',
    timeZone: 'UTC',
    ...(currency === undefined ? {} : { currency }),
    map: {},
    clock: fixedClock(new Date('2026-06-01T00:00:00Z')),
    scratchFolder: folder.path('scratch'),
    ...options,
    files: Object.entries(files).map(([name, content]) => folder.write(name, content)),
  });
}
