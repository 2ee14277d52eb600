import type { App } from '@slack/bolt';
import { asking } from './asking/asking.ts';
import { home } from './home/home.ts';
import type { BotKit } from './kit.ts';
import { steps } from './steps/steps.ts';
import { tagging } from './tagging/tagging.ts';
import { unfurl } from './unfurl/unfurl.ts';

/** What the bot can do, each arranged by what a person wants. */
const features: readonly ((app: App, kit: BotKit) => void)[] = [asking, home, unfurl, steps, tagging];

export function registerFeatures(app: App, kit: BotKit): void {
  for (const register of features) register(app, kit);
}
