import { createHash } from 'node:crypto';
import type { Clock } from '../../../src/domain/clock.ts';

/** One thing that the API was told to write, in order. What a person does by hand is not in it. */
export interface LoggedShopWrite {
  /** Epoch ms. */
  readonly at: number;
  readonly op: 'set' | 'delete' | 'tag-add' | 'tag-remove' | 'definition';
  /** Of the customer; 0 for a definition. */
  readonly id: number;
  /** `segment`, or the tag. */
  readonly key: string;
  readonly value: string;
  /** It was so already. */
  readonly isNoop: boolean;
}

/** A metafield of a customer, in the namespace that is written to. */
export interface ShopMetafield {
  readonly id: number;
  readonly value: string;
  readonly type: string;
}

/** A definition of a metafield of customers. */
export interface ShopDefinition {
  readonly key: string;
  readonly name: string;
  readonly type: string;
  readonly choices: readonly string[];
  readonly isPinned: boolean;
}

/** Something that the shop refuses, whatever the app wants: an answer for one customer and key (or tag). */
export interface WriteRule {
  readonly message: string;
  isBroken(id: number, key: string): boolean;
}

/** What has been written into a shop, and what stands there by the API and by hand. */
export class ShopWrites {
  readonly log: LoggedShopWrite[] = [];
  readonly definitions = new Map<string, ShopDefinition>();
  readonly rules: WriteRule[] = [];
  /** Pins that customers have room for, 20 at Shopify. */
  pinsLeft = 20;
  /** Called before a write is looked at: where tests let a person be quicker. */
  before: () => void = () => undefined;
  private readonly clock: Clock;
  private readonly metafields = new Map<number, Map<string, ShopMetafield>>();
  private last = 0;

  constructor(clock: Clock) {
    this.clock = clock;
  }

  get noopWrites(): readonly LoggedShopWrite[] {
    return this.log.filter(({ isNoop }) => isNoop);
  }

  note(write: Omit<LoggedShopWrite, 'at'>): void {
    this.log.push({ ...write, at: this.clock.now().getTime() });
  }

  /** A customer's metafields by key, by the alphabet. */
  of(id: number): ReadonlyMap<string, ShopMetafield> {
    return new Map([...(this.metafields.get(id) ?? [])].sort(([one], [other]) => (one < other ? -1 : 1)));
  }

  valueOf(id: number, key: string): string {
    return this.metafields.get(id)?.get(key)?.value ?? '';
  }

  /** Puts a value there, by hand or for the API; empty takes it away. A number of decimals is kept as the vendor keeps it: `5` becomes `5.0`. */
  put(
    id: number,
    key: string,
    value: string,
    type = this.definitions.get(key)?.type ?? 'single_line_text_field',
  ): void {
    const own = this.metafields.get(id) ?? new Map<string, ShopMetafield>();
    this.metafields.set(id, own);
    if (value === '') own.delete(key);
    else own.set(key, { id: own.get(key)?.id ?? ++this.last, value: normal(value, type), type });
  }

  refusal(id: number, key: string): string | undefined {
    return this.rules.find((rule) => rule.isBroken(id, key))?.message;
  }
}

function normal(value: string, type: string): string {
  return type === 'number_decimal' && /^-?\d+$/.test(value) ? `${value}.0` : value;
}

/** The mark of a value for writes on condition: it changes with the value alone. */
export function digestOf({ value, type }: Pick<ShopMetafield, 'value' | 'type'>): string {
  return createHash('sha256').update(`${type} ${value}`).digest('hex');
}
