// No dependencies here: this runs before they are installed.
import { spawnSync } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A step before the program that failed: `message` and `hint` are for the person, `exitCode` for the shell. */
class SetupError extends Error {
  constructor(message, hint) {
    super(message);
    this.hint = hint;
    this.exitCode = 1;
  }
}

/** Refuses a Node that is too old. */
export function ensureNode(version = process.versions.node) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  throw new SetupError(
    `Patron needs Node 20.19 or newer; this is ${version}.`,
    'Install Node 24 from https://nodejs.org, then try again.',
  );
}

/**
 * Installs the dependencies where they are missing or the lockfile has changed, and does nothing otherwise. Gives what it did:
 * `ci` (fresh), `install` (changed) or `none`. `run(args)` starts npm; tests pass their own.
 */
export function ensureInstall(root, run = runNpm) {
  const folder = fileURLToPath(root);
  const stamp = join(folder, 'node_modules/.patron-lock');
  const wanted = hashOf(folder, [join(folder, 'package-lock.json')]);
  const found = existsSync(stamp) ? readFileSync(stamp, 'utf8') : undefined;
  if (found === wanted) return 'none';
  // Packages that npm itself wrote down as complete need no second install, only the stamp.
  if (found === undefined && isInstalledByNpm(folder)) {
    writeFileSync(stamp, wanted);
    return 'none';
  }
  const how = found === undefined ? 'ci' : 'install';
  const args = how === 'ci' ? ['ci'] : ['install', '--no-save'];
  process.stderr.write(
    'Installing what Patron needs; the database engine is compiled, which takes two to three minutes.\n',
  );
  const { status, output } = run([...args, '--no-audit', '--no-fund'], folder);
  if (status !== 0) {
    const log = join(folder, 'npm-install.log');
    writeFileSync(log, output);
    const hint = `What npm said is in ${log}. Check the network, and that python3, make and g++ are installed, then try again.`;
    throw new SetupError('The dependencies could not be installed.', hint);
  }
  writeFileSync(stamp, wanted);
  return how;
}

/** Whether npm has installed exactly this lockfile: its hidden lockfile names every package that is wanted here, at the same version. */
function isInstalledByNpm(folder) {
  const hidden = join(folder, 'node_modules/.package-lock.json');
  if (!existsSync(hidden) || !existsSync(join(folder, 'node_modules/better-sqlite3/build/Release/better_sqlite3.node')))
    return false;
  const wanted = JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8')).packages;
  const found = JSON.parse(readFileSync(hidden, 'utf8')).packages;
  return Object.entries(wanted).every(
    ([name, { version, optional, peer }]) => name === '' || optional || peer || found[name]?.version === version,
  );
}

function runNpm(args, cwd) {
  // npm itself where this was started by npm: the `npm` on the path may be another one.
  const npm = process.env.npm_execpath;
  const [command, all] = npm?.endsWith('.js') ? [process.execPath, [npm, ...args]] : ['npm', args];
  const { status, stdout, stderr, error } = spawnSync(command, all, {
    cwd,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  return { status: error ? 1 : status, output: `${stdout ?? ''}${stderr ?? ''}${error ? String(error) : ''}` };
}

/** Compiles the sources into dist where they have changed since the last time. Gives whether it did. */
export function ensureBuild(root) {
  const folder = fileURLToPath(root);
  const stamp = join(folder, 'dist/.patron-build');
  const wanted = hashOf(folder, [
    ...sourcesOf(folder, 'src'),
    ...sourcesOf(folder, 'connectors'),
    join(folder, 'tsconfig.build.json'),
    join(folder, 'tsconfig.json'),
  ]);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return false;
  // Into a folder of its own and then renamed: another Patron that runs meanwhile never sees half a build.
  const fresh = join(folder, `dist-${randomUUID()}`);
  const tsc = join(folder, 'node_modules/typescript/bin/tsc');
  const { status, stdout } = spawnSync(process.execPath, [tsc, '-p', 'tsconfig.build.json', '--outDir', fresh], {
    cwd: folder,
    encoding: 'utf8',
  });
  if (status !== 0) {
    rmSync(fresh, { recursive: true, force: true });
    throw new SetupError(
      `Patron could not be built:\n${stdout}`,
      'If you have changed the sources, mend what is named; else clone the repository again.',
    );
  }
  mkdirSync(fresh, { recursive: true });
  writeFileSync(join(fresh, '.patron-build'), wanted);
  replaceFolder(join(folder, 'dist'), fresh);
  return true;
}

function replaceFolder(target, fresh) {
  const old = `${fresh}-old`;
  if (existsSync(target)) renameSync(target, old);
  renameSync(fresh, target);
  rmSync(old, { recursive: true, force: true });
}

function sourcesOf(folder, name) {
  const found = [];
  for (const entry of readdirSync(join(folder, name), { withFileTypes: true, recursive: true })) {
    if (entry.isFile() && entry.name.endsWith('.ts')) found.push(join(entry.parentPath ?? entry.path, entry.name));
  }
  return found.sort((one, other) => (one < other ? -1 : 1));
}

/** Hash of files with their names within `folder`: the same wherever the folder lies. */
function hashOf(folder, files) {
  const hash = createHash('sha256');
  for (const file of files) hash.update(relative(folder, file).replaceAll('\\', '/')).update(readFileSync(file));
  return hash.digest('hex');
}
