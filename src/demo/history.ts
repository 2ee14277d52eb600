import type { Random } from '../domain/random.ts';
import { demoAccount } from './accounts.ts';
import { drawOne, happens, streamOf } from './draws.ts';
import { type ShopEvent, withGivenBack } from './given-back.ts';
import type { Timeline } from './merge.ts';
import { drawPerson } from './people.ts';
import { type Buyer, dayMinutes, purchasesOn } from './purchases.ts';
import { drawHabit, drawRhythm, orderDays, type Rhythm } from './rhythm.ts';
import type { ShopCalendar } from './season.ts';
import { drawTaste } from './taste.ts';

/** Whose history is drawn. */
interface Actor {
  readonly seed: number;
  /** From 0. */
  readonly index: number;
  readonly calendar: ShopCalendar;
}

/** How readily people send things back, beside the usual. */
const returning = { household: [0.2, 0.6, 1, 2.2], business: [0.3] } as const;

/** Everything that a customer does; drawn only when it is asked for. */
export function customerHistory({ seed, index, calendar }: Actor): Timeline<ShopEvent> {
  const random = streamOf(seed, 'behaviour', index);
  const rhythm = drawRhythm(random, { habit: drawHabit(random, index), calendar });
  return timeline(random, rhythm, function* () {
    const buyer = { ...demoAccount(seed, index), ...tasteOf(random, rhythm) };
    yield* purchasesOn(random, buyer, { calendar, days: orderDays(random, { rhythm, calendar }) });
  });
}

/** Share of customers beside whom there is a buyer without an account. */
const guestShare = 0.28;

/** The order of the guest beside a customer; undefined where there is none. */
export function guestHistory({ seed, index, calendar }: Actor): Timeline<ShopEvent> | undefined {
  const random = streamOf(seed, 'guest', index);
  if (!happens(random, guestShare)) return undefined;
  const rhythm = drawRhythm(random, { habit: 'passing', calendar });
  return timeline(random, rhythm, function* () {
    const person = drawPerson(random, { tag: `g${index + 1}`, isBusiness: false });
    yield* purchasesOn(random, { person, ...tasteOf(random, rhythm) }, { calendar, days: [rhythm.joinedOn] });
  });
}

function tasteOf(random: Random, { habit, lift }: Rhythm): Pick<Buyer, 'habit' | 'lift' | 'taste'> {
  return { habit, lift, taste: drawTaste(random, habit) };
}

function timeline(
  random: Random,
  { habit, joinedOn }: Rhythm,
  purchases: () => ReturnType<typeof purchasesOn>,
): Timeline<ShopEvent> {
  const readily = drawOne(random, returning[habit === 'business' ? 'business' : 'household']);
  return { startsAt: Math.max(0, joinedOn) * dayMinutes, events: withGivenBack(random, readily, purchases()) };
}
