import { type Fields, fieldsOf, isFields, listOf, objectsIn, textOf } from './values.ts';

/** Where blocks are shown: a message takes 50, a view 100. */
export type Surface = 'message' | 'view';

type Check = (block: Fields, at: string) => string[];

const most = { message: 50, view: 100 } satisfies Record<Surface, number>;

/** Characters that all blocks of a message may have together where one of them is markdown or a table; not in Slack's docs, measured by others (bolt-js#2509). */
const mostCharacters = 13_200;

/** What Slack would refuse of these blocks, in its words: empty where it would take them. */
export function blockFaults(value: unknown, surface: Surface): string[] {
  if (!Array.isArray(value)) return ['[ERROR] must be an array'];
  if (value.length > most[surface]) return [fault(`no more than ${most[surface]} items allowed`, '/blocks')];
  const each = value.flatMap((block, place) => oneBlock(block, `/blocks/${place}`, surface));
  const ids = value.map((block) => textOf(fieldsOf(block).block_id)).filter((id) => id !== '');
  const twice = ids.length === new Set(ids).size ? [] : [fault('`block_id` already exists', '/blocks')];
  return [...each, ...twice, ...actionIdFaults(value), ...(surface === 'message' ? wholeMessage(value) : [])];
}

function wholeMessage(blocks: readonly unknown[]): string[] {
  const types = blocks.map((block) => textOf(fieldsOf(block).type));
  const count = (type: string) => types.filter((one) => one === type).length;
  const faults = [];
  if (count('table') > 1) faults.push(fault('only one table allowed', '/blocks'));
  if (count('data_visualization') > 2) faults.push(fault('only two charts allowed', '/blocks'));
  const isCounted = types.includes('markdown') || types.includes('table');
  if (isCounted && JSON.stringify(blocks).length > 3 * mostCharacters) faults.push('msg_blocks_too_long');
  return faults;
}

/** Ids of actions are one of a kind in a block. */
function actionIdFaults(blocks: readonly unknown[]): string[] {
  return blocks.flatMap((block, place) => {
    const actions = objectsIn(block)
      .map(({ action_id: id }) => textOf(id))
      .filter((id) => id !== '');
    return actions.length === new Set(actions).size ? [] : [fault('`action_id` already exists', `/blocks/${place}`)];
  });
}

function oneBlock(value: unknown, at: string, surface: Surface): string[] {
  if (!isFields(value)) return [fault('must be an object', at)];
  const type = textOf(value.type);
  const check = checks[type];
  if (!check) return [fault(`unsupported type: ${type}`, `${at}/type`)];
  if (type === 'input' && surface === 'message') return [fault('unsupported type: input', `${at}/type`)];
  const ids = [...objectsIn(value)].flatMap((one) => [
    ...tooLong(one.block_id, 255, `${at}/block_id`),
    ...tooLong(one.action_id, 255, `${at}/action_id`),
  ]);
  return [...check(value, at), ...ids];
}

const checks: Readonly<Record<string, Check>> = {
  section: sectionFaults,
  divider: () => [],
  header: ({ text }, at) => textFaults(text, 150, `${at}/text`, true),
  context: ({ elements }, at) => listFaults(elements, { most: 10, at: `${at}/elements` }, contextElement),
  actions: ({ elements }, at) => listFaults(elements, { most: 25, at: `${at}/elements` }, elementFaults),
  image: imageFaults,
  input: ({ label, element }, at) => [
    ...textFaults(label, 2000, `${at}/label`, true),
    ...elementFaults(element, `${at}/element`),
  ],
  markdown: ({ text }, at) => lengthFaults(text, 12_000, `${at}/text`),
  rich_text: ({ elements }, at) => listFaults(elements, { most: 1000, at: `${at}/elements` }, richFaults),
  table: tableFaults,
  data_visualization: chartFaults,
  context_actions: ({ elements }, at) => listFaults(elements, { most: 5, at: `${at}/elements` }, () => []),
  card: () => [],
  alert: () => [],
  task_card: () => [],
  plan: () => [],
};

function sectionFaults({ text, fields, accessory }: Fields, at: string): string[] {
  if (text === undefined && fields === undefined) return [fault('must define either `text` or `fields`', at)];
  return [
    ...(text === undefined ? [] : textFaults(text, 3000, `${at}/text`)),
    ...(fields === undefined
      ? []
      : listFaults(fields, { most: 10, at: `${at}/fields` }, (one, place) => textFaults(one, 2000, place))),
    ...(accessory === undefined ? [] : elementFaults(accessory, `${at}/accessory`)),
  ];
}

function contextElement(value: unknown, at: string): string[] {
  return fieldsOf(value).type === 'image' ? imageFaults(fieldsOf(value), at) : textFaults(value, 3000, at);
}

function imageFaults({ image_url: url, slack_file: file, alt_text: alt }: Fields, at: string): string[] {
  if ((url === undefined) === (file === undefined))
    return [fault('must define either `image_url` or `slack_file`', at)];
  return [...lengthFaults(alt, 2000, `${at}/alt_text`), ...tooLong(url, 3000, `${at}/image_url`)];
}

function richFaults(value: unknown, at: string): string[] {
  const known = ['rich_text_section', 'rich_text_list', 'rich_text_preformatted', 'rich_text_quote'];
  const type = textOf(fieldsOf(value).type);
  return known.includes(type) ? [] : [fault(`unsupported type: ${type}`, `${at}/type`)];
}

/** 100 rows of 20 cells, 10,000 characters. */
function tableFaults({ rows, column_settings: columns }: Fields, at: string): string[] {
  const cells = listOf(rows).flatMap(listOf);
  const characters = objectsIn(cells).reduce((sum, { text }) => sum + textOf(text).length, 0);
  const unknown = cells.filter(
    (cell) => !['raw_text', 'raw_number', 'rich_text'].includes(textOf(fieldsOf(cell).type)),
  );
  return [
    ...listFaults(rows, { most: 100, at: `${at}/rows` }, (row, place) =>
      listFaults(row, { most: 20, at: place }, () => []),
    ),
    ...(columns === undefined ? [] : listFaults(columns, { most: 20, at: `${at}/column_settings` }, () => [])),
    ...(characters > 10_000 ? [fault('must be less than 10001 characters', at)] : []),
    ...(unknown.length === 0 ? [] : [fault('unsupported type of a cell', `${at}/rows`)]),
    ...cells.flatMap((cell) =>
      fieldsOf(cell).text === '' ? [fault('must be more than 0 characters', `${at}/rows`)] : [],
    ),
  ];
}

/** Titles 50, labels 20, 20 points, 6 series. */
function chartFaults(block: Fields, at: string): string[] {
  const series = objectsIn(block).flatMap(({ series: one }) => listOf(one));
  return [
    ...lengthFaults(block.title, 50, `${at}/title`),
    ...(series.length > 6 ? [fault('no more than 6 items allowed', `${at}/chart/series`)] : []),
    ...objectsIn(block).flatMap(({ label }) => tooLong(label, 20, `${at}/chart`)),
    ...series.flatMap((one) =>
      listOf(fieldsOf(one).data).length > 20 ? [fault('no more than 20 items allowed', `${at}/chart/series`)] : [],
    ),
  ];
}

function elementFaults(value: unknown, at: string): string[] {
  if (!isFields(value)) return [fault('must be an object', at)];
  const { type, text, value: given, confirm, options, option_groups: groups, placeholder, url } = value;
  const lists = [...listOf(options), ...listOf(groups).flatMap((group) => listOf(fieldsOf(group).options))];
  const limit = type === 'checkboxes' || type === 'radio_buttons' ? 10 : type === 'overflow' ? 5 : 100;
  return [
    ...(type === 'button' ? textFaults(text, 75, `${at}/text`, true) : []),
    ...tooLong(given, 2000, `${at}/value`),
    ...tooLong(url, 3000, `${at}/url`),
    ...(lists.length > limit ? [fault(`no more than ${limit} items allowed`, `${at}/options`)] : []),
    ...(Array.isArray(options) && options.length === 0 ? [fault('must have at least 1 item', `${at}/options`)] : []),
    ...lists.flatMap((option) => optionFaults(fieldsOf(option), `${at}/options`)),
    ...(placeholder === undefined ? [] : textFaults(placeholder, 150, `${at}/placeholder`, true)),
    ...(confirm === undefined ? [] : confirmFaults(fieldsOf(confirm), `${at}/confirm`)),
  ];
}

function optionFaults({ text, value, description }: Fields, at: string): string[] {
  return [
    ...textFaults(text, 75, `${at}/text`),
    ...lengthFaults(value, 150, `${at}/value`),
    ...(description === undefined ? [] : textFaults(description, 75, `${at}/description`)),
  ];
}

function confirmFaults({ title, text, confirm, deny }: Fields, at: string): string[] {
  return [
    ...textFaults(title, 100, `${at}/title`, true),
    ...textFaults(text, 300, `${at}/text`),
    ...textFaults(confirm, 30, `${at}/confirm`, true),
    ...textFaults(deny, 30, `${at}/deny`, true),
  ];
}

function textFaults(value: unknown, limit: number, at: string, isPlain = false): string[] {
  const { type, text } = fieldsOf(value);
  if (type !== 'plain_text' && (isPlain || type !== 'mrkdwn')) return [fault('unsupported type of text', `${at}/type`)];
  return lengthFaults(text, limit, `${at}/text`);
}

function lengthFaults(value: unknown, limit: number, at: string): string[] {
  if (typeof value !== 'string') return [fault('missing required field', at)];
  return value === '' ? [fault('must be more than 0 characters', at)] : tooLong(value, limit, at);
}

function tooLong(value: unknown, limit: number, at: string): string[] {
  return textOf(value).length > limit ? [fault(`must be less than ${limit + 1} characters`, at)] : [];
}

function listFaults(
  value: unknown,
  { most: limit, at }: { most: number; at: string },
  each: (one: unknown, at: string) => string[],
): string[] {
  const list = listOf(value);
  if (list.length === 0) return [fault('must have at least 1 item', at)];
  if (list.length > limit) return [fault(`no more than ${limit} items allowed`, at)];
  return list.flatMap((one, place) => each(one, `${at}/${place}`));
}

function fault(message: string, pointer: string): string {
  return `[ERROR] ${message} [json-pointer:${pointer}]`;
}
