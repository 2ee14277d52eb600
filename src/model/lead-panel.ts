import { dayMs } from '../domain/clock.ts';
import type { LeadHistories } from '../domain/leads.ts';
import { seededRandom } from '../domain/random.ts';
import { buildLeadFeatures, type LeadTable, labelLeads } from '../features/lead-table.ts';
import { originCount, tablesPerFit, tablesPerHorizon } from './panel.ts';

/** One past cutoff: what was known of its leads, and who of them placed a first order in the window that followed. */
export interface LeadPanelTable {
  readonly table: LeadTable;
  readonly horizonDays: number;
  /** 1 = a first order in [cutoff, cutoff + horizon). [rows] */
  readonly y: Uint8Array;
}

/** How a panel of leads is laid out. */
export interface LeadPanelOptions {
  readonly horizonDays: number;
  readonly seed: number;
  readonly onTable?: ((done: number, total: number) => void) | undefined;
}

/** Days of history that a cutoff needs before it, of leads and of orders. */
const minHistoryDays = 45;
/** Leads that a cutoff needs. */
const minLeads = 20;
/** Leads of one cutoff that are learnt from; of more, a seeded sample is taken. */
const rowsPerTable = 20_000;

/**
 * The panel of leads: cutoffs half a horizon apart, newest first, the newest one horizon before the histories' date, so that every window has closed by
 * then. It ends where too little came before: of leads, or of orders, since earlier buyers would pass for leads.
 */
export function buildLeadPanel(
  leads: LeadHistories,
  { horizonDays, seed, onTable }: LeadPanelOptions,
): LeadPanelTable[] {
  const stepMs = (horizonDays / tablesPerHorizon) * dayMs;
  const newest = leads.asOf - horizonDays * dayMs;
  const firstOrder = leads.firstOrderAt.reduce((first, at) => Math.min(first, at), Number.POSITIVE_INFINITY);
  const oldest = Math.max(leads.firstAt, firstOrder) + minHistoryDays * dayMs;
  const possible = oldest <= newest ? Math.floor((newest - oldest) / stepMs) + 1 : 0;
  const total = Math.min(possible, tablesPerFit + originCount * tablesPerHorizon);
  const panel: LeadPanelTable[] = [];
  for (let index = 0; index < total; index++) {
    const one = leadPanelTable(leads, { cutoff: newest - index * stepMs, horizonDays, seed: seed + index });
    if (one.y.length < minLeads) break;
    panel.push(one);
    onTable?.(index + 1, total);
  }
  return panel;
}

/** One table of a panel; `seed` draws its rows where there are too many leads. */
export function leadPanelTable(
  leads: LeadHistories,
  { cutoff, horizonDays, seed }: { cutoff: number; horizonDays: number; seed: number },
): LeadPanelTable {
  const table = buildLeadFeatures(leads, { cutoff, sample: { rows: rowsPerTable, random: seededRandom(seed) } });
  return { table, horizonDays, y: labelLeads(leads, table, horizonDays) };
}

/** How many rows of a table have the outcome. */
export function countBuyers({ y }: LeadPanelTable): number {
  return y.reduce((sum, value) => sum + value, 0);
}
