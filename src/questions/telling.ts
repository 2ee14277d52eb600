import type { Answer, AnswerOffer } from './answer.ts';
import type { QuestionContext } from './context.ts';
import { sourceWords, things } from './words.ts';

/** What somebody wants to be told, or not. */
export type TellingAsked = Extract<AnswerOffer, { readonly to: string }>;

/** Longest that a channel is muted for, days. */
const longestMute = 365;

/** Offers to send the digest or alerts to where it is asked, to end that, or to keep still for some days. Nothing is done before a yes. */
export function offerTelling(asked: TellingAsked, context: QuestionContext): Answer {
  const offer: TellingAsked =
    asked.kind === 'mute' ? { ...asked, days: Math.min(longestMute, Math.max(1, Math.round(asked.days))) } : asked;
  return {
    id: offer.kind,
    headline: headlineOf(offer),
    lines: [linesOf[offer.to], 'This is for the Slack channel in which it is asked; a terminal or a page has none.'],
    basis: sourceWords(context),
    next: offer.to === 'digest' ? ['digest', 'help'] : ['segments', 'help'],
    offers: [offer],
    data: offer,
  };
}

function headlineOf(offer: TellingAsked): string {
  const what = offer.to === 'digest' ? 'the weekly digest' : 'alerts';
  if (offer.kind === 'mute') return `Keep ${what} out of this channel for ${things(offer.days, 'day')}?`;
  return `Send ${what} to this channel${offer.kind === 'subscribe' ? '' : ' no longer'}?`;
}

const linesOf: Readonly<Record<TellingAsked['to'], string>> = {
  digest: 'The digest comes once a week: at most five things to look at, each with why.',
  alerts: 'Alerts tell when a customer enters a segment or crosses a threshold, each once.',
};
