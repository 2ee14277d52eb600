import { limitFaults, type Surface } from '../slack-limits.ts';
import { type Fields, fieldsOf, isFields, listOf, objectsIn, textOf } from './values.ts';

/** What Slack would refuse of these blocks: empty where it would take them. Limits of texts and lists, and what menus and fields must have. */
export function blockFaults(blocks: unknown, surface: Surface): string[] {
  return [...limitFaults(blocks, surface), ...listOf(blocks).flatMap((block) => menuFaults(block, surface))];
}

/** Options that each kind of menu takes. */
const mostOptions: Readonly<Record<string, number>> = {
  static_select: 100,
  multi_static_select: 100,
  checkboxes: 10,
  radio_buttons: 10,
  overflow: 5,
};

function menuFaults(block: unknown, surface: Surface): string[] {
  const { type, element } = fieldsOf(block);
  return [
    ...(type === 'input' && surface === 'message' ? ['an input block stands in views alone'] : []),
    ...(type === 'input' && !isFields(element) ? ['an input block has no element'] : []),
    ...objectsIn(block).flatMap(elementFaults),
  ];
}

function elementFaults(element: Fields): string[] {
  const { type, action_id: id, placeholder, option_groups: groups, initial_option: initial } = element;
  const most = mostOptions[textOf(type)];
  const at = `${String(type)} ${String(id)}`;
  const held = plain(placeholder, 150, `${at}: placeholder`, true);
  if (most === undefined) return held;
  const lists = groups === undefined ? [element.options] : listOf(groups).map((group) => fieldsOf(group).options);
  const options = lists.flatMap(listOf).map(fieldsOf);
  const values = options.map(({ value }) => value);
  return [
    ...held,
    ...(lists.some((list) => listOf(list).length === 0) ? [`${at}: no options`] : []),
    ...(options.length > most ? [`${at}: ${options.length} of at most ${most} options`] : []),
    ...(new Set(values).size === values.length ? [] : [`${at}: an option stands twice`]),
    ...options.flatMap((option) => optionFaults(option, at)),
    ...(isFields(initial) && !values.includes(initial.value) ? [`${at}: begins with an option that it lacks`] : []),
  ];
}

function optionFaults({ text, value, description }: Fields, at: string): string[] {
  const isValue = typeof value === 'string' && value !== '' && value.length <= 150;
  return [
    ...plain(text, 75, `${at}: option`, false),
    ...plain(description, 75, `${at}: description`, true),
    ...(isValue ? [] : [`${at}: an option's value must have 1 to 150 letters`]),
  ];
}

function plain(value: unknown, most: number, at: string, mayMiss: boolean): string[] {
  if (value === undefined && mayMiss) return [];
  const text = textOf(fieldsOf(value).text);
  return text === '' || text.length > most ? [`${at} must have 1 to ${most} letters`] : [];
}
