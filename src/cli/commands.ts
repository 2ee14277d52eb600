import { parseArgs } from 'node:util';
import { ConfigError } from '../domain/errors.ts';
import type { OnProgress } from '../domain/progress.ts';
import { exportTables, importKinds, type Patron, syncModes, syncSources } from '../patron.ts';
import type { Answer } from '../questions/answer.ts';
import { sendOrShowDigest } from './digest-command.ts';
import { pushCommands } from './push-commands.ts';
import { wholeNumber } from './whole-number.ts';

/** An option of a command, as help and parser know it. */
interface Option {
  readonly type: 'string' | 'boolean';
  readonly multiple?: boolean;
  /** What stands after it in help: `DATE`. */
  readonly value?: string;
  readonly meaning: string;
}

/** What a command was called with. */
export interface CommandInput {
  readonly words: readonly string[];
  text(name: string): string | undefined;
  texts(name: string): readonly string[];
  has(name: string): boolean;
}

/** A command of the terminal. */
export interface Command {
  readonly name: string;
  /** What follows the name: `KIND FILE...`. */
  readonly takes: string;
  readonly summary: string;
  readonly example: string;
  readonly options: Readonly<Record<string, Option>>;
  /** What `--json` prints: the whole answer, or its `data` alone. */
  readonly json?: 'data';
  /** Absent: `start`, which keeps running and is handled by the terminal itself. */
  readonly run?: (patron: Patron, input: CommandInput, onProgress: OnProgress) => Promise<Answer>;
}

/** Options that every command takes. */
export const commonOptions: Readonly<Record<string, Option>> = {
  json: { type: 'boolean', meaning: 'print one JSON document' },
  home: { type: 'string', value: 'DIR', meaning: 'folder of the store (default PATRON_HOME or .patron)' },
  help: { type: 'boolean', meaning: 'show this' },
};

const asOf: Option = { type: 'string', value: 'DATE', meaning: 'know nothing from that instant on' };
const seed: Option = { type: 'string', value: 'N', meaning: 'seed of all draws (default 42)' };
const out: Option = { type: 'string', value: 'F.csv', meaning: 'file to write' };

/** Every command, in the order of help. */
export const commands: readonly Command[] = [
  {
    name: 'start',
    takes: '',
    summary: 'runs Patron: the page, and a demo shop if there is no other',
    example: 'patron start',
    options: {},
  },
  {
    name: 'demo',
    takes: '',
    summary: 'makes the demo shop and runs the main job',
    example: 'patron demo --customers 500 --seed 7',
    options: { customers: { type: 'string', value: 'N', meaning: 'customers of the shop (default 2000)' }, seed },
    run: (patron, input, onProgress) =>
      patron.demo({
        customers: wholeNumber(input, 'customers', 2000),
        seed: wholeNumber(input, 'seed', 42),
        onProgress,
      }),
  },
  {
    name: 'import',
    takes: `${importKinds.join('|')} FILE...`,
    summary: 'reads CSV or JSON lines, .gz too',
    example: 'patron import orders orders.csv --map customer_id=Client',
    options: {
      map: { type: 'string', multiple: true, value: 'OURS=THEIRS', meaning: 'which column of the file is ours' },
    },
    run: (patron, input, onProgress) => {
      const [kind, ...files] = input.words;
      const known = importKinds.find((name) => name === kind);
      if (!known) throw usage('import', `Cannot import '${kind ?? ''}': say what the files hold.`);
      if (files.length === 0) throw usage('import', 'No file is named.');
      return patron.importFiles(known, files, { map: columnMap(input.texts('map')), onProgress });
    },
  },
  {
    name: 'sync',
    takes: '[shopify|hubspot]',
    summary: 'pulls what has changed in the connected systems',
    example: 'patron sync shopify --mode reconcile',
    options: {
      mode: {
        type: 'string',
        value: 'MODE',
        meaning: 'backfill (everything again), incremental (default) or reconcile (also what is gone)',
      },
    },
    run: (patron, input, onProgress) => {
      const [name] = input.words;
      const source = syncSources.find((known) => known === name);
      if (name !== undefined && !source)
        throw usage('sync', `Cannot pull '${name}': it is no system that can be connected.`);
      const wanted = input.text('mode') ?? 'incremental';
      const mode = syncModes.find((known) => known === wanted);
      if (!mode) throw usage('sync', `There is no mode '${wanted}'.`);
      return patron.sync({ mode, onProgress, ...(source ? { source } : {}) });
    },
  },
  {
    name: 'duplicates',
    takes: '',
    summary: 'people who may be one, and merges that can be taken back',
    example: 'patron duplicates --same 3',
    options: {
      same: { type: 'string', value: 'PAIR', meaning: 'the pair is one person' },
      apart: { type: 'string', value: 'PAIR', meaning: 'the pair are two people, for good' },
      undo: { type: 'string', value: 'MERGE', meaning: 'take a merge back' },
    },
    run: (patron, input) => {
      const given = (['same', 'apart', 'undo'] as const).filter((name) => input.text(name) !== undefined);
      const [as, ...others] = given;
      if (others.length > 0) throw usage('duplicates', 'Settle one thing at a time.');
      return patron.duplicates(as ? { settle: { as, id: wholeNumber(input, as, 1) } } : {});
    },
  },
  {
    name: 'quality',
    takes: '',
    summary: 'reports on the quality of the data',
    example: 'patron quality --as-of 2011-11-01',
    options: { 'as-of': asOf },
    run: (patron, input, onProgress) => patron.quality({ ...moment(input), onProgress }),
  },
  {
    name: 'train',
    takes: '',
    summary: 'fits the candidates, keeps the champion if it is better',
    example: 'patron train --as-of 2011-11-01 --seed 7',
    options: {
      'as-of': asOf,
      seed,
      force: { type: 'boolean', meaning: 'train although the quality report forbids it' },
    },
    run: (patron, input, onProgress) =>
      patron.train({ ...moment(input), seed: wholeNumber(input, 'seed', 42), force: input.has('force'), onProgress }),
  },
  {
    name: 'evaluate',
    takes: '',
    summary: 'the honest backtest beside its baselines, with a verdict',
    example: 'patron evaluate --as-of 2011-11-01',
    options: { 'as-of': asOf, seed },
    run: (patron, input, onProgress) =>
      patron.evaluate({ ...moment(input), seed: wholeNumber(input, 'seed', 42), onProgress }),
  },
  {
    name: 'predict',
    takes: 'propensity',
    summary: 'writes the chance of an order for every customer',
    example: 'patron predict propensity --as-of 2011-11-01 --horizon 30 --out p.csv',
    options: { 'as-of': asOf, horizon: { type: 'string', value: 'DAYS', meaning: 'days ahead (default 30)' }, out },
    run: (patron, input, onProgress) => {
      if (input.words[0] !== 'propensity') throw usage('predict', `Cannot predict '${input.words[0] ?? ''}'.`);
      const horizonDays = wholeNumber(input, 'horizon', 30);
      return patron.predictPropensity({
        ...moment(input),
        horizonDays,
        out: required('predict', input, 'out'),
        onProgress,
      });
    },
  },
  {
    name: 'segments',
    takes: '',
    summary: 'high-value, potential and ordinary customers, and who moved',
    example: 'patron segments --out segments.csv',
    options: { 'as-of': asOf, out },
    run: (patron, input, onProgress) => patron.segments({ ...moment(input), ...fileOption(input), onProgress }),
  },
  {
    name: 'explain',
    takes: 'CUSTOMER',
    summary: 'why a customer has their score',
    example: 'patron explain 17850',
    options: { 'as-of': asOf },
    run: (patron, input, onProgress) => patron.explain(sentence('explain', input), { ...moment(input), onProgress }),
  },
  {
    name: 'ask',
    takes: '"QUESTION"',
    summary: 'answers a question about the shop or a customer',
    example: 'patron ask "who is leaving?"',
    options: { 'as-of': asOf },
    run: (patron, input, onProgress) => patron.ask(sentence('ask', input), { ...moment(input), onProgress }),
  },
  {
    name: 'tag',
    takes: 'CUSTOMER TAG',
    summary: 'gives a customer a tag; a push takes it into HubSpot',
    example: 'patron tag 17850 vip',
    options: { remove: { type: 'boolean', meaning: 'take the tag away' } },
    run: (patron, input) => {
      const tag = input.words.at(-1);
      const customer = input.words.slice(0, -1).join(' ');
      if (tag === undefined || customer === '') throw usage('tag', 'Name a customer and a tag.');
      return patron.tag({ customer, tag, by: 'cli', ...(input.has('remove') ? { remove: true } : {}) });
    },
  },
  {
    name: 'digest',
    takes: '',
    summary: 'the weekly digest; --send posts it to Slack',
    example: 'patron digest --send --channel C0123456789',
    options: {
      'as-of': asOf,
      send: { type: 'boolean', meaning: 'post it to the channels that want it, once a week each' },
      channel: { type: 'string', value: 'C...', meaning: 'with --send: to this channel alone' },
      language: { type: 'string', value: 'en|zh', meaning: 'what it is written in (default en)' },
    },
    run: sendOrShowDigest,
  },
  {
    name: 'export',
    takes: exportTables.join('|'),
    summary: 'writes a whole table for other tools',
    example: 'patron export orders --out orders.csv',
    options: { out },
    run: (patron, input) => {
      const table = exportTables.find((name) => name === input.words[0]);
      if (!table) throw usage('export', `Cannot export '${input.words[0] ?? ''}'.`);
      return patron.exportTable(table, { out: required('export', input, 'out') });
    },
  },
  {
    name: 'models',
    takes: '',
    summary: 'the models that were trained, and which one serves',
    example: 'patron models',
    options: {},
    run: (patron) => patron.models(),
  },
  {
    name: 'rules',
    takes: '',
    summary: 'the auto-tag rules, and whom each hits; writes nothing',
    example: 'patron rules',
    options: { 'as-of': asOf },
    run: (patron, input, onProgress) => patron.rules({ ...moment(input), onProgress }),
  },
  ...pushCommands,
];

/** Parses the arguments after a command's name. Raises `usage`. */
export function parseInput(command: Command, args: readonly string[]): CommandInput {
  const options = { ...commonOptions, ...command.options };
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: Object.fromEntries(
        Object.entries(options).map(([name, { type, multiple = false }]) => [name, { type, multiple }]),
      ),
      allowPositionals: true,
    });
    return {
      words: positionals,
      text: (name) => (typeof values[name] === 'string' ? values[name] : undefined),
      texts: (name) => [values[name] ?? []].flat().filter((value) => typeof value === 'string'),
      has: (name) => values[name] === true,
    };
  } catch (error) {
    const [reason = ''] = (error instanceof Error ? error.message : String(error)).split(/\.?(?:\n|\. |$)/);
    throw usage(command.name, `${reason}.`);
  }
}

/** A wrong call, with the command that shows the right one. */
function usage(command: string, message: string): ConfigError {
  return new ConfigError('usage', message, `See: patron ${command} --help`);
}

function moment(input: CommandInput): { readonly asOf?: string } {
  const text = input.text('as-of');
  return text === undefined ? {} : { asOf: text };
}

function fileOption(input: CommandInput): { readonly out?: string } {
  const text = input.text('out');
  return text === undefined ? {} : { out: text };
}

function required(command: string, input: CommandInput, name: string): string {
  const text = input.text(name);
  if (text === undefined || text === '') throw usage(command, `--${name} is missing.`);
  return text;
}

function sentence(command: string, input: CommandInput): string {
  const text = input.words.join(' ').trim();
  if (text === '') throw usage(command, 'Nothing is asked.');
  return text;
}

function columnMap(pairs: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf('=');
      if (at < 1) throw usage('import', `Cannot read --map '${pair}': write it as ours=theirs.`);
      return [pair.slice(0, at), pair.slice(at + 1)];
    }),
  );
}
