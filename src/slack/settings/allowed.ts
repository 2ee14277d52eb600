import type { RespondFn } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import { tellPresser } from '../asking/private-reply.ts';
import { limits } from '../blocks/limits.ts';
import { plain } from '../blocks/plain.ts';
import type { BotKit } from '../kit.ts';
import type { Press } from '../press.ts';
import { approversOnly, refusal } from '../refusal.ts';

/** Whether whoever pressed may change what is sent where; where not, they alone are told why. */
export async function mayChange(kit: BotKit, press: Press, respond: RespondFn): Promise<boolean> {
  const role = await kit.roleOf(press.userId);
  if (role === 'approver') return true;
  await tellPresser(kit, press, { message: role === undefined ? refusal : approversOnly, respond });
  return false;
}

/** Opens a window for an approver, on top of the one that stands open (`isStacked`), or says why not. */
export async function openWindow(
  kit: BotKit,
  client: WebClient,
  { press, isStacked, view }: { press: Press; isStacked: boolean; view: () => ModalView },
): Promise<void> {
  if (press.triggerId === undefined) return;
  const role = await kit.roleOf(press.userId);
  const shown = role === 'approver' ? view() : refusalWindow(role === undefined ? refusal : approversOnly);
  const open = isStacked ? client.views.push : client.views.open;
  await open({ trigger_id: press.triggerId, view: shown });
}

function refusalWindow({ blocks }: typeof refusal): ModalView {
  return {
    type: 'modal',
    title: plain('Settings', limits.header),
    close: plain('Close', limits.header),
    blocks: [...blocks],
  };
}

/** Whether a button stands in a window. */
export function isInWindow(body: unknown): boolean {
  return z.object({ view: z.object({ type: z.literal('modal') }) }).safeParse(body).success;
}
