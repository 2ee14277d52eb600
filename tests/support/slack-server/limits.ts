import type { Arguments } from './arguments.ts';
import { methodOf } from './methods.ts';

/** Slack takes a message a second in a channel; a little less is held here, for the jitter of the way. */
const messageGapMs = 950;

/** Counts calls as Slack's limits do. Times are epoch ms. */
export class CallLimits {
  private readonly times = new Map<string, number[]>();
  private readonly lastMessage = new Map<string, number>();

  /** Whole seconds to wait, as `Retry-After` says them; undefined where the call is within the limits, and counted. */
  secondsToWait(method: string, args: Arguments, now: number): number | undefined {
    const perMinute = methodOf(method)?.perMinute ?? 50;
    const recent = (this.times.get(method) ?? []).filter((time) => now - time < 60_000);
    const first = recent[0];
    if (method !== 'chat.postMessage' && recent.length >= perMinute && first !== undefined) {
      return Math.ceil((first + 60_000 - now) / 1000);
    }
    const channel = args.text('channel') ?? '';
    const last = this.lastMessage.get(channel) ?? 0;
    if (method === 'chat.postMessage' && now - last < messageGapMs) return 1;
    if (method === 'chat.postMessage') this.lastMessage.set(channel, now);
    this.times.set(method, [...recent, now]);
    return undefined;
  }
}
