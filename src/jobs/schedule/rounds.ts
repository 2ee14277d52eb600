import { type Alarm, minuteAlarm } from './alarm.ts';

/** Work that is looked after again and again, and never twice at a time. */
export interface Rounds {
  /** Does one round; a call while another is under way waits for that one. Raises what the round raises. */
  tick(): Promise<void>;
  /** Ticks now and from then on whenever the alarm rings. */
  start(): void;
  /** Ticks no more, and waits for what is under way. */
  stop(): Promise<void>;
}

/** A round that never overlaps itself, woken by an alarm: each minute, unless another is given. */
export function openRounds(round: () => Promise<void>, alarm: Alarm = minuteAlarm): Rounds {
  let running: Promise<void> | undefined;
  let silence: (() => void) | undefined;
  const tick = () => {
    running ??= round().finally(() => {
      running = undefined;
    });
    return running;
  };
  return {
    tick,
    start: () => {
      silence ??= alarm(() => void tick());
      void tick();
    },
    stop: async () => {
      silence?.();
      await running;
    },
  };
}
