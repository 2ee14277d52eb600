import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import type { SlackConfig } from '../config.ts';
import type { Clock } from '../domain/clock.ts';
import type { Role } from './kit.ts';
import type { Identity } from './transport/bot-app.ts';

/** How long it is believed who is a full member, ms. */
const believeMs = 10 * 60_000;

/** More people than a workspace of a small shop has; past it, all are asked about anew. */
const mostKnown = 5000;

/** What telling roles needs. */
export interface RoleParts {
  readonly slack: Pick<SlackConfig, 'viewers' | 'analysts' | 'approvers'>;
  readonly client: WebClient;
  readonly clock: Clock;
  /** Undefined until Slack has accepted the token: nobody is known to belong to the workspace before. */
  readonly identity: () => Identity | undefined;
}

const user = z.object({
  id: z.string(),
  team_id: z.string(),
  deleted: z.boolean().optional(),
  is_bot: z.boolean().optional(),
  is_app_user: z.boolean().optional(),
  is_workflow_bot: z.boolean().optional(),
  is_restricted: z.boolean().optional(),
  is_ultra_restricted: z.boolean().optional(),
  is_stranger: z.boolean().optional(),
  enterprise_user: z.object({ teams: z.array(z.string()).optional() }).optional(),
});

/**
 * Tells the highest role of a user, undefined for none. Ids that the settings name have theirs whatever Slack says; `*` stands for full members of the workspace, and for nobody while Slack
 * cannot be asked.
 */
export function openRoles({
  slack,
  client,
  clock,
  identity,
}: RoleParts): (userId: string) => Promise<Role | undefined> {
  const known = new Map<string, { readonly isMember: Promise<boolean>; readonly at: number }>();
  const ask = async (userId: string): Promise<boolean> => {
    const team = identity();
    if (!team) return false;
    const { user: told } = await client.users.info({ user: userId });
    return isFullMember(told, team.teamId);
  };
  const isMember = (userId: string): Promise<boolean> => {
    const now = clock.now().getTime();
    const before = known.get(userId);
    if (before && now - before.at < believeMs && now >= before.at) return before.isMember;
    if (known.size >= mostKnown) known.clear();
    const asked = ask(userId).catch(() => {
      known.delete(userId);
      return false;
    });
    known.set(userId, { isMember: asked, at: now });
    return asked;
  };
  const ranks = [
    ['approver', slack.approvers],
    ['analyst', slack.analysts],
    ['viewer', slack.viewers],
  ] as const;
  return async (userId) => {
    for (const [role, ids] of ranks) {
      if (ids.includes(userId) || (ids.includes('*') && (await isMember(userId)))) return role;
    }
    return undefined;
  };
}

/** No guest, no bot, nobody who has left or belongs to another workspace. Slackbot calls itself no bot. */
function isFullMember(told: unknown, teamId: string): boolean {
  const { data } = user.safeParse(told);
  if (!data || data.id === 'USLACKBOT') return false;
  const { team_id: team, enterprise_user: enterprise } = data;
  const isOther = data.is_bot || data.is_app_user || data.is_workflow_bot || data.deleted;
  const isGuest = data.is_restricted || data.is_ultra_restricted || data.is_stranger;
  return !isOther && !isGuest && (team === teamId || (enterprise?.teams ?? []).includes(teamId));
}
