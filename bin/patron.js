#!/usr/bin/env node
// Starts Patron on a machine that may have nothing but Node: installs what is missing, builds what has changed, then runs the command.
import { ensureBuild, ensureInstall, ensureNode } from './ensure.js';

const root = new URL('..', import.meta.url);
try {
  ensureNode();
  ensureInstall(root);
  if (process.argv[2] !== '--only-install') {
    ensureBuild(root);
    const { main } = await import(new URL('dist/src/cli/main.js', root).href);
    await main(process.argv.slice(2));
  }
} catch (error) {
  process.stderr.write(`${error.message}\n${error.hint ? `${error.hint}\n` : ''}`);
  process.exitCode = error.exitCode ?? 1;
}
