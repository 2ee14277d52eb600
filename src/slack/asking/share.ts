import type { App } from '@slack/bolt';
import { z } from 'zod';
import type { BotKit, PostTarget } from '../kit.ts';
import { readCarried, readPress } from '../press.ts';
import { refusal, sentence } from '../refusal.ts';
import { composeAnswer, postAnswer } from './compose.ts';
import { tellPresser } from './private-reply.ts';

const shared = z.object({ key: z.string(), question: z.string() });

/** What the button under a private answer carries: which answer it is, and the question in full. */
export function shareValue({ key }: PostTarget, question: string): string {
  return JSON.stringify({ key, question } satisfies z.infer<typeof shared>);
}

/** `Share in channel`: asks again and posts the answer for all, by the rules of a channel. Once for each answer, however often it is pressed. */
export function shareAnswers(app: App, kit: BotKit): void {
  app.action('share', async ({ body, respond }) => {
    const press = readPress(body);
    const carried = readCarried(press?.value, shared);
    if (!press?.on || !carried) return;
    const { channel } = press.on;
    const role = await kit.roleOf(press.userId);
    if (role === undefined) return tellPresser(kit, press, { message: refusal, respond });
    const composed = await composeAnswer(kit, { text: carried.question, role, place: 'channel', conversations: [] });
    const target = { key: `share:${carried.key}`, channel };
    const first = await postAnswer(kit, target, composed);
    if (first.failure === undefined) return;
    // It may have been refused at an earlier press, before Patron was invited: then it is worth another try.
    const { failure } = await postAnswer(kit, { ...target, key: `${target.key}:${press.pressId}` }, composed);
    if (failure === undefined) return;
    await tellPresser(kit, press, { message: sentence(`This could not be shared: ${failure}.`), respond });
  });
}
