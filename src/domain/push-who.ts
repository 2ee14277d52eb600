import type { PushState } from './push.ts';

/** Whoever proposed a push or decided on it, in words; `slack:U123` stays, so that a surface of Slack can name them. */
export function whoWords(by: string): string {
  if (by === 'cli') return 'somebody at the terminal';
  if (by === 'page') return 'somebody at the page';
  if (by === 'schedule') return 'the schedule';
  const rule = /^rule:(.+)$/.exec(by)?.[1];
  return rule === undefined ? by : `the standing approval of '${rule}'`;
}

/** What became of a proposal that is not open any more, and by whom, as a sentence. */
export function decidedWords({
  kind,
  state,
  decidedBy,
}: {
  readonly kind: 'push' | 'undo';
  readonly state: PushState;
  readonly decidedBy?: string;
}): string {
  const who = decidedBy === undefined ? '' : ` by ${whoWords(decidedBy)}`;
  const asked = kind === 'undo' ? 'Asked for' : 'Approved';
  switch (state) {
    case 'sending':
      return `${asked}${who}; being written.`;
    case 'done':
      return `${asked}${who}.`;
    case 'rejected':
      return `Rejected${who}: nothing is written.`;
    case 'replaced':
      return 'Replaced by a newer proposal: nothing of this one is written.';
    default:
      return 'Nobody said yes in time: nothing is written.';
  }
}
