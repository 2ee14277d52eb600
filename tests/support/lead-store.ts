import { dayMs } from '../../src/domain/clock.ts';
import type { LeadHistories } from '../../src/domain/leads.ts';
import type { SourceRecord } from '../../src/domain/source-records.ts';
import { openStore, type Store } from '../../src/store/database.ts';
import { loadLeadHistories } from '../../src/store/lead-histories.ts';
import { realSystem } from '../../src/system.ts';
import { keepPortal, type SimulatedPortal, simulatedPortal } from './simulated-portal.ts';

const { migrationsFolder } = realSystem();

/** The day that the simulated portal is looked at. */
export const portalAsOf: number = Date.parse('2024-01-01') + 330 * dayMs;

/** A store in memory that holds a portal's records. */
export function storeOf(records: readonly SourceRecord[]): Store {
  const store = openStore(':memory:', { migrationsFolder });
  keepPortal(store, records, portalAsOf);
  return store;
}

/** What leads are learnt from of a portal's records, as of a date. */
export function historiesOf(records: readonly SourceRecord[], asOf: number = portalAsOf): LeadHistories {
  const store = storeOf(records);
  try {
    return loadLeadHistories(store, { asOf, currency: 'EUR' });
  } finally {
    store.close();
  }
}

let portal: SimulatedPortal | undefined;

/** A portal of 2,000 contacts over eleven months; made once for all tests that run in one thread. */
export function leadPortal(): SimulatedPortal {
  portal ??= simulatedPortal({ contacts: 2000, seed: 21, days: 330, dailyHazard: 0.003 });
  return portal;
}

let histories: LeadHistories | undefined;

/** The leads of that portal, read once. */
export function leadPortalHistories(): LeadHistories {
  histories ??= historiesOf(leadPortal().records);
  return histories;
}
