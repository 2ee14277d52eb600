import { dayMs } from '../domain/clock.ts';
import { customerCount, type Snapshot } from '../domain/snapshot.ts';
import type { PurchaseSummary } from '../features/purchase-summary.ts';
import type { BgNbd } from './bg-nbd.ts';
import type { CandidateName } from './candidates.ts';
import type { PanelTable } from './panel.ts';
import type { Rung } from './scores.ts';

/** What the rungs of the ladder ask for. */
const ladder = {
  rules: { customers: 10, orders: 20, days: 75 },
  bgNbd: { customers: 60, repeatOrders: 30, days: 60 },
  network: { customers: 200, buyers: 50, cutoffs: 3 },
} as const;

/**
 * BG/NBD of a music shop's customers from their first order on, for a shop without a past of its own (Fader, Hardie & Lee 2005, CDNOW,
 * table 2; alpha in days).
 */
export const publishedBgNbd: BgNbd = {
  r: 0.243,
  alpha: 4.414 * 7,
  a: 0.793,
  b: 2.426,
  logLikelihood: -9582.4,
  customers: 2357,
};

/** A rung, and in words why no higher one. */
export interface Step {
  readonly rung: Rung;
  readonly reason: string;
}

/** The highest rung that the history carries, and why not a higher one. */
export function climbLadder(
  snapshot: Snapshot,
  { summary, panel }: { summary: PurchaseSummary; panel: readonly PanelTable[] },
): Step {
  const customers = customerCount(snapshot);
  const orders = snapshot.orderAt.length;
  const days = Math.floor((snapshot.asOf - snapshot.firstAt) / dayMs);
  const repeatOrders = summary.frequency.reduce((sum, value) => sum + value, 0);
  const had = `${countOf(orders, 'order')} of ${countOf(customers, 'customer')} in ${countOf(days, 'day')}`;
  const { network, bgNbd, rules } = ladder;
  if (carriesNetworks(panel)) {
    return { rung: 'network', reason: `${had}: enough to learn from ${panel.length} past cutoffs` };
  }
  if (customers >= bgNbd.customers && repeatOrders >= bgNbd.repeatOrders && days >= bgNbd.days) {
    const wanted = `networks ask for ${network.customers} customers at past cutoffs and ${network.buyers} purchases after them`;
    return { rung: 'bg-nbd', reason: `${had}: ${wanted}` };
  }
  if (panel.length > 0 && customers >= rules.customers && orders >= rules.orders && days >= rules.days) {
    const wanted = `BG/NBD asks for ${bgNbd.customers} customers, ${bgNbd.repeatOrders} repeat orders and ${bgNbd.days} days`;
    return { rung: 'rules', reason: `${had}: ${wanted}` };
  }
  const wanted = `rules of your own ask for ${rules.customers} customers, ${rules.orders} orders and ${rules.days} days`;
  return { rung: 'prior', reason: `${had}: ${wanted}; a published shop's buying pattern stands in` };
}

function carriesNetworks(panel: readonly PanelTable[]): boolean {
  const { customers, buyers, cutoffs } = ladder.network;
  const bought = panel.reduce((sum, { y }) => sum + y.reduce((count, value) => count + value, 0), 0);
  return panel.length >= cutoffs && (panel[0]?.y.length ?? 0) >= customers && bought >= buyers;
}

/** The rung of a champion: a shop with enough history for networks may still be served best by a simpler model. */
export function rungOf(champion: CandidateName): Rung {
  if (champion === 'bg-nbd') return 'bg-nbd';
  return champion === 'rules' || champion === 'recency' || champion === 'log-rfm' ? 'rules' : 'network';
}

function countOf(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? '' : 's'}`;
}
