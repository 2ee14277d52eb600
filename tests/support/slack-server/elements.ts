import { type Fields, fieldsOf, listOf, objectsIn, textOf } from './values.ts';

/** A block with an element that somebody can use. */
export interface Found {
  readonly blockId: string;
  readonly block: Fields;
  readonly element: Fields;
}

/** Every element of some blocks that can be used, in order. Blocks without an id have one by their place, as Slack gives them. */
export function elementsOf(blocks: readonly unknown[]): Found[] {
  return blocks.flatMap((value, place) => {
    const block = fieldsOf(value);
    const blockId = textOf(block.block_id) === '' ? `auto${place}` : textOf(block.block_id);
    return objectsIn(block)
      .filter(({ action_id: id, type }) => textOf(id) !== '' && textOf(type) !== '')
      .map((element) => ({ blockId, block, element }));
  });
}

/** The element with this action id, or the first whose id begins with it where it ends in `*`. Raises where there is none. */
export function findElement(blocks: readonly unknown[], actionId: string): Found {
  const all = elementsOf(blocks);
  const isIt = ({ element }: Found) =>
    actionId.endsWith('*')
      ? textOf(element.action_id).startsWith(actionId.slice(0, -1))
      : element.action_id === actionId;
  const found = all.find(isIt);
  if (found) return found;
  const known = all.map(({ element }) => textOf(element.action_id)).join(', ');
  throw new Error(`There is nothing with the action id ${actionId} here, only: ${known}`);
}

/**
 * What an element says when it is set to `given`: a button its value, a select the option with that value, a list of options theirs. Without `given`, what it began
 * with. Raises for an option that it does not offer: nobody could have chosen it.
 */
export function elementState(element: Fields, given?: unknown): Fields {
  const type = textOf(element.type);
  if (type === 'button') return { type, ...picked(element, ['value', 'text', 'style']) };
  if (/^(static_select|overflow|radio_buttons)$/.test(type)) {
    return { type, selected_option: given === undefined ? (element.initial_option ?? null) : option(element, given) };
  }
  if (/^(checkboxes|multi_static_select)$/.test(type)) {
    const chosen =
      given === undefined ? listOf(element.initial_options) : listOf(given).map((one) => option(element, one));
    return { type, selected_options: chosen };
  }
  const field = plainFields[type];
  if (field === undefined) throw new Error(`Elements of type ${type} cannot be set here.`);
  const initial = element[`initial_${field.replace('selected_', '')}`];
  return { type, [field]: given ?? initial ?? null };
}

/** Element -> the field of its state. */
const plainFields: Readonly<Record<string, string>> = {
  plain_text_input: 'value',
  number_input: 'value',
  email_text_input: 'value',
  url_text_input: 'value',
  users_select: 'selected_user',
  conversations_select: 'selected_conversation',
  channels_select: 'selected_channel',
  datepicker: 'selected_date',
  timepicker: 'selected_time',
  datetimepicker: 'selected_date_time',
  external_select: 'selected_option',
  multi_users_select: 'selected_users',
};

function option(element: Fields, value: unknown): Fields {
  const all = [
    ...listOf(element.options),
    ...listOf(element.option_groups).flatMap((group) => listOf(fieldsOf(group).options)),
  ].map(fieldsOf);
  const found = all.find((one) => one.value === value);
  if (!found) throw new Error(`There is no option ${String(value)}, only: ${all.map((one) => one.value).join(', ')}`);
  return found;
}

function picked(fields: Fields, names: readonly string[]): Fields {
  return Object.fromEntries(names.filter((name) => fields[name] !== undefined).map((name) => [name, fields[name]]));
}

/** `state.values` of blocks: what each element says, those of `given` set to it. Raises where something required was left empty. */
export function stateValues(blocks: readonly unknown[], given: Fields, { isDraft = false } = {}): Fields {
  const values: Record<string, Record<string, Fields>> = {};
  const used = new Set<string>();
  for (const { blockId, block, element } of elementsOf(blocks)) {
    const id = textOf(element.action_id);
    if (element.type === 'button' || element.type === 'overflow') continue;
    used.add(id);
    const state = elementState(element, given[id]);
    const isEmpty = Object.entries(state).every(([name, value]) => name === 'type' || value === null || value === '');
    if (!isDraft && block.type === 'input' && block.optional !== true && isEmpty)
      throw new Error(`${id} must be filled in.`);
    values[blockId] = { ...values[blockId], [id]: state };
  }
  const unknown = Object.keys(given).find((id) => !used.has(id));
  if (unknown !== undefined) throw new Error(`There is no field ${unknown}, only: ${[...used].join(', ')}`);
  return values;
}
