import type { FileKind } from '../../connectors/files/columns.ts';
import type { OnProgress } from '../domain/progress.ts';
import type { Answer } from '../questions/answer.ts';
import { leaveDemo } from './demo.ts';
import { importFiles } from './import.ts';
import { describeImport } from './import-answer.ts';
import type { Workplace } from './workplace.ts';

/** Which files are imported. */
export interface ShopFiles {
  readonly kind: FileKind;
  readonly files: readonly string[];
  readonly map: Readonly<Record<string, string>>;
  readonly onProgress?: OnProgress | undefined;
}

/** Imports files into the shop of a home. A demo shop that stands there makes way, once the files were found readable. Raises what `importFiles` raises. */
export async function importShopFiles(place: Workplace, { kind, files, map, onProgress }: ShopFiles): Promise<Answer> {
  let wasDemo = false;
  const report = await importFiles(place.store, {
    kind,
    files,
    map,
    timeZone: place.timeZone,
    clock: place.clock,
    scratchFolder: place.home,
    beforeWriting: () => {
      wasDemo = leaveDemo(place);
    },
    ...(place.currency === undefined ? {} : { currency: place.currency }),
    ...(onProgress ? { onProgress } : {}),
  });
  const answer = describeImport(report, place);
  return wasDemo ? { ...answer, lines: ['The demo shop made way for your data.', ...(answer.lines ?? [])] } : answer;
}
