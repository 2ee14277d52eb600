import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { z } from 'zod';
import { parseAsOf } from './domain/calendar.ts';
import { ConfigError } from './domain/errors.ts';

/** Which TensorFlow.js backend fits networks: `auto` takes the native one where it is installed, else WebAssembly, else plain JavaScript. */
export const tfChoices = ['auto', 'node', 'wasm', 'cpu'] as const;
export type TfChoice = (typeof tfChoices)[number];

/** Patron's settings, checked. */
export interface Config {
  /** Absolute path of the folder that holds everything Patron writes. */
  readonly home: string;
  readonly timeZone: string;
  /** Absent: the currency of the data. */
  readonly currency?: string;
  readonly port: number;
  /** Epoch ms at which the clock starts; absent: the real time. */
  readonly now?: number;
  readonly tf: TfChoice;
  /** Absent: no Shopify shop is connected. */
  readonly shopify?: ShopifyConfig;
  /** Absent: no HubSpot portal is connected. */
  readonly hubspot?: HubspotConfig;
  /** Cron line of the sync. */
  readonly syncCron: string;
  /** Cron line of the weekly digest, read in the time zone of each channel. */
  readonly digestCron: string;
  /** Cron line of the proposals of what to write into the CRM. */
  readonly pushCron: string;
  /** Absent: no Slack workspace is connected. */
  readonly slack?: SlackConfig;
  /** Absent: the grammar alone answers. */
  readonly llm?: LlmConfig;
}

/** A connected Slack workspace: over a socket that Patron opens, or over signed requests to the page's port. */
export interface SlackConfig {
  readonly botToken: string;
  readonly way:
    | { readonly mode: 'socket'; readonly appToken: string }
    | { readonly mode: 'http'; readonly signingSecrets: readonly string[] };
  /** Another address of the Web API, ending in a slash. */
  readonly apiUrl?: string;
  /** Channel of the digest until another one is chosen in Slack. */
  readonly digestChannel?: string;
  /** Who may do what: user ids, or `*` for every full member. An approver may all that an analyst may, and that one all that a viewer may. */
  readonly viewers: readonly string[];
  readonly analysts: readonly string[];
  readonly approvers: readonly string[];
}

/** A language model behind an OpenAI-compatible address, which may choose among Patron's questions and word the reply. */
export interface LlmConfig {
  readonly baseUrl: string;
  readonly model: string;
  readonly apiKey?: string;
  /** Whether it may see the names of customers. */
  readonly seesNames: boolean;
}

/** A connected Shopify shop: a static token, or a client id and secret that tokens are fetched with. */
export interface ShopifyConfig {
  /** `my-shop.myshopify.com`. */
  readonly shop: string;
  readonly credentials: { readonly accessToken: string } | { readonly clientId: string; readonly clientSecret: string };
  readonly baseUrl?: string;
  /** Whether tags and metafields of its customers are written, after a yes; absent: no. */
  readonly isWritten?: boolean;
}

/** A connected HubSpot portal. `clientSecret` proves webhooks. */
export interface HubspotConfig {
  readonly token: string;
  readonly clientSecret?: string;
  readonly baseUrl?: string;
}

/** A setting as the README, `.env.example` and the tests know it. */
export interface Setting {
  readonly name: string;
  readonly default: string;
  readonly meaning: string;
}

/** Every setting that works today. */
export const settings = [
  { name: 'PATRON_HOME', default: '.patron', meaning: 'Folder that holds everything Patron writes.' },
  {
    name: 'PATRON_TIME_ZONE',
    default: 'UTC',
    meaning: "The shop's time zone, such as Europe/Berlin: when a day begins, how dates in files are read.",
  },
  {
    name: 'PATRON_CURRENCY',
    default: '',
    meaning: 'Currency of files that name none, such as EUR. Empty: that of the data, else USD.',
  },
  { name: 'PATRON_PORT', default: '4321', meaning: 'Port of the web page on 127.0.0.1; 0 takes any free one.' },
  { name: 'PATRON_NOW', default: '', meaning: 'For replays: the clock starts at this date. Empty: the real time.' },
  { name: 'PATRON_TF', default: 'auto', meaning: 'TensorFlow.js backend: auto, node, wasm or cpu.' },
  { name: 'SHOPIFY_SHOP', default: '', meaning: 'The shop, such as my-shop.myshopify.com. Empty: no Shopify.' },
  { name: 'SHOPIFY_ACCESS_TOKEN', default: '', meaning: 'Static token of an app of the shop (shpat_...).' },
  {
    name: 'SHOPIFY_CLIENT_ID',
    default: '',
    meaning: 'Instead of a token: client id of an app from the Dev Dashboard.',
  },
  { name: 'SHOPIFY_CLIENT_SECRET', default: '', meaning: 'Its client secret; it also proves webhooks.' },
  {
    name: 'SHOPIFY_API_BASE_URL',
    default: '',
    meaning: 'Another address of the Admin API, for tests; http only on this machine.',
  },
  { name: 'HUBSPOT_ACCESS_TOKEN', default: '', meaning: 'Service key or token of a private app. Empty: no HubSpot.' },
  { name: 'HUBSPOT_CLIENT_SECRET', default: '', meaning: 'Client secret of the app: proves webhooks.' },
  {
    name: 'HUBSPOT_API_BASE_URL',
    default: '',
    meaning: 'Another address of the API, for tests; http only on this machine.',
  },
  {
    name: 'PATRON_SYNC_CRON',
    default: '17 * * * *',
    meaning: 'When connected systems are pulled, as a cron line in the time zone of the shop.',
  },
  {
    name: 'PATRON_DIGEST_CRON',
    default: '0 8 * * 1',
    meaning: 'When the weekly digest is posted, as a cron line in the time zone of each channel.',
  },
  {
    name: 'PATRON_PUSH_CRON',
    default: '0 9 * * 1',
    meaning: 'When it is proposed what to write into HubSpot, as a cron line in the time zone of the shop.',
  },
  {
    name: 'PATRON_PUSH_SHOPIFY',
    default: 'off',
    meaning:
      'on: pushes also write tags and metafields of Shopify customers, after the same yes; the app needs the scope write_customers.',
  },
  { name: 'SLACK_BOT_TOKEN', default: '', meaning: 'Bot token of the Slack app (xoxb-...). Empty: no Slack.' },
  { name: 'SLACK_APP_TOKEN', default: '', meaning: 'App token with connections:write (xapp-...), for mode socket.' },
  {
    name: 'SLACK_SIGNING_SECRET',
    default: '',
    meaning: 'Proves requests in mode http; two with a comma while one is replaced.',
  },
  {
    name: 'SLACK_MODE',
    default: 'socket',
    meaning:
      'socket: Patron connects to Slack, nothing needs to be reachable. http: Slack calls /slack/events on the port of the page.',
  },
  { name: 'SLACK_API_URL', default: '', meaning: 'Another address of the API, for tests; http only on this machine.' },
  { name: 'SLACK_DIGEST_CHANNEL', default: '', meaning: 'Id of the channel that gets the weekly digest (C...).' },
  {
    name: 'SLACK_VIEWERS',
    default: '',
    meaning: 'User ids that may ask and see figures and customer ids, with commas; * means every full member.',
  },
  { name: 'SLACK_ANALYSTS', default: '', meaning: 'User ids that may see names too; * as above.' },
  {
    name: 'SLACK_APPROVERS',
    default: '',
    meaning: 'User ids that may also tag customers and change what is sent where; * as above.',
  },
  {
    name: 'LLM_BASE_URL',
    default: '',
    meaning:
      'Address of an OpenAI-compatible language model, such as http://127.0.0.1:11434/v1. Empty: none, and none is needed.',
  },
  { name: 'LLM_MODEL', default: '', meaning: 'Name of the model there.' },
  { name: 'LLM_API_KEY', default: '', meaning: 'Its key, where it asks for one.' },
  {
    name: 'LLM_NAMES',
    default: 'hidden',
    meaning: 'shown: the language model may see names of customers; hidden: ids alone.',
  },
] as const satisfies readonly Setting[];

/** User ids of Slack with commas between, or `*`. */
const userList = z
  .string()
  .default('')
  .transform((text) =>
    text
      .split(',')
      .map((id) => id.trim())
      .filter((id) => id !== ''),
  )
  .refine(
    (ids) => ids.every((id) => id === '*' || /^[UW][A-Z0-9]{2,}$/.test(id)),
    'it is no list of user ids, such as U0123456789,U9876543210, or *',
  );

const schema = z.object({
  PATRON_HOME: z.string().default('.patron'),
  PATRON_TIME_ZONE: z.string().default('UTC').refine(isTimeZone, 'it is no time zone, such as Europe/Berlin'),
  PATRON_CURRENCY: z
    .string()
    .toUpperCase()
    .regex(/^[A-Z]{3}$/, 'it is no currency code, such as EUR')
    .optional(),
  PATRON_PORT: z
    .string()
    .default('4321')
    .refine((text) => /^\d{1,5}$/.test(text) && Number(text) < 65_536, 'it is no port, 0 to 65535'),
  PATRON_NOW: z.string().optional(),
  PATRON_TF: z.enum(tfChoices, `it is none of ${tfChoices.join(', ')}`).default('auto'),
  PATRON_SYNC_CRON: z.string().default('17 * * * *'),
  SHOPIFY_SHOP: z
    .string()
    .toLowerCase()
    .regex(/^[a-z0-9][a-z0-9-]*\.myshopify\.com$/, 'it is no shop, such as my-shop.myshopify.com')
    .optional(),
  SHOPIFY_ACCESS_TOKEN: z.string().optional(),
  SHOPIFY_CLIENT_ID: z.string().optional(),
  SHOPIFY_CLIENT_SECRET: z.string().optional(),
  SHOPIFY_API_BASE_URL: z.string().refine(isSafeUrl, 'it must be https, or http on this machine').optional(),
  HUBSPOT_ACCESS_TOKEN: z.string().optional(),
  HUBSPOT_CLIENT_SECRET: z.string().optional(),
  HUBSPOT_API_BASE_URL: z.string().refine(isSafeUrl, 'it must be https, or http on this machine').optional(),
  PATRON_DIGEST_CRON: z.string().default('0 8 * * 1'),
  PATRON_PUSH_CRON: z.string().default('0 9 * * 1'),
  PATRON_PUSH_SHOPIFY: z.enum(['off', 'on'], 'it is neither off nor on').default('off'),
  SLACK_BOT_TOKEN: z.string().startsWith('xoxb-', 'a bot token begins with xoxb-').optional(),
  SLACK_APP_TOKEN: z.string().startsWith('xapp-', 'an app token begins with xapp-').optional(),
  SLACK_SIGNING_SECRET: z.string().optional(),
  SLACK_MODE: z.enum(['socket', 'http'], 'it is neither socket nor http').default('socket'),
  SLACK_API_URL: z.string().refine(isSafeUrl, 'it must be https, or http on this machine').optional(),
  SLACK_DIGEST_CHANNEL: z
    .string()
    .regex(/^[CGD][A-Z0-9]{2,}$/, 'it is no id of a channel, such as C0123456789')
    .optional(),
  SLACK_VIEWERS: userList,
  SLACK_ANALYSTS: userList,
  SLACK_APPROVERS: userList,
  LLM_BASE_URL: z.string().refine(isSafeUrl, 'it must be https, or http on this machine').optional(),
  LLM_MODEL: z.string().optional(),
  LLM_API_KEY: z.string().optional(),
  LLM_NAMES: z.enum(['hidden', 'shown'], 'it is neither hidden nor shown').default('hidden'),
});

type Parsed = z.infer<typeof schema>;

/** Settings whose value is never shown. */
const secretNames = /TOKEN|SECRET|KEY/;

/**
 * Reads settings from `env` (a real environment over a `.env` file); `home` given on the command line wins. An empty setting counts as absent.
 * Raises `bad-setting`.
 */
export function readConfig(
  env: Readonly<Record<string, string | undefined>>,
  { home }: { home?: string | undefined } = {},
): Config {
  const given = Object.fromEntries(
    Object.entries(env).filter(([name, value]) => /^(PATRON|SHOPIFY|HUBSPOT|SLACK|LLM)_/.test(name) && value),
  );
  refuseUnknown(Object.keys(given).filter((name) => name.startsWith('PATRON_')));
  const parsed = schema.safeParse(given);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const name = String(issue?.path[0] ?? 'PATRON');
    throw badSetting(name, given[name] ?? '', issue?.message ?? 'it cannot be used');
  }
  const { PATRON_TIME_ZONE: timeZone, PATRON_CURRENCY: currency, PATRON_NOW: now, PATRON_TF: tf } = parsed.data;
  return {
    home: resolve(home ?? parsed.data.PATRON_HOME),
    timeZone,
    ...(currency === undefined ? {} : { currency }),
    port: Number(parsed.data.PATRON_PORT),
    ...(now === undefined ? {} : { now: readNow(now, timeZone) }),
    tf,
    syncCron: parsed.data.PATRON_SYNC_CRON,
    digestCron: parsed.data.PATRON_DIGEST_CRON,
    pushCron: parsed.data.PATRON_PUSH_CRON,
    ...slackConfig(parsed.data),
    ...llmConfig(parsed.data),
    ...shopifyConfig(parsed.data),
    ...hubspotConfig(parsed.data),
  };
}

function shopifyConfig(data: Parsed): { readonly shopify?: ShopifyConfig } {
  const {
    SHOPIFY_SHOP: shop,
    SHOPIFY_ACCESS_TOKEN: token,
    SHOPIFY_CLIENT_ID: id,
    SHOPIFY_CLIENT_SECRET: secret,
  } = data;
  const isWritten = data.PATRON_PUSH_SHOPIFY === 'on';
  if (shop === undefined) {
    if (isWritten)
      throw badSetting('PATRON_PUSH_SHOPIFY', 'on', 'no Shopify shop is connected, SHOPIFY_SHOP is not set');
    if (token === undefined && id === undefined) return {};
    throw new ConfigError(
      'bad-setting',
      'A Shopify credential is set, but SHOPIFY_SHOP is not.',
      'Set SHOPIFY_SHOP=my-shop.myshopify.com',
    );
  }
  const baseUrl = data.SHOPIFY_API_BASE_URL;
  const rest = { ...(isWritten ? { isWritten } : {}), ...(baseUrl === undefined ? {} : { baseUrl }) };
  if (token !== undefined) return { shopify: { shop, credentials: { accessToken: token }, ...rest } };
  if (id !== undefined && secret !== undefined)
    return { shopify: { shop, credentials: { clientId: id, clientSecret: secret }, ...rest } };
  const hint = 'Set SHOPIFY_ACCESS_TOKEN, or SHOPIFY_CLIENT_ID and SHOPIFY_CLIENT_SECRET.';
  throw new ConfigError('bad-setting', 'SHOPIFY_SHOP is set without a credential.', hint);
}

function hubspotConfig(data: Parsed): { readonly hubspot?: HubspotConfig } {
  const { HUBSPOT_ACCESS_TOKEN: token, HUBSPOT_CLIENT_SECRET: clientSecret, HUBSPOT_API_BASE_URL: baseUrl } = data;
  if (token === undefined) return {};
  return {
    hubspot: {
      token,
      ...(clientSecret === undefined ? {} : { clientSecret }),
      ...(baseUrl === undefined ? {} : { baseUrl }),
    },
  };
}

function slackConfig(data: Parsed): { readonly slack?: SlackConfig } {
  const {
    SLACK_BOT_TOKEN: botToken,
    SLACK_APP_TOKEN: appToken,
    SLACK_SIGNING_SECRET: secrets,
    SLACK_MODE: mode,
  } = data;
  if (botToken === undefined) {
    if (appToken === undefined && secrets === undefined) return {};
    const hint = 'Set SLACK_BOT_TOKEN=xoxb-... It stands under OAuth & Permissions in the settings of the Slack app.';
    throw new ConfigError('bad-setting', 'Slack is set up in part: SLACK_BOT_TOKEN is missing.', hint);
  }
  const { SLACK_API_URL: apiUrl, SLACK_DIGEST_CHANNEL: digestChannel } = data;
  return {
    slack: {
      botToken,
      way: slackWay(mode, { appToken, secrets }),
      ...(apiUrl === undefined ? {} : { apiUrl: apiUrl.replace(/\/*$/, '/') }),
      ...(digestChannel === undefined ? {} : { digestChannel }),
      viewers: data.SLACK_VIEWERS,
      analysts: data.SLACK_ANALYSTS,
      approvers: data.SLACK_APPROVERS,
    },
  };
}

function slackWay(
  mode: SlackConfig['way']['mode'],
  { appToken, secrets }: { appToken: string | undefined; secrets: string | undefined },
): SlackConfig['way'] {
  if (mode === 'http' && secrets !== undefined)
    return { mode, signingSecrets: secrets.split(',').map((one) => one.trim()) };
  if (mode === 'socket' && appToken !== undefined) return { mode, appToken };
  const name = mode === 'http' ? 'SLACK_SIGNING_SECRET' : 'SLACK_APP_TOKEN';
  const hint =
    mode === 'http'
      ? 'It stands under Basic Information in the settings of the Slack app.'
      : 'Make one under Basic Information, App-Level Tokens, with connections:write. Or set SLACK_MODE=http.';
  throw new ConfigError('bad-setting', `Slack is set up in part: mode ${mode} needs ${name}.`, hint);
}

function llmConfig(data: Parsed): { readonly llm?: LlmConfig } {
  const { LLM_BASE_URL: baseUrl, LLM_MODEL: model, LLM_API_KEY: apiKey, LLM_NAMES: names } = data;
  if (baseUrl === undefined) return {};
  if (model === undefined)
    throw new ConfigError(
      'bad-setting',
      'LLM_BASE_URL is set without LLM_MODEL.',
      'Name the model, such as LLM_MODEL=llama3.1',
    );
  return { llm: { baseUrl, model, ...(apiKey === undefined ? {} : { apiKey }), seesNames: names === 'shown' } };
}

/** https anywhere, http only on this machine. */
function isSafeUrl(text: string): boolean {
  try {
    const { protocol, hostname } = new URL(text);
    return protocol === 'https:' || (protocol === 'http:' && /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname));
  } catch {
    return false;
  }
}

/** The process's environment laid over a `.env` file in the current folder, if there is one. */
export function readEnvironment(): Record<string, string | undefined> {
  const file = existsSync('.env') ? parseEnv(readFileSync('.env', 'utf8')) : {};
  return { ...file, ...process.env };
}

/** Names that begin like ours but are not: most likely a slip of the pen. Those of the tests are left alone. */
function refuseUnknown(names: readonly string[]): void {
  const known = new Set<string>(settings.map(({ name }) => name));
  const unknown = names.find((name) => !known.has(name) && !name.startsWith('PATRON_TEST_'));
  if (unknown === undefined) return;
  const hint = `Settings are: ${[...known].join(', ')}.`;
  throw new ConfigError('bad-setting', `There is no setting ${unknown}.`, hint);
}

function readNow(text: string, timeZone: string): number {
  try {
    return parseAsOf(text, timeZone);
  } catch {
    throw badSetting('PATRON_NOW', text, 'it is no date, such as 2011-06-01');
  }
}

function badSetting(name: string, value: string, reason: string): ConfigError {
  const meaning = settings.find((setting) => setting.name === name)?.meaning ?? '';
  return new ConfigError(
    'bad-setting',
    secretNames.test(name) ? `Cannot use ${name}: ${reason}.` : `Cannot use ${name}=${value}: ${reason}.`,
    `Change it in .env or the environment. ${meaning}`,
  );
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
