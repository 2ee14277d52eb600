import type Sqlite from 'better-sqlite3';
import type { Store } from '../../src/store/database.ts';

/** When a run dies: at the nth call, before or after the other side has it, or before the nth write to the store. */
export interface Death {
  readonly at: 'call' | 'answer' | 'write';
  readonly count: number;
}

/** A world in which a run can die as by SIGKILL: from that moment on nothing of it ever goes on, not even what cleans up. */
export interface MortalWorld {
  readonly fetch: typeof globalThis.fetch;
  readonly sleep: (ms: number) => Promise<void>;
  /** Settles when the run died. */
  readonly died: Promise<'died'>;
  /** Gives the store back as it was. */
  restore(): void;
}

const never = new Promise<never>(() => undefined);

/** Opens a world for one run. Without a death it lives to the end. */
export function mortalWorld(
  store: Store,
  { death, sleep }: { death?: Death | undefined; sleep: (ms: number) => Promise<void> },
): MortalWorld {
  let isDead = false;
  let die: (how: 'died') => void = () => undefined;
  const died = new Promise<'died'>((resolve) => {
    die = resolve;
  });
  const kill = () => {
    isDead = true;
    die('died');
  };
  let calls = 0;
  const mortalFetch: typeof globalThis.fetch = async (input, init) => {
    const isLast = death !== undefined && death.at !== 'write' && ++calls === death.count;
    if (isDead) return never;
    if (isLast && death.at === 'call') {
      kill();
      return never;
    }
    const response = await fetch(input, init);
    if (isLast) kill();
    return isDead ? never : response;
  };
  return {
    fetch: mortalFetch,
    sleep: async (ms) => {
      if (isDead) return never;
      await sleep(ms);
      return isDead ? never : undefined;
    },
    died,
    restore: death?.at === 'write' ? countWrites(store, death.count, kill) : () => undefined,
  };
}

/** Throws before the nth write, so that the transaction it stands in is rolled back, as after a kill. */
function countWrites({ sqlite }: Store, count: number, kill: () => void): () => void {
  const prepare = sqlite.prepare.bind(sqlite);
  let writes = 0;
  const counting: ProxyHandler<Sqlite.Statement> = {
    get(statement, name) {
      if (name === 'run' && ++writes === count) {
        kill();
        throw new Error('killed');
      }
      const value: unknown = Reflect.get(statement, name);
      return typeof value === 'function' ? value.bind(statement) : value;
    },
  };
  Object.defineProperty(sqlite, 'prepare', {
    configurable: true,
    writable: true,
    value: (sql: string) => new Proxy(prepare(sql), counting),
  });
  // What was there before stands on the prototype.
  return () => Reflect.deleteProperty(sqlite, 'prepare');
}
