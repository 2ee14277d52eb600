import type { Middleware, SlackEventMiddlewareArgs } from '@slack/bolt';
import { z } from 'zod';
import type { BotKit } from '../kit.ts';
import { endStep, refusalFor } from './outcome.ts';

const inputs = z.object({ customer: z.string().trim().min(1), tag: z.string().trim().min(1), user: z.string() });
const tagged = z.object({ customerId: z.string(), tag: z.string() });

/** The step `tag_customer`: tags one person in Patron for an approver. Run twice, it changes nothing the second time. */
export function tagStep(kit: BotKit): Middleware<SlackEventMiddlewareArgs<'function_executed'>> {
  return async (step) =>
    endStep(kit, step, async () => {
      const { data } = inputs.safeParse(step.inputs);
      if (!data) return { error: 'Say which customer, which tag, and who runs the workflow.' };
      const { customer, tag, user } = data;
      const refused = await refusalFor(kit, user, ['approver']);
      if (refused) return refused;
      const answer = await kit.patron.tag({ customer, tag, by: `slack:${user}`, names: 'hidden' });
      const made = tagged.parse(answer.data);
      return { outputs: { customer_id: made.customerId, tag: made.tag, done: true, message: answer.headline } };
    });
}
