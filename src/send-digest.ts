import type { Config } from './config.ts';
import { ConfigError } from './domain/errors.ts';
import type { OnProgress } from './domain/progress.ts';
import { digestKey } from './jobs/chat/digest-due.ts';
import type { Workplace } from './jobs/workplace.ts';
import type { Patron } from './patron.ts';
import type { Answer } from './questions/answer.ts';
import { postDigest } from './slack/digest/post-digest.ts';
import { openPoster } from './slack/posting/poster.ts';
import { listSubscriptions, type Subscription } from './store/chat-subscriptions.ts';
import { findPlannedAt } from './store/planned-posts.ts';
import type { System } from './system.ts';

/** What sending needs. */
export interface SendParts {
  readonly config: Config;
  readonly system: System;
  readonly place: Workplace;
  readonly patron: Pick<Patron, 'digest'>;
}

/**
 * Posts the digest of this week to every channel that wants it, or to one; a channel that has it already gets no second one. Says how it went for each. Raises
 * `usage` where Slack is not connected, or nobody wants it.
 */
export async function sendDigest(
  { config, system, place, patron }: SendParts,
  { channel, onProgress }: { readonly channel?: string; readonly onProgress?: OnProgress },
): Promise<Answer> {
  const { slack } = config;
  const { store, clock } = place;
  if (!slack)
    throw new ConfigError(
      'usage',
      'Slack is not connected: there is nowhere to send the digest.',
      'Set SLACK_BOT_TOKEN in .env, see the README.',
    );
  const wanted = wantedBy(place, channel ?? slack.digestChannel, channel !== undefined);
  const notes: string[] = [];
  const onTrouble = (note: string) => void notes.push(note);
  const poster = openPoster({
    slack,
    fetch: system.fetch,
    store,
    clock,
    draw: () => Promise.resolve(undefined),
    onTrouble,
  });
  const ends: { readonly channel: string; readonly end: string }[] = [];
  for (const subscription of wanted) {
    onProgress?.({ step: 'Posting the digest', done: ends.length / wanted.length });
    const key = digestKey(subscription, clock.now().getTime());
    const isKnown = findPlannedAt(store, key) !== undefined;
    // What is known is posted again under its key: the poster sends it if it still waits, and never twice.
    const posted = await postDigest({ patron, store, poster, clock }, subscription, { key });
    ends.push({ channel: subscription.channel, end: endWords(posted, isKnown) });
  }
  await poster.stop();
  return sentAnswer(ends, notes);
}

/** Who gets it: the channel that was named, else those that subscribed, else the one of the setting. */
function wantedBy(
  { store, timeZone, clock }: Workplace,
  channel: string | undefined,
  isNamed: boolean,
): Subscription[] {
  const subscribed = listSubscriptions(store).filter(({ kind }) => kind === 'digest');
  const chosen = isNamed ? subscribed.filter((one) => one.channel === channel) : subscribed;
  if (chosen.length > 0) return chosen;
  if (channel === undefined) {
    const hint =
      'Set SLACK_DIGEST_CHANNEL, subscribe a channel in Slack, or name one: patron digest --send --channel C0123456789';
    throw new ConfigError('usage', 'No channel wants the digest.', hint);
  }
  const how = { timeZone, language: 'en' as const, showsNames: false };
  return [{ channel, kind: 'digest', ...how, createdBy: 'cli', createdAt: clock.now().getTime() }];
}

function endWords({ ts, failure }: { readonly ts?: string; readonly failure?: string }, isKnown: boolean): string {
  if (failure !== undefined) return `not posted: ${failure}`;
  if (ts === undefined) return 'kept: Slack cannot be reached now, and Patron posts it when it runs and Slack is back';
  return isKnown ? 'has the digest of this week already' : 'posted';
}

function sentAnswer(
  ends: readonly { readonly channel: string; readonly end: string }[],
  notes: readonly string[],
): Answer {
  const count = ends.filter(({ end }) => end === 'posted').length;
  return {
    id: 'digest-sent',
    headline:
      count === 0
        ? 'The digest was posted nowhere.'
        : `The digest was posted to ${count} ${count === 1 ? 'channel' : 'channels'}.`,
    lines: ends.map(({ channel, end }) => `${channel}: ${end}.`),
    basis: 'Each channel gets the digest once a week of its own calendar.',
    ...(notes.length === 0 ? {} : { caution: [...new Set(notes)].join(' ') }),
    next: ['patron digest'],
    data: ends,
  };
}
