import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';

/** Why a test that needs the vendors' schemas did not run. */
export const vendorSpecMissing = 'skipped: no ../shared/spec, and PATRON_TEST_SPEC names no folder that has it';

const beside = fileURLToPath(new URL('../../../shared/spec', import.meta.url));

/** A vendor's schema file by its name, unpacked: from ../shared/spec beside the repository, or the folder in PATRON_TEST_SPEC. Absent: undefined. */
export function vendorSpec(name: string): string | undefined {
  const folders = [process.env.PATRON_TEST_SPEC, beside].filter((folder) => folder !== undefined);
  const file = folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
  if (file === undefined) return undefined;
  const bytes = readFileSync(file);
  return (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
}
