import type { Arm } from '../domain/control-arm.ts';

/** Somebody whom a rule has held for and who was followed to the end. */
export interface Followed {
  readonly arm: Arm;
  /** Chance to be held out when the lot was drawn, 0..1. */
  readonly share: number;
  readonly hasOrdered: boolean;
}

/** What is bet on: odds of an order with the rule over those without it. All are as likely as another before anything is seen. */
const effects = [1.15, 1.3, 1.5, 1.8, 2.2, 3].flatMap((ratio) => [Math.log(ratio), -Math.log(ratio)]);

/** What speaks for an effect, person by person. */
export interface Evidence {
  /** People in the order in which they were met. */
  take(person: Followed): void;
  value(): number;
}

/**
 * The evidence against "the rule changes nothing", as what a bet has come to that is fair where it is true: it starts at 1, and is ever at 20 in at most one
 * such game of twenty (Ville 1939). So it may be looked at as often as one likes, for as long as one likes.
 *
 * Where the rule changes nothing, who orders has nothing to do with the lots: each was held out with the chance of the draw, whether they ordered or not, and
 * whatever the season does to the rates. Against that the bet says by Bayes how likely each was held out if there were an effect, with the rate of orders
 * among those who were met before. Testing by betting: Shafer (2021); Ramdas, Grünwald, Vovk & Shafer (2023).
 */
export function openEvidence(): Evidence {
  const logs = new Float64Array(effects.length);
  let [met, ordered] = [0, 0];
  return {
    take({ arm, share, hasOrdered }) {
      // Never what this person did: then the bet would not be fair.
      const logit = Math.log((ordered + 0.5) / (met - ordered + 1.5));
      for (const [place, effect] of effects.entries()) {
        const held = chanceOfControl(share, { logit, effect, hasOrdered });
        logs[place] = (logs[place] ?? 0) + Math.log(arm === 'control' ? held / share : (1 - held) / (1 - share));
      }
      met++;
      if (hasOrdered) ordered++;
    },
    value: () => logs.reduce((sum, log) => sum + Math.exp(log), 0) / logs.length,
  };
}

/** P(held out | what they did) under an effect, where `logit` is the log-odds of an order over both arms. */
function chanceOfControl(
  share: number,
  { logit, effect, hasOrdered }: { readonly logit: number; readonly effect: number; readonly hasOrdered: boolean },
): number {
  const side = hasOrdered ? 1 : -1;
  const chance = (logOdds: number) => 1 / (1 + Math.exp(-side * logOdds));
  const held = share * chance(logit - (1 - share) * effect);
  return held / (held + (1 - share) * chance(logit + share * effect));
}
