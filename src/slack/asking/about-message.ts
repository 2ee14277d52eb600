import type { App } from '@slack/bolt';
import type { View } from '@slack/types';
import { z } from 'zod';
import { limits } from '../blocks/limits.ts';
import { cut, plain } from '../blocks/plain.ts';
import { directChannel } from '../direct-channel.ts';
import { refusal } from '../refusal.ts';
import { answerQuestion, type Desk } from './desk.ts';
import { inPassing } from './memory.ts';
import { questionText } from './question-text.ts';

const shortcut = z.object({
  trigger_id: z.string(),
  user: z.object({ id: z.string() }),
  message: z.object({ text: z.string().nullish() }).nullish(),
});

const submission = z.object({
  user: z.object({ id: z.string() }),
  view: z.object({
    id: z.string(),
    state: z.object({
      values: z.object({ question: z.object({ text: z.object({ value: z.string().nullish() }) }) }),
    }),
  }),
});

/** Letters of a question in the window. */
const longestQuestion = 300;

/** `Ask Patron about this` on a message: a window with its text to put right, and the answer in direct messages. */
export function answerAboutMessages(app: App, desk: Desk): void {
  app.shortcut('ask_about_message', async ({ shortcut: payload, client }) => {
    const { data } = shortcut.safeParse(payload);
    if (!data) return;
    const role = await desk.kit.roleOf(data.user.id);
    await client.views.open({
      trigger_id: data.trigger_id,
      view: role === undefined ? refusalWindow : questionWindow(suggested(questionText(data.message?.text ?? ''))),
    });
  });
  app.view('ask_modal', async ({ ack, body, client, context }) => {
    await ack();
    const { data } = submission.safeParse(body);
    const text = data?.view.state.values.question.text.value?.trim();
    if (!data || !text) return;
    const userId = data.user.id;
    const channel = await directChannel(client, userId);
    await answerQuestion(desk, {
      text,
      userId,
      place: 'private',
      conversations: [inPassing(channel, userId)],
      target: { key: `answer:${data.view.id}`, channel },
      teamId: context.teamId,
    });
  });
}

/** The question that a message most likely leads to: who wrote from an address that stands in it, else what it says. */
function suggested(text: string): string {
  const [address] = /[^\s<>()",;:]+@[^\s<>()",;:]+\.[\p{L}]{2,}/u.exec(text) ?? [];
  return address === undefined ? text : `who is ${address}`;
}

function questionWindow(text: string): View {
  return {
    type: 'modal',
    callback_id: 'ask_modal',
    title: plain('Ask Patron', limits.header),
    submit: plain('Ask', limits.header),
    close: plain('Cancel', limits.header),
    blocks: [
      {
        type: 'input',
        block_id: 'question',
        label: plain('Your question, or the name or e-mail of a customer', limits.header),
        hint: plain('The answer comes as a direct message: nobody else sees it.', limits.header),
        element: {
          type: 'plain_text_input',
          action_id: 'text',
          max_length: longestQuestion,
          focus_on_load: true,
          ...(text === '' ? {} : { initial_value: cut(text, longestQuestion) }),
        },
      },
    ],
  };
}

const refusalWindow: View = {
  type: 'modal',
  title: plain('Ask Patron', limits.header),
  close: plain('Close', limits.header),
  blocks: [...refusal.blocks],
};
