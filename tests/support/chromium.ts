import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

/** The Chromium that tests may drive: `PATRON_TEST_CHROMIUM`, else Debian's. Undefined where there is none; tests then say that they skip. */
export const chromiumPath: string | undefined = [process.env.PATRON_TEST_CHROMIUM, '/usr/bin/chromium'].find(
  (path) => path !== undefined && existsSync(path),
);

/** Why a test that needs a browser is skipped, to stand in its name; empty where there is one. */
export const chromiumMissing: string =
  chromiumPath === undefined ? ' (skipped: no Chromium; set PATRON_TEST_CHROMIUM to one)' : '';

/** Starts a headless Chromium that speaks to nobody but the pages it is sent to. Close it when done. */
export function startChromium(): Promise<Browser> {
  if (chromiumPath === undefined) throw new Error('No Chromium: set PATRON_TEST_CHROMIUM to one.');
  return chromium.launch({
    executablePath: chromiumPath,
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
