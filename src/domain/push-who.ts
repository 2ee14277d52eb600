/** Whoever proposed a push or decided on it, in words; `slack:U123` stays, so that a surface of Slack can name them. */
export function whoWords(by: string): string {
  if (by === 'cli') return 'somebody at the terminal';
  if (by === 'page') return 'somebody at the page';
  if (by === 'schedule') return 'the schedule';
  const rule = /^rule:(.+)$/.exec(by)?.[1];
  return rule === undefined ? by : `the standing approval of '${rule}'`;
}
