import type { Checkboxes, InputBlock, ModalView } from '@slack/types';
import { z } from 'zod';
import type { PushCard, PushLeftOut } from '../../patron.ts';
import { limits } from '../blocks/limits.ts';
import { page } from '../blocks/message.ts';
import { plain } from '../blocks/plain.ts';
import { paragraph } from '../blocks/rich-text.ts';
import { type Press, readCarried } from '../press.ts';
import { type Choice, type FilledForm, optionOf } from '../settings/form.ts';

/** What the window carries: the proposal that is changed, and the message that it was opened from. */
const carriedShape = z.object({
  id: z.string(),
  channel: z.string(),
  ts: z.string(),
  threadTs: z.string().optional(),
  fields: z.array(z.string()),
  rules: z.array(z.string()),
});
export type EditCarried = z.infer<typeof carriedShape>;

/** Checkboxes in one group, as many as Slack takes. */
const mostBoxes = 10;

/** Ids of people that can be named in one window. */
const mostPeople = 50;

/** A window in which fields, rules and people are left out of a proposal. What is ticked stays in. */
export function editWindow(card: PushCard, on: NonNullable<Press['on']>): ModalView {
  const { id, choices } = card;
  const fields = choices.fields.slice(0, mostBoxes);
  const rules = choices.rules.slice(0, mostBoxes);
  const carried: EditCarried = {
    id,
    channel: on.channel,
    ts: on.ts,
    ...(on.threadTs === undefined ? {} : { threadTs: on.threadTs }),
    fields: fields.map(([name]) => name),
    rules: [...rules],
  };
  return {
    type: 'modal',
    callback_id: 'push_edit',
    private_metadata: JSON.stringify(carried),
    title: plain('Edit the proposal', limits.header),
    submit: plain('Propose anew', limits.header),
    close: plain('Cancel', limits.header),
    blocks: page([
      paragraph(
        'What is ticked stays in. The plan is made again, with a hash of its own, and asks for a yes of its own.',
      ),
      fields.length > 0 ? boxes('fields', 'Fields', fields) : undefined,
      rules.length > 0
        ? boxes(
            'rules',
            'Rules',
            rules.map((rule) => [rule, rule] as const),
          )
        : undefined,
      {
        type: 'input',
        block_id: 'customers',
        optional: true,
        label: plain('People to leave out', limits.header),
        hint: plain('Customer ids, one a line.', limits.header),
        element: { type: 'plain_text_input', action_id: 'customers', multiline: true, max_length: 3000 },
      },
    ]),
  };
}

function boxes(id: string, label: string, choices: readonly Choice[]): InputBlock {
  const options = choices.map(optionOf);
  const element: Checkboxes = { type: 'checkboxes', action_id: id, options, initial_options: options };
  return { type: 'input', block_id: id, optional: true, label: plain(label, limits.header), element };
}

/** What was left out, and of which proposal; undefined for a form that is not this window's. */
export function readEdit(
  form: FilledForm,
): { readonly carried: EditCarried; readonly leaveOut: PushLeftOut } | undefined {
  const carried = readCarried(form.carried, carriedShape);
  if (!carried) return undefined;
  const unticked = (id: 'fields' | 'rules') => carried[id].filter((name) => !form.ticked(id).includes(name));
  const customers = (form.text('customers') ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  return { carried, leaveOut: { fields: unticked('fields'), rules: unticked('rules'), customers } };
}

/** Why the window cannot be taken as it is, by field; undefined where it can. `known`: whether somebody has exactly this id. */
export async function faultsOf(
  { carried, leaveOut }: { readonly carried: EditCarried; readonly leaveOut: PushLeftOut },
  known: (customerId: string) => Promise<boolean>,
): Promise<Record<string, string> | undefined> {
  const { fields, rules, customers } = leaveOut;
  if (fields.length + rules.length + customers.length === 0) {
    return { customers: 'Nothing is left out: untick something, or name people.' };
  }
  if (carried.fields.length > 0 && fields.length === carried.fields.length) {
    return { fields: 'Keep at least one field, or reject the proposal.' };
  }
  if (customers.length > mostPeople) return { customers: `Name at most ${mostPeople} people at a time.` };
  for (const customer of customers) {
    if (!(await known(customer))) return { customers: `Nobody has the id '${customer.slice(0, 60)}'.` };
  }
  return undefined;
}
