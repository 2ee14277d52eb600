import { ConfigError, FatalError } from '../domain/errors.ts';
import type { OnProgress } from '../domain/progress.ts';
import { standingCap } from '../domain/push.ts';
import type { Patron } from '../patron.ts';
import type { Answer } from '../questions/answer.ts';
import type { Command, CommandInput } from './commands.ts';
import { wholeNumber } from './whole-number.ts';

/** Whoever sits at the terminal has the keys of the shop: they are an approver. */
const by = 'cli';

/** Proposes a push, or decides on one with `--approve` or `--reject`. Raises `usage`, and `push-changed` where the plan has changed since it was shown. */
async function proposeOrDecide(patron: Patron, input: CommandInput, onProgress: OnProgress): Promise<Answer> {
  const [approve, reject, rule] = ['approve', 'reject', 'rule'].map((name) => input.text(name));
  if ([approve, reject, rule].filter((one) => one !== undefined).length > 1) {
    throw usage('push', 'Only one of --approve, --reject and --rule can be used at a time.');
  }
  if (input.words.length > 0) throw usage('push', `Cannot use '${input.words.join(' ')}' here.`);
  const id = approve ?? reject;
  if (id === undefined) return patron.push({ by, onProgress, ...(rule === undefined ? {} : { rule }) });
  const decided = await patron.decidePush({ id, as: approve === undefined ? 'reject' : 'approve', by, onProgress });
  if (decided.outcome !== 'changed') return decided.answer;
  const { headline, lines = [] } = decided.answer;
  throw new FatalError(
    'push-changed',
    [headline, ...lines].join(' '),
    `Nothing was written. Look at what it is now, then: patron push --approve ${decided.id}`,
  );
}

/** Lists what was proposed and written; with `--always` or `--never` changes which rules may write by themselves. Raises `usage`. */
function showOrChangePushes(patron: Patron, input: CommandInput): Promise<Answer> {
  const [always, never] = ['always', 'never'].map((name) => input.text(name));
  if (always !== undefined && never !== undefined) throw usage('pushes', 'Use --always or --never, not both.');
  if (always === undefined && input.text('cap') !== undefined) throw usage('pushes', '--cap is for --always.');
  if (never !== undefined) return patron.standingPush({ rule: never, revoke: true, by });
  if (always === undefined) return patron.pushes();
  return patron.standingPush({ rule: always, dailyCap: wholeNumber(input, 'cap', standingCap.usual), by });
}

/** Takes a push back. Raises `usage`. */
function undoOne(patron: Patron, input: CommandInput, onProgress: OnProgress): Promise<Answer> {
  const [id, ...others] = input.words;
  if (id === undefined || others.length > 0) throw usage('undo', 'Name one push.');
  return patron.undoPush({ id, by, onProgress });
}

/** Checks the log. Raises `usage`. */
function verifyLog(patron: Patron, input: CommandInput): Promise<Answer> {
  if (input.words.join(' ') !== 'verify') throw usage('audit', `Cannot do '${input.words.join(' ')}' with the log.`);
  return patron.verifyAudit();
}

function usage(command: string, message: string): ConfigError {
  return new ConfigError('usage', message, `See: patron ${command} --help`);
}

/** The commands of the way into the CRM, in the order of help. */
export const pushCommands: readonly Command[] = [
  {
    name: 'push',
    takes: '',
    summary: 'shows what would be written into HubSpot; writes after a yes',
    example: 'patron push --rule hot-lead',
    options: {
      approve: {
        type: 'string',
        value: 'PUSH',
        meaning: 'write what this proposal shows; counts once, within 24 hours',
      },
      reject: { type: 'string', value: 'PUSH', meaning: 'write nothing of this proposal' },
      rule: { type: 'string', value: 'NAME', meaning: 'only what this tag rule gives and takes' },
    },
    json: 'data',
    run: proposeOrDecide,
  },
  {
    name: 'pushes',
    takes: '',
    summary: 'what was proposed and written, and rules that write by themselves',
    example: 'patron pushes --always hot-lead --cap 20',
    options: {
      always: { type: 'string', value: 'RULE', meaning: 'let a tag rule write without a yes each time' },
      cap: { type: 'string', value: 'N', meaning: 'with --always: to at most N contacts a day (default 20)' },
      never: { type: 'string', value: 'RULE', meaning: 'let it write by itself no longer' },
    },
    run: showOrChangePushes,
  },
  {
    name: 'undo',
    takes: 'PUSH',
    summary: 'takes a push back, except what somebody has edited since',
    example: 'patron undo push-3f9a1c',
    options: {},
    run: undoOne,
  },
  {
    name: 'audit',
    takes: 'verify',
    summary: 'proves that the log of all pushes is as it was written',
    example: 'patron audit verify',
    options: {},
    run: verifyLog,
  },
];
