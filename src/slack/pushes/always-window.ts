import type { ModalView } from '@slack/types';
import { z } from 'zod';
import { standingCap } from '../../domain/push.ts';
import { limits } from '../blocks/limits.ts';
import { page } from '../blocks/message.ts';
import { plain } from '../blocks/plain.ts';
import { paragraph } from '../blocks/rich-text.ts';
import { type Press, readCarried } from '../press.ts';
import { type FilledForm, numberField } from '../settings/form.ts';

/** What a button about a rule carries. */
export const ruleCarried = z.object({ rule: z.string().min(1) });

const carriedShape = z.object({ rule: z.string(), channel: z.string(), threadTs: z.string() });

/** A window that asks to how many contacts a day a rule may write by itself. */
export function alwaysWindow(rule: string, { channel, ts, threadTs }: NonNullable<Press['on']>): ModalView {
  return {
    type: 'modal',
    callback_id: 'push_always',
    private_metadata: JSON.stringify({ rule, channel, threadTs: threadTs ?? ts } satisfies z.infer<
      typeof carriedShape
    >),
    title: plain('Write without asking', limits.header),
    submit: plain('Allow', limits.header),
    close: plain('Cancel', limits.header),
    blocks: page([
      paragraph(
        `The rule '${rule}' then writes its tags and lists by itself. Each time is told here and can be taken back, which also ends this.`,
      ),
      numberField(
        { id: 'cap', label: 'At most so many contacts a day' },
        { value: standingCap.usual, from: 1, to: standingCap.most },
      ),
    ]),
  };
}

/** What was allowed; undefined for a form that is not this window's, or without a number that can be used. */
export function readAlways(
  form: FilledForm,
):
  | { readonly rule: string; readonly channel: string; readonly threadTs: string; readonly dailyCap: number }
  | undefined {
  const carried = readCarried(form.carried, carriedShape);
  const dailyCap = Number(form.text('cap') ?? '');
  if (!carried || !Number.isInteger(dailyCap) || dailyCap < 1 || dailyCap > standingCap.most) return undefined;
  return { ...carried, dailyCap };
}
