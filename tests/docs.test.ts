import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { commands } from '../src/cli/commands.ts';
import { settings } from '../src/config.ts';
import { ruleFields } from '../src/decisions/tag-rules.ts';
import { parseTagRules } from '../src/decisions/tag-rules-parse.ts';
import { errorCodes } from '../src/domain/errors.ts';
import { pushFields } from '../src/domain/push-fields.ts';

const read = (name: string) => readFileSync(new URL(`../${name}`, import.meta.url), 'utf8');

/** Texts of all sources but the catalogue of errors. */
function sources(): string[] {
  const root = fileURLToPath(new URL('..', import.meta.url));
  return ['src', 'connectors'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && entry.name !== 'errors.ts')
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8')),
  );
}

/** Rows of the README's table under a heading, cells trimmed. */
function tableUnder(heading: string): string[][] {
  const [, section = ''] = read('README.md').split(`\n## ${heading}\n`);
  const lines = section.split('\n## ')[0]?.split('\n') ?? [];
  const rows = lines.filter((line) => line.startsWith('| ')).map((line) => line.split(/(?<!\\)\|/).slice(1, -1));
  return rows.slice(1).map((cells) => cells.map((cell) => cell.trim().replaceAll('\\|', '|')));
}

describe('README', () => {
  it('names every command with what it takes and does, and no other', () => {
    const expected = commands.map(({ name, takes, summary }) => [`\`${`${name} ${takes}`.trim()}\``, summary]);
    expect(tableUnder('Commands')).toEqual(expected);
  });

  it('names every setting with its default and meaning, and no other', () => {
    const expected = settings.map(({ name, default: value, meaning }) => [
      `\`${name}\``,
      value === '' ? 'empty' : `\`${value}\``,
      meaning,
    ]);
    expect(tableUnder('Settings')).toEqual(expected);
  });

  it('names every error code with its meaning, and no other', () => {
    expect(tableUnder('Errors')).toEqual(Object.entries(errorCodes).map(([code, meaning]) => [`\`${code}\``, meaning]));
  });
});

describe('error codes', () => {
  it('are each raised somewhere', () => {
    const texts = sources();
    const raised = (code: string) =>
      texts.some((text) => new RegExp(`Error\\(\\s*'${code}'|InternalFault\\('${code}'`).test(text));
    expect(texts.length).toBeGreaterThan(80);
    expect(Object.keys(errorCodes).filter((code) => !raised(code))).toEqual([]);
  });
});

describe('what is to be typed next', () => {
  it('names commands that exist', () => {
    const names = new Set([...commands.map(({ name }) => name), 'COMMAND', 'help']);
    const typed = sources().flatMap((text) =>
      [...text.matchAll(/(?<![\w/-])patron ([a-z]+)\b(?! *=)/g)].map(([, name = '']) => name),
    );
    expect(typed.length).toBeGreaterThan(40);
    const words = new Set([
      'is',
      'was',
      'has',
      'and',
      'of',
      'that',
      'to',
      'in',
      'cannot',
      'met',
      'could',
      'needs',
      'pay',
    ]);
    expect(typed.filter((name) => !names.has(name) && !words.has(name))).toEqual([]);
  });
});

describe('.env.example', () => {
  it('names every setting with its default, switched off', () => {
    const lines = read('.env.example').split('\n');
    for (const { name, default: value } of settings) expect(lines).toContain(`# ${name}=${value}`);
  });
});

describe('CHANGELOG', () => {
  it('speaks of what is not released yet or of the version of the package', () => {
    expect(read('CHANGELOG.md')).toMatch(/^## (Unreleased|0\.1\.0)/m);
  });
});

describe('docs/tag-rules.md', () => {
  const text = read('docs/tag-rules.md');

  it('shows rules that can be read, and names every field that a rule may ask for', () => {
    const [, example = ''] = text.split('```\n');
    const { rules, problems } = parseTagRules(example);
    expect(problems).toEqual([]);
    expect(rules.map(({ name }) => name)).toEqual(['hot-lead', 'hot-leads', 'win-back', 'regular-de']);
    for (const field of Object.values(ruleFields).flat()) expect(text).toContain(`\`${field}\``);
  });

  it('says of every field that is written what it serves', () => {
    const rows = text.split('\n').filter((line) => /^\| (marketing|service) \|/.test(line));
    const named = rows.flatMap((row) => {
      const serves = row.startsWith('| marketing') ? 'marketing' : 'service';
      return [...row.matchAll(/`(patron_\w+)`/g)].map(([, name = '']) => [name, serves] as const);
    });
    const known = Object.entries(pushFields).map(([name, { serves }]) => [name, serves] as const);
    expect(new Map(named)).toEqual(new Map(known));
  });
});
