import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * Who may import whom: each part may import itself and what stands here. A part is a folder of src, `connectors`, or a file of src by its name. One
 * direction: the way of the data.
 */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  domain: [],
  connectors: ['domain'],
  demo: ['domain'],
  store: ['domain'],
  quality: ['domain'],
  features: ['domain'],
  model: ['features', 'domain'],
  decisions: ['model', 'features', 'domain'],
  questions: ['decisions', 'model', 'features', 'domain'],
  config: ['domain'],
  system: ['domain'],
  patron: ['questions', 'domain'],
  jobs: [
    'connectors',
    'demo',
    'store',
    'quality',
    'features',
    'model',
    'decisions',
    'questions',
    'patron',
    'config',
    'domain',
  ],
  requests: [],
  webhooks: ['store', 'requests', 'domain'],
  charts: ['questions', 'domain'],
  llm: ['patron', 'questions', 'config', 'domain'],
  answering: ['patron', 'config', 'system', 'domain'],
  slack: ['patron', 'questions', 'charts', 'store', 'requests', 'config', 'domain'],
  web: ['patron', 'questions', 'domain'],
  cli: ['patron', 'questions', 'config', 'domain'],
};

/** The files that put the parts together: the use-cases, the digest from the terminal, what runs beside them, and the entries of the program and its threads. */
const composers = [
  'src/app.ts',
  'src/chat-rounds.ts',
  'src/open-place.ts',
  'src/send-digest.ts',
  'src/service.ts',
  'src/sync-worker.ts',
  'src/answering/worker.ts',
  'src/jobs/training-worker.ts',
  'src/cli/main.ts',
];

/** Surfaces see an answer, never how it was found. */
const surfaces = ['web', 'cli', 'slack', 'charts', 'llm'];

interface Source {
  readonly path: string;
  readonly part: string;
  readonly text: string;
  readonly imports: readonly string[];
}

function partOf(path: string): string {
  const [top = '', second = ''] = path.split('/');
  return top === 'src' ? second.replace(/\.ts$/, '') : top;
}

function readSources(): Source[] {
  return ['src', 'connectors'].flatMap((folder) =>
    readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
      .map((entry) => {
        const file = join(entry.parentPath, entry.name);
        const text = readFileSync(file, 'utf8');
        const imports = [...text.matchAll(/^(?:import|export)\b[^;]*?from '(\.[^']+)'/gms)].map(([, target = '']) =>
          relative(root, join(dirname(file), target))
            .split(sep)
            .join('/'),
        );
        const path = relative(root, file).split(sep).join('/');
        return { path, part: partOf(path), text, imports };
      }),
  );
}

function breachesOf({ path, part, imports }: Source): string[] {
  if (composers.includes(path)) return [];
  return imports
    .filter((target) => {
      const to = partOf(target);
      if (to === part) return false;
      if (surfaces.includes(part) && to === 'questions') return target !== 'src/questions/answer.ts';
      return !(mayImport[part] ?? []).includes(to);
    })
    .map((target) => `${path} must not import ${target}`);
}

const sources = readSources();

describe('architecture', () => {
  it('finds the sources it speaks about', () => {
    expect(sources.length).toBeGreaterThan(80);
    expect(sources.filter(({ imports }) => imports.length > 0).length).toBeGreaterThan(60);
    for (const { part, path } of sources) {
      if (!composers.includes(path)) expect(Object.keys(mayImport), path).toContain(part);
    }
  });

  it('lets data flow one way: no part imports from downstream', () => {
    expect(sources.flatMap(breachesOf)).toEqual([]);
  });

  it('sees a breach where there is one', () => {
    const planted = { path: 'src/web/page.ts', part: 'web', text: '', imports: ['src/features/columns.ts'] };
    expect(breachesOf(planted)).toEqual(['src/web/page.ts must not import src/features/columns.ts']);
  });

  it.each([
    ['the environment', /process\.env/, ['src/config.ts']],
    ['the real clock', /new Date\(\)|Date\.now\(|performance\.now\(/, ['src/system.ts']],
    ['real dice', /Math\.random|getRandomValues/, ['src/system.ts']],
    ['the network', /(?<![.\w])fetch\(/, ['src/system.ts']],
  ])('keeps %s in one file', (_, pattern, owners) => {
    const users = sources.filter(({ path, text }) => pattern.test(text) && !owners.includes(path));
    expect(users.map(({ path }) => path)).toEqual([]);
  });

  it('keeps the core free of files, databases and the network', () => {
    const core = ['domain', 'quality', 'features', 'model', 'decisions', 'questions', 'demo'];
    const outside = /from '(node:(?!util)|better-sqlite3|drizzle-orm|hono|@hono)/;
    const users = sources.filter(({ part, text }) => core.includes(part) && outside.test(text));
    expect(users.map(({ path }) => path)).toEqual([]);
  });

  it('has no junk drawer', () => {
    const drawers = sources.filter(({ path }) => /\/(utils?|helpers?|common|misc|index)\.ts$/.test(path));
    expect(drawers.map(({ path }) => path)).toEqual([]);
  });
});
