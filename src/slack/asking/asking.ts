import type { App } from '@slack/bolt';
import type { Clock } from '../../domain/clock.ts';
import type { BotKit } from '../kit.ts';
import { answerAboutMessages } from './about-message.ts';
import { answerCommands } from './command.ts';
import type { Desk } from './desk.ts';
import { answerDirectMessages } from './direct-message.ts';
import { answerMentions } from './mention.ts';
import { answerNextSteps } from './next-step.ts';
import { suggestPrompts } from './prompts.ts';
import { runningAnswers } from './running.ts';
import { shareAnswers } from './share.ts';

/** Streams that may be begun in a minute; Slack allows about twenty, and what comes beyond them is posted whole. */
const streamsPerMinute = 15;

/** Every way to ask a question in Slack. `patienceMs`: how long an answer may take before the asker is shown that it is being looked for. */
export function asking(app: App, kit: BotKit, { patienceMs = 700 }: { readonly patienceMs?: number } = {}): void {
  const takeStream = takerOf(kit.clock, { most: streamsPerMinute, withinMs: 60_000 });
  const desk: Desk = { kit, running: runningAnswers(), patienceMs, takeStream };
  answerMentions(app, desk);
  answerDirectMessages(app, desk);
  answerCommands(app, kit);
  answerAboutMessages(app, desk);
  answerNextSteps(app, desk);
  shareAnswers(app, kit);
  suggestPrompts(app, kit);
}

/** Gives true at most `most` times within any `withinMs`. */
function takerOf(clock: Clock, { most, withinMs }: { most: number; withinMs: number }): () => boolean {
  let taken: number[] = [];
  return () => {
    const now = clock.now().getTime();
    taken = taken.filter((at) => now - at < withinMs);
    if (taken.length >= most) return false;
    taken.push(now);
    return true;
  };
}
