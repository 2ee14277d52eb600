import { join } from 'node:path';
import type { ShopTarget, Source, Target } from '../connectors/contract.ts';
import {
  type ConnectorParts,
  connectedShopTargets,
  connectedSources,
  connectedTargets,
} from '../connectors/registry.ts';
import type { Config } from './config.ts';
import { keptAccess } from './jobs/sync/known-access.ts';
import type { Workplace } from './jobs/workplace.ts';
import { dailyCount } from './store/daily-count.ts';
import { openStore } from './store/database.ts';
import { sharedWindow } from './store/shared-window.ts';
import type { System } from './system.ts';

/** The open store of a home with all that jobs need, and the connected systems. */
export interface OpenPlace {
  readonly place: Workplace;
  /** The connected systems, opened anew for each run. */
  readonly sources: () => Source[];
  /** The CRM that is written to, opened anew for each run; undefined where none is connected. */
  readonly target: () => Target | undefined;
  /** The shop whose customers are written to, opened anew for each run; undefined unless that is switched on. */
  readonly shop: () => ShopTarget | undefined;
}

/** Opens the store of the home. Raises what `openStore` raises. */
export function openPlace(config: Config, system: System): OpenPlace {
  const { home, timeZone, currency, tf } = config;
  const { clock, migrationsFolder, sleep, random, fetch } = system;
  const storePath = join(home, 'patron.sqlite');
  const store = openStore(storePath, { migrationsFolder });
  const common = { store, home, storePath, migrationsFolder, timeZone, tf, clock };
  const parts: ConnectorParts = {
    clock,
    sleep,
    random,
    fetch,
    timeZone,
    scratchFolder: join(home, 'scratch'),
    account: (name) => keptAccess(store, name)?.access,
    dailyCount: (name) => dailyCount(store, name),
    sharedWindow: (name) => sharedWindow(store, name),
  };
  return {
    place: currency === undefined ? common : { ...common, currency },
    sources: () => connectedSources(config, parts),
    target: () => connectedTargets(config, parts)[0],
    shop: () => connectedShopTargets(config, parts)[0],
  };
}
