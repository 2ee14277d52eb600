/**
 * What Slack accepts, in UTF-16 units and pieces. From docs.slack.dev, reference/block-kit (blocks, elements, composition objects), autumn 2026; `characters`
 * is not documented: from about 13,200 characters over all blocks on, Slack answers `msg_blocks_too_long` (bolt-js issue 2509). Some are kept smaller than
 * Slack's own where a phone could not show more.
 */
export const limits = {
  blocks: 50,
  characters: 12_000,
  /** Five times as long once it is escaped, at most: `chat.update` takes 4,000. */
  text: 800,
  paragraph: 2_900,
  header: 150,
  contextElements: 10,
  contextText: 1_900,
  buttons: 25,
  buttonText: 75,
  buttonValue: 2_000,
  actionId: 255,
  url: 3_000,
  confirmTitle: 100,
  confirmText: 300,
  confirmButton: 30,
  tableRows: 100,
  tableColumns: 20,
  tableCharacters: 7_000,
  cell: 300,
} as const;
