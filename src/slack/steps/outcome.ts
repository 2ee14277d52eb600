import type { SlackEventMiddlewareArgs } from '@slack/bolt';
import { PatronError } from '../../domain/errors.ts';
import type { BotKit, Role } from '../kit.ts';

/** How a step of a workflow ends: with outputs, or with words that the workflow's people read. */
export type Outcome =
  | { readonly outputs: Readonly<Record<string, string | number | boolean>> }
  | { readonly error: string };

type Ways = Pick<SlackEventMiddlewareArgs<'function_executed'>, 'complete' | 'fail'>;

/**
 * Runs a step to its end and tells Slack. Doing it again does no harm: Slack refuses a second end of the same run, which is told to the log alone.
 */
export async function endStep(kit: BotKit, { complete, fail }: Ways, work: () => Promise<Outcome>): Promise<void> {
  const outcome = await work().catch((error: unknown) => ({ error: faultWords(kit, error) }));
  try {
    if ('error' in outcome) await fail({ error: outcome.error });
    else await complete({ outputs: { ...outcome.outputs } });
  } catch (error) {
    kit.onTrouble('Slack did not take the end of a workflow step.', error);
  }
}

/** Why somebody may not run a step; undefined where they may. */
export async function refusalFor(
  kit: BotKit,
  userId: string,
  allowed: readonly Role[],
): Promise<{ readonly error: string } | undefined> {
  const role = await kit.roleOf(userId);
  if (role !== undefined && allowed.includes(role)) return undefined;
  const setting = allowed.includes('viewer') ? 'SLACK_VIEWERS' : 'SLACK_APPROVERS';
  return { error: `Whoever runs this workflow may not do this with Patron. Their member ID has to be in ${setting}.` };
}

function faultWords({ onTrouble }: BotKit, error: unknown): string {
  if (error instanceof PatronError) return `${error.message} ${error.hint}`;
  onTrouble('A workflow step failed.', error);
  return 'Patron could not do this: the fault is its own and is written down in its log.';
}
