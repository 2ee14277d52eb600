import type { ShopTarget, Target } from '../../../connectors/contract.ts';
import { ConfigError } from '../../domain/errors.ts';
import type { PushPlan } from '../../domain/push.ts';
import { type PushTarget, placeOf } from '../../domain/push-place.ts';
import type { ViewCache } from '../view-cache.ts';
import type { Workplace } from '../workplace.ts';

/** What the way into the CRM works with. */
export interface PushDesk {
  readonly place: Workplace;
  readonly views: Pick<ViewCache, 'viewOf'>;
  /** The CRM, opened anew for each run; undefined where none is connected. */
  readonly target: () => Target | undefined;
  /** The shop whose customers are written to beside, opened anew for each run; undefined unless that is switched on. */
  readonly shop?: () => ShopTarget | undefined;
}

/** Where to write in one run. */
export interface PushTargets {
  readonly crm?: Target;
  readonly shop?: ShopTarget;
}

/** Hours for which a proposal can be said yes to. */
export const proposalHours = 24;

/** What can be written to, opened for a run; empty where nothing is. */
export function openTargets({ target, shop }: Pick<PushDesk, 'target' | 'shop'>): PushTargets {
  const [crm, customers] = [target(), shop?.()];
  return { ...(crm ? { crm } : {}), ...(customers ? { shop: customers } : {}) };
}

/** As `openTargets`. Raises `usage` where there is nothing to write to. */
export function targetsOf(desk: Pick<PushDesk, 'target' | 'shop'>): PushTargets {
  const targets = openTargets(desk);
  if (targets.crm || targets.shop) return targets;
  throw new ConfigError(
    'usage',
    'HubSpot is not connected: there is nowhere to write scores and tags.',
    'Set HUBSPOT_ACCESS_TOKEN in .env (see the README), then run: patron sync hubspot',
  );
}

/** The names of what is written to, in order. */
export function namesOf({ crm, shop }: PushTargets): PushTarget[] {
  return [...(crm ? [crm.name] : []), ...(shop ? [shop.name] : [])];
}

/** Makes ready whatever a plan writes to: fields and metafields that are missing. Raises what the targets raise. */
export async function prepareFor({ crm, shop }: PushTargets, { writes }: Pick<PushPlan, 'writes'>): Promise<void> {
  const named = new Set(writes.map(({ contactId }) => placeOf(contactId).target));
  if (named.has('hubspot')) await crm?.prepare();
  if (named.has('shopify')) await shop?.prepare();
}
