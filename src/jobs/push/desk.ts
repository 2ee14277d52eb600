import type { Target } from '../../../connectors/contract.ts';
import { ConfigError } from '../../domain/errors.ts';
import type { ViewCache } from '../view-cache.ts';
import type { Workplace } from '../workplace.ts';

/** What the way into the CRM works with. */
export interface PushDesk {
  readonly place: Workplace;
  readonly views: Pick<ViewCache, 'viewOf'>;
  /** The CRM, opened anew for each run; undefined where none is connected. */
  readonly target: () => Target | undefined;
}

/** Hours for which a proposal can be said yes to. */
export const proposalHours = 24;

/** The connected CRM. Raises `usage` where there is none. */
export function targetOf({ target }: Pick<PushDesk, 'target'>): Target {
  const found = target();
  if (found) return found;
  throw new ConfigError(
    'usage',
    'HubSpot is not connected: there is nowhere to write scores and tags.',
    'Set HUBSPOT_ACCESS_TOKEN in .env (see the README), then run: patron sync hubspot',
  );
}
