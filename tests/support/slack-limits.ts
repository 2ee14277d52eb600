/**
 * The limits of Slack's messages and views, as its documentation gives them (docs.slack.dev, reference/block-kit: blocks, block elements, composition objects;
 * reference/methods/chat.postMessage), written down apart from the program, which must keep them. The sum of all letters is not documented: about 13,200 and
 * above is refused (bolt-js issue 2509).
 */

/** Where blocks stand: views take more of them, and no tables. */
export type Surface = 'message' | 'home' | 'modal';

type Fields = Readonly<Record<string, unknown>>;

const onlyInMessages = [
  'table',
  'data_visualization',
  'data_table',
  'markdown',
  'context_actions',
  'task_card',
  'plan',
];
const known = [
  'actions',
  'context',
  'data_visualization',
  'divider',
  'header',
  'image',
  'input',
  'rich_text',
  'section',
  'table',
  ...onlyInMessages,
];

/** What Slack would refuse, each in words with its path; empty for blocks that it takes. */
export function limitFaults(blocks: unknown, surface: Surface = 'message'): string[] {
  if (!Array.isArray(blocks)) return ['blocks: no list'];
  const faults: string[] = [];
  const most = surface === 'message' ? 50 : 100;
  if (blocks.length > most) faults.push(`blocks: ${blocks.length} of at most ${most}`);
  faults.push(...blocks.flatMap((block: unknown, index) => blockFaults(block, `blocks[${index}]`, surface)));
  const types = blocks.map((block) => (isFields(block) ? block.type : undefined));
  if (types.filter((type) => type === 'table').length > 1) faults.push('blocks: only one table is allowed');
  if (types.filter((type) => type === 'data_visualization').length > 2) faults.push('blocks: more than two charts');
  const letters = lettersIn(blocks);
  if (letters > 13_000) faults.push(`blocks: ${letters} letters of about 13,000 (msg_blocks_too_long)`);
  faults.push(...twice(blocks, 'block_id'));
  return faults;
}

/** What Slack would refuse in the text of a message. */
export function textFaults(text: unknown): string[] {
  if (typeof text !== 'string') return ['text: no text'];
  return text.length > 40_000 ? [`text: ${text.length} of at most 40,000 letters (msg_too_long)`] : [];
}

function blockFaults(block: unknown, path: string, surface: Surface): string[] {
  if (!isFields(block)) return [`${path}: no block`];
  const { type } = block;
  if (typeof type !== 'string' || !known.includes(type)) return [`${path}: unknown block '${String(type)}'`];
  if (surface !== 'message' && onlyInMessages.includes(type)) return [`${path}: '${type}' stands in messages alone`];
  const check = checks[type];
  return [...lengthFaults(block.block_id, `${path}.block_id`, 255), ...(check ? check(block, path) : [])];
}

const checks: Readonly<Record<string, (block: Fields, path: string) => string[]>> = {
  header: ({ text }, path) => textObject(text, `${path}.text`, { most: 150, only: 'plain_text' }),
  section: sectionFaults,
  context: ({ elements }, path) =>
    listFaults(elements, `${path}.elements`, 10, (element, at) =>
      isFields(element) && element.type === 'image'
        ? imageFaults(element, at)
        : textObject(element, at, { most: 3000 }),
    ),
  actions: actionsFaults,
  image: imageFaults,
  input: ({ label, hint }, path) => [
    ...textObject(label, `${path}.label`, { most: 2000, only: 'plain_text' }),
    ...(hint === undefined ? [] : textObject(hint, `${path}.hint`, { most: 2000, only: 'plain_text' })),
  ],
  rich_text: richTextFaults,
  table: tableFaults,
  data_visualization: chartFaults,
};

function sectionFaults({ text, fields, accessory }: Fields, path: string): string[] {
  if (text === undefined && fields === undefined) return [`${path}: neither text nor fields`];
  return [
    ...(text === undefined ? [] : textObject(text, `${path}.text`, { most: 3000 })),
    ...(fields === undefined
      ? []
      : listFaults(fields, `${path}.fields`, 10, (field, at) => textObject(field, at, { most: 2000 }))),
    ...(accessory === undefined ? [] : elementFaults(accessory, `${path}.accessory`)),
  ];
}

function actionsFaults({ elements }: Fields, path: string): string[] {
  return [
    ...listFaults(elements, `${path}.elements`, 25, elementFaults),
    ...(Array.isArray(elements) ? twice(elements, 'action_id').map((fault) => `${path}: ${fault}`) : []),
  ];
}

function elementFaults(element: unknown, path: string): string[] {
  if (!isFields(element)) return [`${path}: no element`];
  const faults = lengthFaults(element.action_id, `${path}.action_id`, 255);
  if (element.type !== 'button') return faults;
  return [
    ...faults,
    ...textObject(element.text, `${path}.text`, { most: 75, only: 'plain_text' }),
    ...lengthFaults(element.value, `${path}.value`, 2000),
    ...lengthFaults(element.url, `${path}.url`, 3000),
    ...oneOf(element.style, `${path}.style`, [undefined, 'primary', 'danger']),
    ...(element.confirm === undefined ? [] : confirmFaults(element.confirm, `${path}.confirm`)),
  ];
}

function confirmFaults(confirm: unknown, path: string): string[] {
  if (!isFields(confirm)) return [`${path}: no confirmation`];
  return [
    ...textObject(confirm.title, `${path}.title`, { most: 100, only: 'plain_text' }),
    ...textObject(confirm.text, `${path}.text`, { most: 300 }),
    ...textObject(confirm.confirm, `${path}.confirm`, { most: 30, only: 'plain_text' }),
    ...textObject(confirm.deny, `${path}.deny`, { most: 30, only: 'plain_text' }),
  ];
}

function imageFaults({ alt_text, image_url, slack_file, title }: Fields, path: string): string[] {
  return [
    ...(typeof alt_text === 'string' ? lengthFaults(alt_text, `${path}.alt_text`, 2000) : [`${path}: no alt_text`]),
    ...lengthFaults(image_url, `${path}.image_url`, 3000),
    ...(image_url === undefined && slack_file === undefined ? [`${path}: neither image_url nor slack_file`] : []),
    ...(title === undefined ? [] : textObject(title, `${path}.title`, { most: 2000, only: 'plain_text' })),
  ];
}

const richTextParts = ['rich_text_section', 'rich_text_list', 'rich_text_preformatted', 'rich_text_quote'];

function richTextFaults({ elements, type }: Fields, path: string): string[] {
  if (!Array.isArray(elements) || elements.length === 0) return [`${path}.elements: empty`];
  return elements.flatMap((element: unknown, index) => {
    const at = `${path}.elements[${index}]`;
    return isFields(element) ? richElementFaults(element, at, String(type)) : [`${at}: no element`];
  });
}

/** A block holds parts, a list holds sections, and these hold words, links and mentions. */
function richElementFaults(element: Fields, path: string, within: string): string[] {
  const type = String(element.type);
  if (within === 'rich_text' || within === 'rich_text_list') {
    const isFit = within === 'rich_text' ? richTextParts.includes(type) : type === 'rich_text_section';
    return isFit ? richTextFaults(element, path) : [`${path}: '${type}' in ${within}`];
  }
  return type === 'text' && (typeof element.text !== 'string' || element.text === '') ? [`${path}.text: empty`] : [];
}

function tableFaults({ rows, column_settings }: Fields, path: string): string[] {
  const letters = lettersIn(rows);
  return [
    ...listFaults(rows, `${path}.rows`, 100, (row, at) => listFaults(row, at, 20, cellFaults)),
    ...(column_settings === undefined ? [] : listFaults(column_settings, `${path}.column_settings`, 20, () => [])),
    ...(letters > 10_000 ? [`${path}: ${letters} of at most 10,000 letters`] : []),
  ];
}

function cellFaults(cell: unknown, path: string): string[] {
  if (!isFields(cell)) return [`${path}: no cell`];
  if (cell.type === 'rich_text') return richTextFaults(cell, path);
  if (cell.type !== 'raw_text' && cell.type !== 'raw_number') return [`${path}: unknown cell '${String(cell.type)}'`];
  return typeof cell.text === 'string' && cell.text !== '' ? [] : [`${path}.text: empty`];
}

function chartFaults({ title, chart }: Fields, path: string): string[] {
  const faults = [...(title === '' ? [`${path}.title: empty`] : []), ...lengthFaults(title, `${path}.title`, 50)];
  if (typeof title !== 'string' || !isFields(chart)) return [...faults, `${path}: no title or chart`];
  const { type, series, axis_config } = chart;
  const categories = isFields(axis_config) && Array.isArray(axis_config.categories) ? axis_config.categories : [];
  return [
    ...faults,
    ...oneOf(type, `${path}.type`, ['line', 'bar', 'area']),
    ...listFaults(categories, `${path}.categories`, 20, (label, at) => labelFaults(label, at)),
    ...listFaults(series, `${path}.series`, 6, (one, at) => seriesFaults(one, at, categories)),
    ...(Array.isArray(series) ? twice(series, 'name').map((fault) => `${path}: ${fault}`) : []),
  ];
}

function seriesFaults(series: unknown, path: string, categories: readonly unknown[]): string[] {
  if (!isFields(series)) return [`${path}: no series`];
  const labels = Array.isArray(series.data)
    ? series.data.map((point: unknown) => (isFields(point) ? point.label : undefined))
    : [];
  return [
    ...labelFaults(series.name, `${path}.name`),
    ...listFaults(series.data, `${path}.data`, 20, (point, at) =>
      isFields(point) && typeof point.value === 'number' && Number.isFinite(point.value) ? [] : [`${at}: no number`],
    ),
    ...(JSON.stringify(labels) === JSON.stringify(categories) ? [] : [`${path}: labels differ from the categories`]),
  ];
}

function labelFaults(label: unknown, path: string): string[] {
  return typeof label === 'string' && label.trim() !== '' ? lengthFaults(label, path, 20) : [`${path}: no label`];
}

function textObject(
  node: unknown,
  path: string,
  { most, only }: { readonly most: number; readonly only?: 'plain_text' },
): string[] {
  if (!isFields(node) || typeof node.text !== 'string') return [`${path}: no text object`];
  const { type, text } = node;
  return [
    ...oneOf(type, `${path}.type`, only === undefined ? ['plain_text', 'mrkdwn'] : [only]),
    ...(text.trim() === '' ? [`${path}: empty`] : []),
    ...lengthFaults(text, path, most),
    ...(type === 'plain_text' && node.verbatim !== undefined ? [`${path}: verbatim on plain_text`] : []),
    ...(type === 'mrkdwn' && node.emoji !== undefined ? [`${path}: emoji on mrkdwn`] : []),
  ];
}

function listFaults(
  list: unknown,
  path: string,
  most: number,
  check: (item: unknown, path: string) => string[],
): string[] {
  if (!Array.isArray(list) || list.length === 0) return [`${path}: empty or no list`];
  const faults = list.flatMap((item: unknown, index) => check(item, `${path}[${index}]`));
  return list.length > most ? [`${path}: ${list.length} of at most ${most}`, ...faults] : faults;
}

function lengthFaults(text: unknown, path: string, most: number): string[] {
  return typeof text === 'string' && text.length > most ? [`${path}: ${text.length} of at most ${most} letters`] : [];
}

function oneOf(value: unknown, path: string, values: readonly unknown[]): string[] {
  return values.includes(value) ? [] : [`${path}: '${String(value)}'`];
}

function twice(items: readonly unknown[], key: string): string[] {
  const values = items.flatMap((item) => (isFields(item) && item[key] !== undefined ? [item[key]] : []));
  return new Set(values).size === values.length ? [] : [`a ${key} stands twice`];
}

/** Letters of every text within, buttons' values apart. */
export function lettersIn(node: unknown): number {
  if (Array.isArray(node)) return node.reduce<number>((sum, item) => sum + lettersIn(item), 0);
  if (!isFields(node)) return 0;
  return Object.entries(node).reduce(
    (sum, [key, value]) => sum + (key === 'text' && typeof value === 'string' ? value.length : lettersIn(value)),
    0,
  );
}

function isFields(node: unknown): node is Fields {
  return typeof node === 'object' && node !== null && !Array.isArray(node);
}
