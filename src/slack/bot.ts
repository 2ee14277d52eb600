import type { App } from '@slack/bolt';
import type { BotKit } from './kit.ts';

/** What the bot can do, each arranged by what a person wants. */
const features: readonly ((app: App, kit: BotKit) => void)[] = [];

export function registerFeatures(app: App, kit: BotKit): void {
  for (const register of features) register(app, kit);
}
