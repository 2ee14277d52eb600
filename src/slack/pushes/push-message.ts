import { z } from 'zod';
import { formatMoment } from '../../domain/calendar.ts';
import { decidedWords } from '../../domain/push-who.ts';
import type { PushCard } from '../../patron.ts';
import { type ButtonWords, buttons, context } from '../blocks/blocks.ts';
import { maskEmails } from '../blocks/mask.ts';
import { message } from '../blocks/message.ts';
import { cut } from '../blocks/plain.ts';
import { bold, bullets, mention, paragraph, type Span } from '../blocks/rich-text.ts';
import type { ChatMessage } from '../kit.ts';

/** What a button of a push carries: which one, and the hash that whoever presses was shown. */
export const pushCarried = z.object({ id: z.string().min(1), hash: z.string().min(1) });
export type PushCarried = z.infer<typeof pushCarried>;

/** How a push is set. */
export interface PushSetting {
  /** What stands above all: why there is a new one. */
  readonly above?: readonly string[];
  /** Instead of buttons: what is going on right now, and by whom. */
  readonly underWay?: { readonly userId: string; readonly words: string };
}

/**
 * A push as it stands: whom it would change and how, with ten examples and the control group, and buttons to approve, edit or reject it; after that who decided, how
 * it went, and a button to take it back. E-mail addresses are masked: ids of imported people may be some.
 */
export function pushMessage(card: PushCard, { above = [], underWay }: PushSetting = {}): ChatMessage {
  const { id, hash, headline, lines, examples, result } = card;
  const isOpen = card.state === 'proposed';
  return message(maskEmails(headline), [
    above.length === 0 ? undefined : paragraph(above.map(maskEmails).join(' ')),
    paragraph(bold(maskEmails(headline))),
    isOpen ? bullets(lines.map(maskEmails)) : undefined,
    isOpen ? bullets(examples.map(exampleWords)) : undefined,
    ...(isOpen ? [] : [paragraph(...withPeople(decidedWords(card)))]),
    bullets(result.map(withPeople)),
    underWay ? paragraph(mention(underWay.userId), ` ${underWay.words}`) : undefined,
    context(`${id} · hash ${hash.slice(0, 12)} · ${untilWords(card)}`),
    underWay ? undefined : buttons(rowOf(card)),
  ]);
}

function exampleWords({ customerId, name, changes }: PushCard['examples'][number]): string {
  const who = name === undefined ? customerId : `${name} (${customerId})`;
  const what = changes.map(({ what: field, from = '–', to = '–' }) => `${field} ${cut(from, 60)} → ${cut(to, 60)}`);
  return maskEmails(`${who}: ${what.join('; ')}`);
}

/** Words in which `slack:U123` becomes a mention: only approvers stand there, by ids that Slack itself gave. */
function withPeople(words: string): Span[] {
  return maskEmails(words)
    .split(/(slack:[UW][A-Z0-9]+)/)
    .filter((part) => part !== '')
    .map((part) => (/^slack:[UW][A-Z0-9]+$/.test(part) ? mention(part.slice('slack:'.length)) : part));
}

function untilWords({ state, expiresAt, madeAt }: PushCard): string {
  const [at, word] = state === 'proposed' ? [expiresAt, 'a yes counts once, until'] : [madeAt, 'made'];
  return `${word} ${formatMoment(at)}`;
}

function rowOf({ id, hash, state, canUndo, rule, examples, decidedBy }: PushCard): ButtonWords[] {
  const value = JSON.stringify({ id, hash } satisfies PushCarried);
  if (state === 'proposed') {
    const approve: ButtonWords = {
      text: 'Approve',
      actionId: 'push:approve',
      value,
      style: 'primary',
      confirm: {
        title: 'Write into HubSpot?',
        text: 'What is shown is written, if it is still the same. Every value from before is kept, so that it can be taken back.',
        yes: 'Write',
        no: 'Not now',
      },
    };
    return [
      ...(examples.length > 0 ? [approve, { text: 'Edit…', actionId: 'push:edit', value }] : []),
      { text: 'Reject', actionId: 'push:reject', value },
    ];
  }
  const isByRule = decidedBy?.startsWith('rule:') === true;
  return [
    ...(canUndo ? [undoButton(value)] : []),
    ...(rule === undefined || (state !== 'done' && state !== 'sending')
      ? []
      : isByRule
        ? [{ text: 'Ask each time', actionId: 'push:never', value: JSON.stringify({ rule }) }]
        : [{ text: 'Always…', actionId: 'push:always', value: JSON.stringify({ rule }) }]),
  ];
}

function undoButton(value: string): ButtonWords {
  return {
    text: 'Undo',
    actionId: 'push:undo',
    value,
    style: 'danger',
    confirm: {
      title: 'Take it back?',
      text: 'Each value from before comes back, except where somebody has edited it since.',
      yes: 'Take back',
      no: 'Keep',
    },
  };
}
