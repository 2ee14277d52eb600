import type { Clock } from '../../../src/domain/clock.ts';
import type { ObjectType } from './standard-properties.ts';

/** One thing that the API was told to write. */
export interface LoggedWrite {
  /** Epoch ms. */
  readonly at: number;
  readonly op: 'create' | 'update' | 'list-add' | 'list-remove';
  readonly type: ObjectType;
  readonly id: string;
  /** What was given; of lists: their name. */
  readonly values: Readonly<Record<string, string>>;
  /** It was so already. */
  readonly isNoop: boolean;
}

/** Everything that was written through the API, in order. What a person does by hand is not in it. */
export class WriteLog {
  readonly writes: LoggedWrite[] = [];
  private readonly clock: Clock;

  constructor(clock: Clock) {
    this.clock = clock;
  }

  add(write: Omit<LoggedWrite, 'at'>): void {
    this.writes.push({ ...write, at: this.clock.now().getTime() });
  }

  /** Those that changed nothing. */
  get noopWrites(): readonly LoggedWrite[] {
    return this.writes.filter(({ isNoop }) => isNoop);
  }
}

/** A rule that an admin has set: writes that leave a record breaking it are refused, whatever field they are about. */
export interface ValidationRule {
  readonly type: ObjectType;
  readonly field: string;
  readonly message: string;
  isBroken(values: Readonly<Record<string, string | null>>): boolean;
}

/** A static list of contacts. */
export interface PortalList {
  readonly listId: string;
  readonly name: string;
  readonly processingType: 'MANUAL' | 'DYNAMIC';
  readonly createdAt: number;
  /** Ids of contacts, with the moment at which they came. */
  readonly members: Map<string, number>;
}
