import type { Middleware, SlackEventMiddlewareArgs } from '@slack/bolt';
import { z } from 'zod';
import type { PersonSummary } from '../../patron.ts';
import type { BotKit } from '../kit.ts';
import { endStep, type Outcome, refusalFor } from './outcome.ts';

const inputs = z.object({ customer: z.string().trim().min(1), user: z.string() });

/** People that are named where several fit. */
const choices = 5;

/**
 * The step `score_customer`: finds one person by id, e-mail or name and gives chance and segment. A workflow acts without anybody looking, so that only an
 * exact name counts; and as nobody knows who reads what it makes of it, people are called by their ids.
 */
export function scoreStep(kit: BotKit): Middleware<SlackEventMiddlewareArgs<'function_executed'>> {
  return async (step) =>
    endStep(kit, step, async () => {
      const { data } = inputs.safeParse(step.inputs);
      if (!data) return { error: 'Say which customer, by id, e-mail or name, and who runs the workflow.' };
      return (await refusalFor(kit, data.user, ['viewer', 'analyst', 'approver'])) ?? scoreOf(kit, data.customer);
    });
}

async function scoreOf(kit: BotKit, words: string): Promise<Outcome> {
  const found = await kit.patron.people(words, { limit: choices });
  const exact = found.filter(({ isExact }) => isExact);
  const byId = exact.filter(({ customerId }) => customerId === words);
  const [person, ...others] = byId.length === 1 ? byId : exact;
  if (person && others.length === 0) return { outputs: await outputsOf(kit, person) };
  if (found.length === 0) return { outputs: nobody };
  const ids = found.map(({ customerId }) => customerId).join(', ');
  return {
    error: person
      ? `Several customers are called so. Name one by id: ${ids}.`
      : `Nobody is called exactly so. The closest, by id: ${ids}.`,
  };
}

const nobody = {
  found: false,
  customer_id: '',
  chance_text: 'not known',
  segment: '',
  headline: 'Nobody fits this customer.',
};

async function outputsOf({ patron }: BotKit, { customerId, propensity, segment }: PersonSummary) {
  const { headline } = await patron.ask(`who is ${customerId}`, { names: 'hidden' });
  return {
    found: true,
    customer_id: customerId,
    ...(propensity === undefined ? {} : { chance: propensity }),
    chance_text: propensity === undefined ? 'not known' : `${percent(propensity)} chance of an order within 30 days`,
    segment: segment ?? '',
    headline,
  };
}

function percent(share: number): string {
  const digits = share < 0.1 ? 1 : 0;
  return `${new Intl.NumberFormat('en', { maximumFractionDigits: digits }).format(share * 100)} %`;
}
