import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ensureBuild, ensureInstall, ensureNode } from '../../bin/ensure.js';

let folder = '';
const root = () => pathToFileURL(`${folder}/`);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'patron-ensure-'));
  writeFileSync(join(folder, 'package-lock.json'), '{"packages":{"":{},"node_modules/a":{"version":"1.0.0"}}}');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** An npm that notes what it was asked for and makes node_modules. */
function fakeNpm(status = 0) {
  const calls: string[][] = [];
  const run = (args: string[]) => {
    calls.push(args);
    mkdirSync(join(folder, 'node_modules'), { recursive: true });
    return { status, output: 'what npm said' };
  };
  return { calls, run };
}

describe('ensureNode', () => {
  it.each(['20.19.0', '20.20.2', '22.0.0', '24.1.0'])('accepts Node %s', (version) => {
    expect(() => ensureNode(version)).not.toThrow();
  });

  it.each(['18.20.0', '20.18.9'])('refuses Node %s and says which one is needed', (version) => {
    expect(() => ensureNode(version)).toThrow(`Patron needs Node 20.19 or newer; this is ${version}.`);
  });
});

describe('ensureInstall', () => {
  it('installs a fresh clone by the lockfile, and does not install it again', () => {
    const npm = fakeNpm();
    expect(ensureInstall(root(), npm.run)).toBe('ci');
    expect(ensureInstall(root(), npm.run)).toBe('none');
    expect(npm.calls.map(([command]) => command)).toEqual(['ci']);
  });

  it('brings an installed clone up to date when the lockfile has changed, without deleting what was compiled', () => {
    const npm = fakeNpm();
    ensureInstall(root(), npm.run);
    writeFileSync(join(folder, 'package-lock.json'), '{"packages":{"":{}}}');
    expect(ensureInstall(root(), npm.run)).toBe('install');
    expect(ensureInstall(root(), npm.run)).toBe('none');
  });

  it('takes what npm itself has installed as it is', () => {
    const npm = fakeNpm();
    mkdirSync(join(folder, 'node_modules/better-sqlite3/build/Release'), { recursive: true });
    writeFileSync(join(folder, 'node_modules/better-sqlite3/build/Release/better_sqlite3.node'), '');
    writeFileSync(
      join(folder, 'node_modules/.package-lock.json'),
      '{"packages":{"node_modules/a":{"version":"1.0.0"}}}',
    );
    expect(ensureInstall(root(), npm.run)).toBe('none');
    expect(npm.calls).toEqual([]);
  });

  it('does not install again in a clone that was moved', () => {
    ensureInstall(root(), fakeNpm().run);
    const moved = `${folder}-moved`;
    renameSync(folder, moved);
    folder = moved;
    expect(ensureInstall(root(), fakeNpm().run)).toBe('none');
  });

  it('installs again what npm has left half done', () => {
    const npm = fakeNpm();
    mkdirSync(join(folder, 'node_modules'), { recursive: true });
    writeFileSync(join(folder, 'node_modules/.package-lock.json'), '{"packages":{}}');
    expect(ensureInstall(root(), npm.run)).toBe('ci');
  });

  it('says where the details are when an installation fails, and tries again the next time', () => {
    expect(() => ensureInstall(root(), fakeNpm(1).run)).toThrow('The dependencies could not be installed.');
    expect(readFileSync(join(folder, 'npm-install.log'), 'utf8')).toBe('what npm said');
    expect(ensureInstall(root(), fakeNpm().run)).toBe('ci');
  });
});

describe('ensureBuild', () => {
  beforeEach(() => {
    const modules = fileURLToPath(new URL('../../node_modules', import.meta.url));
    symlinkSync(modules, join(folder, 'node_modules'), 'dir');
    mkdirSync(join(folder, 'src'));
    mkdirSync(join(folder, 'connectors'));
    writeFileSync(join(folder, 'src/a.ts'), 'export const one: number = 1;\n');
    writeFileSync(
      join(folder, 'tsconfig.json'),
      '{"compilerOptions":{"module":"nodenext","target":"es2022","types":[]}}',
    );
    writeFileSync(
      join(folder, 'tsconfig.build.json'),
      '{"extends":"./tsconfig.json","compilerOptions":{"rootDir":"."},"include":["src"]}',
    );
    writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  });

  it('compiles when a source has changed, and only then', () => {
    expect(ensureBuild(root())).toBe(true);
    expect(readFileSync(join(folder, 'dist/src/a.js'), 'utf8')).toContain('one = 1');
    expect(ensureBuild(root())).toBe(false);
    writeFileSync(join(folder, 'src/a.ts'), 'export const one: number = 2;\n');
    expect(ensureBuild(root())).toBe(true);
    expect(readFileSync(join(folder, 'dist/src/a.js'), 'utf8')).toContain('one = 2');
  });

  it('keeps the last good build when the sources do not compile', () => {
    ensureBuild(root());
    writeFileSync(join(folder, 'src/a.ts'), 'export const one: string = 1;\n');
    expect(() => ensureBuild(root())).toThrow('Patron could not be built');
    expect(existsSync(join(folder, 'dist/src/a.js'))).toBe(true);
  });
});
