import type { App } from '@slack/bolt';
import type { BotKit } from '../kit.ts';
import { scoreStep } from './score-customer.ts';
import { tagStep } from './tag-customer.ts';

/** Steps for workflows that people build in Slack. */
export function steps(app: App, kit: BotKit): void {
  app.function('score_customer', scoreStep(kit));
  app.function('tag_customer', tagStep(kit));
}
