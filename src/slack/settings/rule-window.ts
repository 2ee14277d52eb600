import type { InputBlock, ModalView } from '@slack/types';
import { z } from 'zod';
import { type Watched, watchedAmong, type watchedGroups, watchedRule } from '../../domain/watched.ts';
import type { AlertRule } from '../../store/alert-rules.ts';
import { limits } from '../blocks/limits.ts';
import { page } from '../blocks/message.ts';
import { plain } from '../blocks/plain.ts';
import { readCarried } from '../press.ts';
import { usualCap } from './default-rules.ts';
import { type Choice, type FilledForm, numberField, selectField } from './form.ts';

/** What a rule can watch, as a person chooses it. */
const shapes = ['enters', 'leaves', 'above', 'below', 'silence', 'day-revenue'] as const;
export type RuleShape = (typeof shapes)[number];

const shapeChoices: readonly Choice[] = [
  ['enters', 'Somebody enters a group'],
  ['leaves', 'Somebody is no longer in a group'],
  ['above', 'The chance of an order rises above a bound'],
  ['below', 'The chance of an order falls below a bound'],
  ['silence', 'No order for more than so many days'],
  ['day-revenue', 'A day with unusual revenue'],
];

const groupChoices: readonly Choice[] = [
  ['at-risk', 'At risk: silent for over twice their usual gap'],
  ['gone', 'Gone: silent for over six times their usual gap'],
  ['high-value', 'High-value'],
  ['potential', 'Potential'],
  ['ordinary', 'Ordinary'],
] satisfies readonly (readonly [(typeof watchedGroups)[number], string])[];

/** Id of the field of the shape: another one asks for other fields. */
export const shapeFieldId = 'rule:shape';

/** What the window of a rule carries. `ruleId` is absent for a new one; `listId`: the window below it, with all rules. */
const carriedShape = z.object({ channel: z.string(), ruleId: z.number().optional(), listId: z.string() });
type Carried = z.infer<typeof carriedShape>;

/** The window of one rule, new or known, with the fields that its shape needs. */
export function ruleWindow(
  {
    channel,
    rule,
    listId,
  }: { readonly channel: string; readonly rule?: AlertRule | undefined; readonly listId: string },
  shape: RuleShape = shapeOf(rule?.watched),
): ModalView {
  const carried: Carried = { channel, listId, ...(rule ? { ruleId: rule.id } : {}) };
  return {
    type: 'modal',
    callback_id: 'settings_rule',
    private_metadata: JSON.stringify(carried),
    title: plain(rule ? 'Change a rule' : 'New rule', limits.header),
    submit: plain('Save', limits.header),
    close: plain('Back', limits.header),
    blocks: page([
      {
        ...selectField({ id: shapeFieldId, label: 'When' }, { choices: shapeChoices, chosen: shape }),
        dispatch_action: true,
      },
      ...fieldsOf(shape, rule?.watched),
      ownerField(rule?.owner),
      numberField(
        { id: 'cap', label: 'At most so many customers a day', hint: 'Others are counted in one line.' },
        { value: rule?.dailyCap ?? usualCap, from: 1, to: 50 },
      ),
    ]),
  };
}

function fieldsOf(shape: RuleShape, watched: Watched | undefined): InputBlock[] {
  if (shape === 'day-revenue') return [];
  const among = watched && 'among' in watched ? watched.among : 'all';
  const amongField = selectField(
    { id: 'among', label: 'Among' },
    {
      choices: [
        ['all', 'All customers'],
        ['high-value', 'High-value customers'],
      ],
      chosen: among,
      isOpen: true,
    },
  );
  if (shape === 'silence') {
    const days = watched?.kind === 'silence' ? watched.days : 90;
    return [
      numberField({ id: 'days', label: 'Days without an order' }, { value: days, from: 1, to: 3650 }),
      amongField,
    ];
  }
  if (shape === 'enters' || shape === 'leaves') {
    const group = watched?.kind === 'segment-entry' ? watched.group : 'at-risk';
    return [selectField({ id: 'group', label: 'Group' }, { choices: groupChoices, chosen: group }), amongField];
  }
  const known = watched?.kind === 'chance' ? watched : undefined;
  return [
    numberField(
      { id: 'bound', label: 'Bound, per cent' },
      { value: Math.round((known?.bound ?? 0.6) * 100), from: 1, to: 99 },
    ),
    numberField(
      { id: 'quiet', label: 'Only after so many days without an order' },
      { from: 1, to: 3650, isOptional: true, ...(known?.quietDays === undefined ? {} : { value: known.quietDays }) },
    ),
    amongField,
  ];
}

function ownerField(owner: string | undefined): InputBlock {
  return {
    type: 'input',
    block_id: 'owner',
    optional: true,
    label: plain('Who takes care', limits.header),
    hint: plain('Is named in each alert, and told by Slack.', limits.header),
    element: { type: 'users_select', action_id: 'owner', ...(owner === undefined ? {} : { initial_user: owner }) },
  };
}

function shapeOf(watched: Watched | undefined): RuleShape {
  if (!watched) return 'enters';
  switch (watched.kind) {
    case 'segment-entry':
      return watched.move;
    case 'chance':
      return watched.side;
    default:
      return watched.kind;
  }
}

/** A rule as it was filled in; `watched` is absent where that is no rule. */
export interface RuleForm extends Carried {
  readonly shape: RuleShape;
  readonly watched?: Watched;
  readonly owner?: string;
  readonly dailyCap: number;
}

/** Reads the window of a rule; undefined for anything else. */
export function readRule(form: FilledForm): RuleForm | undefined {
  const carried = readCarried(form.carried, carriedShape);
  const shape = shapes.find((one) => one === form.text(shapeFieldId));
  if (!carried || !shape) return undefined;
  const watched = watchedRule.safeParse(watchedOf(shape, form)).data;
  const owner = form.text('owner');
  const cap = Number(form.text('cap') ?? usualCap);
  return {
    ...carried,
    shape,
    dailyCap: Number.isInteger(cap) ? Math.min(50, Math.max(1, cap)) : usualCap,
    ...(watched === undefined || isEmpty(watched) ? {} : { watched }),
    ...(owner === undefined ? {} : { owner }),
  };
}

function watchedOf(shape: RuleShape, form: FilledForm): unknown {
  const among = watchedAmong.find((one) => one === form.text('among')) ?? 'all';
  switch (shape) {
    case 'day-revenue':
      return { kind: shape };
    case 'silence':
      return { kind: shape, days: Number(form.text('days')), among };
    case 'enters':
    case 'leaves':
      return { kind: 'segment-entry', move: shape, group: form.text('group'), among };
    case 'above':
    case 'below': {
      const quiet = form.text('quiet');
      const quietDays = quiet === undefined ? {} : { quietDays: Number(quiet) };
      return { kind: 'chance', side: shape, bound: Number(form.text('bound')) / 100, ...quietDays, among };
    }
  }
}

/** High-value customers are never among the other two segments. */
function isEmpty(watched: Watched): boolean {
  if (watched.kind !== 'segment-entry' || watched.among === 'all') return false;
  return watched.group === 'potential' || watched.group === 'ordinary';
}
