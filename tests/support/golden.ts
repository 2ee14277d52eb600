import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { expect } from 'vitest';

/** Holds a text that people read equal to tests/golden/NAME.txt. PATRON_TEST_UPDATE_GOLDEN=1 writes the file instead: look at the diff before it is kept. */
export function expectGolden(name: string, text: string): void {
  const path = new URL(`../golden/${name}.txt`, import.meta.url);
  if (process.env.PATRON_TEST_UPDATE_GOLDEN === '1') writeFileSync(path, text);
  const known = existsSync(path)
    ? readFileSync(path, 'utf8')
    : 'There is no such file: set PATRON_TEST_UPDATE_GOLDEN=1.';
  expect(text).toBe(known);
}
