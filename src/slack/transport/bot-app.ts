import { App, type Receiver, type ReceiverEvent } from '@slack/bolt';
import { WebClient } from '@slack/web-api';
import { type Kind, kindOf } from './event-keys.ts';
import type { Intake } from './intake.ts';
import { quietLogger } from './quiet-logger.ts';
import { type ClientParts, listenerOptions } from './web-clients.ts';

/** Who the bot is in its workspace. */
export interface Identity {
  readonly teamId: string;
  readonly teamName: string;
  readonly botId: string;
  readonly botUserId: string;
}

/** What the app needs. */
export interface BotAppParts extends ClientParts {
  readonly receiver: Receiver;
  readonly intake: Intake;
  /** Undefined until Slack has accepted the token. */
  readonly identity: () => Identity | undefined;
  readonly onTrouble: (note: string, error?: unknown) => void;
  /** How long a modal may wait for its listener's acknowledgement, ms; Slack waits three seconds. */
  readonly ackWithinMs?: number;
}

/** Whose acknowledgement carries an answer, so that only their listener can give it. */
const acknowledgeThemselves: readonly Kind[] = ['view-submission', 'options'];

/**
 * Bolt's app, which acknowledges first and works afterwards, works on nothing twice, and lets no fault out: whatever comes through a receiver comes through here.
 * Bolt itself asks Slack who the bot is while it is made, and ends the process where Slack refuses; this one is told.
 */
export class BotApp extends App {
  readonly #parts: BotAppParts;

  constructor(parts: BotAppParts) {
    const { receiver, identity, onTrouble } = parts;
    super({
      receiver,
      convoStore: false,
      logger: quietLogger(),
      clientOptions: listenerOptions(parts),
      authorize: () => {
        const known = identity();
        if (!known) return Promise.reject(new Error('Slack has not accepted the bot token yet.'));
        const { teamId, botId, botUserId } = known;
        return Promise.resolve({ teamId, botId, botUserId, botToken: parts.slack.botToken });
      },
    });
    this.#parts = parts;
    // Without a token of its own, since Bolt would ask Slack about it.
    this.client = new WebClient(parts.slack.botToken, listenerOptions(parts));
    this.error((error) => {
      onTrouble('Something that came from Slack could not be answered.', error);
      return Promise.resolve();
    });
  }

  /** Acknowledges, and works unless it was worked on before. Rejects only where the acknowledgement does not reach Slack, which then comes again. */
  override async processEvent(event: ReceiverEvent): Promise<void> {
    const kind = kindOf(event.body);
    const ack = onlyOnce(event.ack);
    const guard = kind && acknowledgeThemselves.includes(kind) ? this.#ackLater(ack) : undefined;
    if (!guard) await ack();
    if (!kind) return;
    try {
      await this.#parts.intake.once(event.body, kind, () => super.processEvent({ ...event, ack }));
    } catch (error) {
      this.#parts.onTrouble('Something that came from Slack could not be taken.', error);
    } finally {
      clearTimeout(guard);
      await ack().catch((error: unknown) => this.#parts.onTrouble('Slack did not get its acknowledgement.', error));
    }
  }

  /** Works again on what an earlier process had taken up and did not finish. */
  async resume(): Promise<void> {
    await this.#parts.intake.resume((body) => super.processEvent({ body, ack: () => Promise.resolve() }));
  }

  /** A modal whose listener is slow closes, rather than showing an error of Slack's. */
  #ackLater(ack: ReceiverEvent['ack']): NodeJS.Timeout {
    const { ackWithinMs = 2500, onTrouble } = this.#parts;
    return setTimeout(() => {
      ack().catch((error: unknown) => onTrouble('Slack did not get its acknowledgement.', error));
    }, ackWithinMs);
  }
}

/** A listener that acknowledges again does no harm. */
function onlyOnce(ack: ReceiverEvent['ack']): ReceiverEvent['ack'] {
  let first: Promise<void> | undefined;
  return (response) => {
    first ??= ack(response);
    return first;
  };
}
