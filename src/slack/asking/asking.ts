import type { App } from '@slack/bolt';
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
import { streamAllowance } from './stream-allowance.ts';

/** Every way to ask a question in Slack. `patienceMs`: how long an answer may take before the asker is shown that it is being looked for. */
export function asking(app: App, kit: BotKit, { patienceMs = 700 }: { readonly patienceMs?: number } = {}): void {
  const desk: Desk = { kit, running: runningAnswers(), patienceMs, streams: streamAllowance(kit.clock) };
  answerMentions(app, desk);
  answerDirectMessages(app, desk);
  answerCommands(app, kit);
  answerAboutMessages(app, desk);
  answerNextSteps(app, desk);
  shareAnswers(app, kit);
  suggestPrompts(app, kit);
}
