import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';

/** A folder of their own for the tests of one file. */
export interface TemporaryFolder {
  /** Absolute path of a name in it. */
  path(name: string): string;
  /** Writes a file into it and gives its path. */
  write(name: string, content: string | Buffer): string;
}

/** Makes a folder before the tests of the file that calls this, and removes it after them. */
export function temporaryFolder(): TemporaryFolder {
  let root = '';
  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), 'patron-test-'));
  });
  afterAll(() => rmSync(root, { recursive: true, force: true }));
  const path = (name: string) => join(root, name);
  return {
    path,
    write(name, content) {
      mkdirSync(dirname(path(name)), { recursive: true });
      writeFileSync(path(name), content);
      return path(name);
    },
  };
}
