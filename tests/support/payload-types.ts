import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Fields, fieldsOf, isFields, listOf } from './slack-server/values.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Method -> the type of its arguments in @slack/web-api. */
const argumentTypes: Readonly<Record<string, string>> = {
  'chat.postMessage': 'ChatPostMessageArguments',
  'chat.postEphemeral': 'ChatPostEphemeralArguments',
  'chat.update': 'ChatUpdateArguments',
  'chat.startStream': 'ChatStartStreamArguments',
  'chat.appendStream': 'ChatAppendStreamArguments',
  'chat.stopStream': 'ChatStopStreamArguments',
  'chat.unfurl': 'ChatUnfurlArguments',
  'views.open': 'ViewsOpenArguments',
  'views.publish': 'ViewsPublishArguments',
  'views.update': 'ViewsUpdateArguments',
  'assistant.threads.setStatus': 'AssistantThreadsSetStatusArguments',
  'assistant.threads.setSuggestedPrompts': 'AssistantThreadsSetSuggestedPromptsArguments',
  'agents.sessions.setStatus': 'AgentsSessionsSetStatusArguments',
  'functions.completeSuccess': 'FunctionsCompleteSuccessArguments',
  'functions.completeError': 'FunctionsCompleteErrorArguments',
  'files.completeUploadExternal': 'FilesCompleteUploadExternalArguments',
};

/** A call that was captured. */
export interface Captured {
  readonly method: string;
  readonly args: Fields;
}

/**
 * Has the compiler read captured calls as what @slack/web-api and @slack/types say they are: arguments by their method, blocks one by one as KnownBlock. Gives what it finds
 * wrong; empty where all is well. Slack's chart is newer than @slack/types 3.2 and is left to the local Slack's own check.
 */
export function typeFaults(calls: readonly Captured[]): string {
  const folder = join(root, 'node_modules', '.cache', 'patron-payloads', String(process.pid));
  const known = calls.filter(({ method }) => method in argumentTypes);
  const names = [...new Set(known.map(({ method }) => argumentTypes[method] ?? ''))];
  const blocks = known.flatMap(({ args }) => blocksIn(args));
  const lines = [
    `import type { ${names.join(', ')} } from '@slack/web-api';`,
    "import type { KnownBlock } from '@slack/types';",
    ...known.map(
      ({ method, args }, place) =>
        `export const call${place}: ${argumentTypes[method]} = ${JSON.stringify(asArguments(args), null, 1)};`,
    ),
    ...blocks.map((block, place) => `export const block${place}: KnownBlock = ${JSON.stringify(block)};`),
  ];
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'payloads.ts'), lines.join('\n'));
  const options = { strict: true, noEmit: true, module: 'nodenext', target: 'es2022', skipLibCheck: true, types: [] };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: options, files: ['payloads.ts'] }));
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  const { stdout } = spawnSync(process.execPath, [tsc, '-p', folder], { encoding: 'utf8' });
  rmSync(folder, { recursive: true, force: true });
  return stdout;
}

/** What came over the wire as a text is a yes or no again; what Bolt adds of its own, and charts, are left out. */
function asArguments(args: Fields): Fields {
  const given = Object.entries(args).filter(([name]) => name !== 'team_id' && name !== 'token');
  return Object.fromEntries(given.map(([name, value]) => [name, asArgument(name, value)]));
}

function asArgument(name: string, value: unknown): unknown {
  if (name === 'blocks') return listOf(value).filter((block) => !isChart(block));
  return value === 'true' ? true : value === 'false' ? false : value;
}

function isChart(block: unknown): boolean {
  return fieldsOf(block).type === 'data_visualization';
}

/** Blocks of a message, a view, a link's card or the chunks of a stream. */
function blocksIn(args: Fields): Fields[] {
  const unfurled = Object.values(fieldsOf(args.unfurls)).map(fieldsOf);
  const homes = [args, fieldsOf(args.view), ...unfurled, ...listOf(args.chunks).map(fieldsOf)];
  return homes
    .flatMap((home) => listOf(home.blocks))
    .filter(isFields)
    .filter((block) => !isChart(block));
}
