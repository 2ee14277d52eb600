import type { ModalView } from '@slack/types';
import { z } from 'zod';
import { normaliseTag, tagLimits } from '../../domain/tags.ts';
import { limits } from '../blocks/limits.ts';
import { plain } from '../blocks/plain.ts';
import type { Press } from '../press.ts';
import { readCarried } from '../press.ts';
import type { TagOffer } from './offer.ts';

const carriedShape = z.object({
  customerId: z.string(),
  on: z
    .object({ channel: z.string(), ts: z.string(), threadTs: z.string().optional(), isEphemeral: z.boolean() })
    .optional(),
});

const submission = z.object({
  user: z.object({ id: z.string() }),
  view: z.object({
    id: z.string(),
    private_metadata: z.string(),
    state: z.object({ values: z.object({ tag: z.object({ text: z.object({ value: z.string().nullish() }) }) }) }),
  }),
});

/** What somebody filled in. */
export interface TagSubmission {
  readonly userId: string;
  readonly viewId: string;
  readonly customerId: string;
  /** Absent: what was typed is no tag. */
  readonly tag?: string;
  /** The message that the window was opened from. */
  readonly on?: NonNullable<z.infer<typeof carriedShape>['on']>;
}

/** What is said where the letters typed are no tag. */
export const noTag = `A tag has 1 to ${tagLimits.letters} letters a to z, digits or hyphens, such as: vip`;

/** A window with the tag that is offered, to be changed before it is given. */
export function tagWindow({ customerId, tag }: TagOffer, on: Press['on']): ModalView {
  return {
    type: 'modal',
    callback_id: 'tag_modal',
    private_metadata: JSON.stringify({ customerId, on } satisfies z.input<typeof carriedShape>),
    title: plain('Tag a customer', limits.header),
    submit: plain('Tag', limits.header),
    close: plain('Cancel', limits.header),
    blocks: [
      {
        type: 'input',
        block_id: 'tag',
        label: plain(`Tag for ${customerId}`, limits.header),
        hint: plain(
          'Kept in Patron, and can be taken back; it reaches HubSpot only with a push that an approver said yes to.',
          limits.header,
        ),
        element: {
          type: 'plain_text_input',
          action_id: 'text',
          initial_value: tag,
          max_length: tagLimits.letters,
          focus_on_load: true,
        },
      },
    ],
  };
}

/** Reads what was submitted; undefined for anything that is not this window. */
export function readTagSubmission(body: unknown): TagSubmission | undefined {
  const { data } = submission.safeParse(body);
  const carried = readCarried(data?.view.private_metadata, carriedShape);
  if (!data || !carried) return undefined;
  const tag = normaliseTag(data.view.state.values.tag.text.value ?? '');
  return {
    userId: data.user.id,
    viewId: data.view.id,
    customerId: carried.customerId,
    ...(tag === undefined ? {} : { tag }),
    ...(carried.on === undefined ? {} : { on: carried.on }),
  };
}
