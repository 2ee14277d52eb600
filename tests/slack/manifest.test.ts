import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { App, type Receiver } from '@slack/bolt';
import { WebClient } from '@slack/web-api';
import { Ajv } from 'ajv';
import { describe, expect, it, vi } from 'vitest';
import { registerFeatures } from '../../src/slack/bot.ts';
import type { BotKit } from '../../src/slack/kit.ts';
import { personLinkOf } from '../../src/slack/unfurl/person-link.ts';
import { openStore } from '../../src/store/database.ts';
import { realSystem } from '../../src/system.ts';
import { fakePatron } from '../support/fake-patron.ts';
import { readSlackManifestFile, slackManifest } from '../support/slack-manifest.ts';
import { slackManifestSchema } from '../support/slack-manifest-schema.ts';
import { methods } from '../support/slack-server/methods.ts';
import { isFields } from '../support/slack-server/values.ts';

const isValid = new Ajv({ allErrors: true }).compile(slackManifestSchema);

/** The manifest with one thing in it changed; a path into a list names its place. */
function changed(path: string, value: unknown): unknown {
  const whole: unknown = structuredClone(readSlackManifestFile());
  const steps = path.split('.');
  const last = steps.pop() ?? '';
  let at: unknown = whole;
  for (const step of steps) at = isFields(at) || Array.isArray(at) ? Reflect.get(at, step) : undefined;
  if (typeof at !== 'object' || at === null) throw new Error(`There is no ${path} in the manifest.`);
  if (value === undefined) Reflect.deleteProperty(at, last);
  else Reflect.set(at, last, value);
  return whole;
}

const long = (letters: number) => 'x'.repeat(letters);
const many = (count: number, value: unknown) => Array.from({ length: count }, () => value);

describe('the manifest of the Slack app', () => {
  it('is valid by the schema that Slack publishes', () => {
    isValid(readSlackManifestFile());
    expect(isValid.errors).toBeNull();
  });

  it.each([
    ['_metadata.major_version', 1],
    ['display_information.name', undefined],
    ['display_information.name', long(36)],
    ['display_information.name', ''],
    ['display_information.description', long(141)],
    ['display_information.long_description', long(174)],
    ['display_information.long_description', long(4001)],
    ['display_information.background_color', 'green'],
    ['display_information.icon', 'x.png'],
    ['features.app_home.home_tab_enabled', 'yes'],
    ['features.agent_view.agent_description', long(301)],
    ['features.agent_view.suggested_prompts', many(5, { title: 'a', message: 'b' })],
    ['features.agent_view.suggested_prompts.0.message', undefined],
    ['features.assistant_view', { assistant_description: 'x' }],
    ['features.bot_user.display_name', undefined],
    ['features.bot_user.display_name', long(81)],
    ['features.shortcuts', []],
    ['features.shortcuts.0.name', long(25)],
    ['features.shortcuts.0.type', 'everywhere'],
    ['features.shortcuts.0.callback_id', long(256)],
    ['features.shortcuts.0.description', long(151)],
    ['features.shortcuts.0.description', undefined],
    ['features.slash_commands.0.command', 'patron'],
    ['features.slash_commands.0.command', `/${long(32)}`],
    ['features.slash_commands.0.description', ''],
    ['features.slash_commands.0.description', long(2001)],
    ['features.slash_commands.0.usage_hint', long(1001)],
    ['features.slash_commands.0.url', 'ftp://x'],
    ['features.unfurl_domains', ['a.example', 'b.example', 'c.example', 'd.example', 'e.example', 'f.example']],
    ['features.unfurl_domains', ['a.example', 'a.example']],
    ['features.unfurl_domains', ['https://a.example']],
    ['oauth_config.scopes.bot', many(256, 'chat:write')],
    ['oauth_config.scopes.bot.0', long(51)],
    ['oauth_config.scopes.admin', []],
    ['settings.event_subscriptions.bot_events', ['app_mention', 'app_mention']],
    ['settings.event_subscriptions.bot_events.0', long(51)],
    ['settings.event_subscriptions.request_url', 'patron'],
    ['settings.interactivity.is_enabled', undefined],
    ['settings.socket_mode_enabled', 'true'],
    ['settings.is_fast', true],
    ['functions.score_customer.title', undefined],
    ['functions.score_customer.input_parameters', {}],
    ['functions.score_customer.input_parameters.properties.customer.type', 'text'],
    ['functions.score_customer.output_parameters.properties.found.type', undefined],
    ['functions.score_customer.handler', 'x'],
    ['workflows', {}],
  ])('is refused with a planted error: %s', (path, value) => {
    expect(isValid(changed(path, value))).toBe(false);
  });

  it('takes what is just within the limits', () => {
    expect(isValid(changed('display_information.name', long(35)))).toBe(true);
    expect(isValid(changed('features.shortcuts.0.name', long(24)))).toBe(true);
    expect(isValid(changed('features.slash_commands.0.command', `/${long(31)}`))).toBe(true);
  });
});

/** A kit that nobody works with: features are only registered. */
function idleKit(): BotKit {
  return {
    patron: fakePatron({}),
    store: openStore(':memory:', { migrationsFolder: realSystem().migrationsFolder }),
    poster: { post: () => Promise.reject(new Error('Nobody expected a message here.')) },
    oneTry: new WebClient(),
    clock: { now: () => new Date(0) },
    timeZone: 'UTC',
    roleOf: () => Promise.resolve(undefined),
    onTrouble: () => undefined,
  };
}

/** What is registered with Bolt, by the kind of listener. */
function registered() {
  const receiver: Receiver = { init: () => undefined, start: async () => undefined, stop: async () => undefined };
  const app = new App({ receiver, token: 'xoxb-none', deferInitialization: true });
  const kinds = ['event', 'message', 'command', 'shortcut', 'function', 'action', 'view'] as const;
  const spies = Object.fromEntries(kinds.map((kind) => [kind, vi.spyOn(app, kind)]));
  registerFeatures(app, idleKit());
  const firsts = (kind: (typeof kinds)[number]) =>
    [...new Set((spies[kind]?.mock.calls ?? []).map((args: readonly unknown[]) => nameOf(args[0])))].sort();
  return {
    events: [...firsts('event'), ...(spies.message?.mock.calls.length ? ['message.im'] : [])].sort(),
    commands: firsts('command'),
    shortcuts: firsts('shortcut'),
    functions: firsts('function'),
  };
}

function nameOf(value: unknown): string {
  return isFields(value) && !(value instanceof RegExp) ? String(value.callback_id) : String(value);
}

/** Methods of the Web API that the program calls, by their names in its text; `complete` and `fail` of a step are calls too. */
function calledMethods(): string[] {
  const folder = fileURLToPath(new URL('../../src/slack', import.meta.url));
  const texts = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8').replace(/\s*\n\s*\./g, '.'));
  const known = Object.keys(methods);
  return known.filter((name) => texts.some((text) => text.includes(`.${name}(`) || text.includes(`'${name}'`)));
}

/** A scope that the events themselves ask for, by Slack's pages of events and features. */
const scopesOfEvents: Readonly<Record<string, readonly string[]>> = {
  app_mention: ['app_mentions:read'],
  'message.im': ['im:history'],
  link_shared: ['links:read'],
  app_home_opened: [],
  function_executed: [],
  agent_session_stopped: [],
};

describe('the manifest and the program', () => {
  const { features, functions, oauth_config: oauth, settings } = slackManifest;
  const found = registered();

  it('name the same events', () => {
    const steps = found.functions.length > 0 ? ['function_executed'] : [];
    expect([...found.events, ...steps].sort()).toEqual(settings.event_subscriptions.bot_events.toSorted());
  });

  it('name the same commands, shortcuts and steps', () => {
    expect(found.commands).toEqual(features.slash_commands.map(({ command }) => command).sort());
    expect(found.shortcuts).toEqual(features.shortcuts.map((one) => one.callback_id).sort());
    expect(found.functions).toEqual(Object.keys(functions).sort());
  });

  it('name every scope that an event, a method or a feature needs, and no other', () => {
    const fromMethods = calledMethods().flatMap((name) =>
      (methods[name]?.scopes ?? []).flatMap((scope) =>
        scope.startsWith('*') ? ['channels', 'groups', 'im'].map((kind) => scope.replace('*', kind)) : [scope],
      ),
    );
    const fromEvents = settings.event_subscriptions.bot_events.flatMap((name) => scopesOfEvents[name] ?? ['unknown']);
    // A slash command and a shortcut need `commands`; an app with agent_view is given assistant:write.
    const needed = new Set([...fromMethods, ...fromEvents, 'commands', 'assistant:write']);
    expect(oauth.scopes.bot.toSorted()).toEqual([...needed].sort());
  });

  it('calls only methods that a local Slack makes, and many of them', () => {
    expect(calledMethods()).toContain('chat.postMessage');
    expect(calledMethods().length).toBeGreaterThan(10);
  });

  it('unfurls links of every domain that it is told of', () => {
    const examples = [
      'https://app.hubspot.com/contacts/1/record/0-1/2',
      'https://app-eu1.hubspot.com/contacts/1/record/0-1/2',
      'https://admin.shopify.com/store/shop/customers/2',
      'https://shop.myshopify.com/admin/customers/2',
    ];
    for (const domain of features.unfurl_domains) {
      const links = examples.filter((url) => new URL(url).hostname.endsWith(domain));
      expect(links.map(personLinkOf), domain).not.toContain(undefined);
      expect(links, domain).not.toEqual([]);
    }
  });
});
