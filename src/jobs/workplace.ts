import type { TfChoice } from '../config.ts';
import type { Clock } from '../domain/clock.ts';
import { FatalError } from '../domain/errors.ts';
import type { Store } from '../store/database.ts';
import { readFact } from '../store/facts.ts';

/** A shop's open store with all that a job needs around it. */
export interface Workplace {
  readonly store: Store;
  /** Folder that holds everything Patron writes. */
  readonly home: string;
  readonly storePath: string;
  readonly migrationsFolder: string;
  readonly timeZone: string;
  /** The setting; absent: the currency of the data. */
  readonly currency?: string;
  readonly tf: TfChoice;
  readonly clock: Clock;
}

/** The shop's currency: that of its data, else the setting, else USD. */
export function shopCurrency({ store, currency }: Pick<Workplace, 'store' | 'currency'>): string {
  return readFact(store, 'currency') ?? currency ?? 'USD';
}

/** Folder of the model files. */
export function modelsFolder({ home }: Pick<Workplace, 'home'>): string {
  return `${home}/models`;
}

/** Folder of the locks that processes of one shop share. */
export function locksFolder({ home }: Pick<Workplace, 'home'>): string {
  return `${home}/locks`;
}

/** The error of every command that needs orders and finds none before its date. `when`: that date in words. */
export function noOrders(when: string): FatalError {
  return new FatalError(
    'no-data',
    `There is no order of a known customer before ${when}.`,
    'Import some: patron import orders FILE. Or choose a later date with --as-of.',
  );
}
