import type { App } from '@slack/bolt';
import type { Patron } from '../../src/patron.ts';
import { askQuestion } from '../../src/questions/ask.ts';
import { composeDigest } from '../../src/questions/digest.ts';
import { withoutNames } from '../../src/questions/nameless.ts';
import type { BotKit, Role } from '../../src/slack/kit.ts';
import { usualSocketTimes } from '../../src/slack/transport/socket-receiver.ts';
import { cornerContext } from '../support/corner-context.ts';
import { fakePatron } from '../support/fake-patron.ts';
import type { LocalSlack, LocalSlackOptions } from '../support/slack-server/open.ts';
import { people } from '../support/slack-server/workspace.ts';
import { type RunningBot, type RunOptions, runReadyBot, startSlack } from './running-bot.ts';

/** Ana may approve, Ben sees names, Cleo sees ids, everybody else may nothing. */
const roles = { approvers: [people.ana.id], analysts: [people.ben.id], viewers: [people.cleo.id] } satisfies Readonly<
  Record<`${Role}s`, string[]>
>;

/** The corner shop's use-cases that the chat asks: the real grammar and the real answers over made orders. */
export function cornerPatron(given: Partial<Patron> = {}): Patron {
  const context = cornerContext();
  const seen = (names: 'shown' | 'hidden' | undefined) => (names === 'hidden' ? withoutNames(context) : context);
  return fakePatron({
    ask: (question, { names, follows }) =>
      Promise.resolve(askQuestion(question, seen(names), follows === undefined ? {} : { follows })),
    digest: ({ names }) => Promise.resolve(composeDigest(seen(names))),
    shop: () => Promise.resolve({ isDemo: false, hasOrders: true, hasModel: true }),
    ...given,
  });
}

/** What a test of the corner shop's bot sets. */
export interface CornerOptions extends LocalSlackOptions, Pick<RunOptions, 'store'> {
  readonly patron?: Partial<Patron>;
}

/** The corner shop's bot with some of its features, on a local Slack. Both end with the test. */
export async function startCornerBot(
  feature: (app: App, kit: BotKit) => void,
  { patron, store, ...options }: CornerOptions = {},
): Promise<RunningBot & { readonly slack: LocalSlack }> {
  const slack = await startSlack(options);
  const running = await runReadyBot(slack, {
    features: [feature],
    patron: cornerPatron(patron),
    slackConfig: roles,
    // No test of a feature is about a bad connection, which a busy machine would look like.
    times: { socket: usualSocketTimes },
    ...(options.clock === undefined ? {} : { clock: options.clock }),
    ...(store === undefined ? {} : { store }),
  });
  running.troubles.length = 0;
  return { ...running, slack };
}

/** All that is readable in blocks: texts, and what buttons carry. */
export function wordsOf(node: unknown): string {
  if (typeof node === 'string') return node;
  if (Array.isArray(node)) return node.map(wordsOf).join(' ');
  return typeof node === 'object' && node !== null ? wordsOf(Object.values(node)) : '';
}
