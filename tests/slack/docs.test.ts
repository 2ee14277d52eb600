import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { settings } from '../../src/config.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const guide = readFileSync(join(root, 'docs/slack.md'), 'utf8');
const source = readdirSync(join(root, 'src/slack'), { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
  .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
  .join('\n');

describe('docs/slack.md', () => {
  it('explains messages that the program has', () => {
    const messages = [...guide.matchAll(/^\| \*([^*]+)\* \|/gm)].map(([, message = '']) => message);
    expect(messages.length).toBeGreaterThan(6);
    // The name of a token is put into its message as it is told.
    const told = ['bot token', 'app token'].map((token) => source.replace(/\$\{token\}/g, token)).join('\n');
    for (const message of messages) expect(told, message).toContain(message);
  });

  it('names settings that there are, and all of Slack', () => {
    const known = settings.map(({ name }) => name).filter((name) => name.startsWith('SLACK_'));
    const named = new Set(guide.match(/SLACK_[A-Z_]+/g));
    for (const name of named) expect(known).toContain(name);
    for (const name of known.filter((one) => one !== 'SLACK_API_URL')) expect([...named]).toContain(name);
  });

  it('names buttons and the shortcut as they are called', () => {
    const manifest = readFileSync(join(root, 'manifests/slack.json'), 'utf8');
    for (const name of ['Ask Patron about this', 'Score a customer', 'Tag a customer']) {
      expect(guide).toContain(name);
      expect(manifest).toContain(`"${name}"`);
    }
    for (const name of ['Share in channel', 'Settings…']) {
      expect(guide).toContain(name);
      expect(source).toContain(name);
    }
  });
});
