import type { InputBlock, PlainTextOption } from '@slack/types';
import { z } from 'zod';
import { limits } from '../blocks/limits.ts';
import { plain } from '../blocks/plain.ts';

/** A choice of a form: its value and what it is called. */
export type Choice = readonly [value: string, words: string];

/** How a field of a form is set. Its id names it: block and element have the same. */
interface Field {
  readonly id: string;
  readonly label: string;
  readonly hint?: string;
}

/** A list of choices of which one is taken. `chosen` must be among them. */
export function selectField(
  { id, label, hint }: Field,
  { choices, chosen, isOpen = false }: { choices: readonly Choice[]; chosen: string; isOpen?: boolean },
): InputBlock {
  const options = choices.map(optionOf);
  const initial = options.find(({ value }) => value === chosen);
  const element = {
    action_id: id,
    options,
    ...(initial ? { initial_option: initial } : {}),
  };
  return {
    type: 'input',
    block_id: id,
    label: plain(label, limits.header),
    ...(hint === undefined ? {} : { hint: plain(hint, limits.header) }),
    element: isOpen ? { type: 'radio_buttons', ...element } : { type: 'static_select', ...element },
  };
}

/** A whole number; may be left empty where `isOptional`. */
export function numberField(
  { id, label, hint }: Field,
  { value, from, to, isOptional = false }: { value?: number; from: number; to: number; isOptional?: boolean },
): InputBlock {
  return {
    type: 'input',
    block_id: id,
    optional: isOptional,
    label: plain(label, limits.header),
    ...(hint === undefined ? {} : { hint: plain(hint, limits.header) }),
    element: {
      type: 'number_input',
      action_id: id,
      is_decimal_allowed: false,
      min_value: String(from),
      max_value: String(to),
      ...(value === undefined ? {} : { initial_value: String(value) }),
    },
  };
}

/** A choice as Slack has it. */
export function optionOf([value, words]: Choice): PlainTextOption {
  return { text: plain(words, 75), value };
}

const answer = z.object({
  value: z.string().nullish(),
  selected_option: z.object({ value: z.string() }).nullish(),
  selected_options: z.array(z.object({ value: z.string() })).nullish(),
  selected_conversation: z.string().nullish(),
  selected_user: z.string().nullish(),
});

const submission = z.object({
  user: z.object({ id: z.string() }),
  trigger_id: z.string().optional(),
  view: z.object({
    id: z.string(),
    private_metadata: z.string().default(''),
    state: z.object({ values: z.record(z.string(), z.record(z.string(), answer)) }),
  }),
});

/** A form as it stands when it is sent, or when a button within it is pressed. */
export interface FilledForm {
  readonly userId: string;
  readonly viewId: string;
  /** What the window carries. */
  readonly carried: string;
  /** What was chosen or typed in a field; undefined for nothing. */
  text(id: string): string | undefined;
  /** What was ticked in a field. */
  ticked(id: string): readonly string[];
}

/** Reads a form out of what Slack sends; undefined for anything else. */
export function readForm(body: unknown): FilledForm | undefined {
  const { data } = submission.safeParse(body);
  if (!data) return undefined;
  const { user, view } = data;
  const of = (id: string) => view.state.values[id]?.[id];
  return {
    userId: user.id,
    viewId: view.id,
    carried: view.private_metadata,
    text: (id) => {
      const { value, selected_option, selected_conversation, selected_user } = of(id) ?? {};
      return value ?? selected_option?.value ?? selected_conversation ?? selected_user ?? undefined;
    },
    ticked: (id) => (of(id)?.selected_options ?? []).map(({ value }) => value),
  };
}
