/**
 * What goes wrong with a call. `isDone`: it is carried out all the same, and only the answer is lost. `methods` names those that it befalls (`upload` and `response_url`
 * too), all where absent; `calls` how many of them, all until it is ended where absent.
 */
export type Fault = {
  readonly methods?: readonly string[];
  readonly calls?: number;
} & (
  | { readonly kind: 'status'; readonly status: number; readonly isDone?: boolean }
  | { readonly kind: 'reset' | 'hang'; readonly isDone?: boolean }
  | { readonly kind: 'error'; readonly error: string }
  | { readonly kind: 'rate-limit'; readonly afterSeconds: number }
  | { readonly kind: 'slow'; readonly ms: number }
);

/** Faults that are planned, first come first served. */
export class Faults {
  private planned: { readonly fault: Fault; left: number }[] = [];

  /** Lets a fault befall the calls to come; gives what ends it. */
  plan(fault: Fault): () => void {
    const one = { fault, left: fault.calls ?? Number.POSITIVE_INFINITY };
    this.planned.push(one);
    return () => {
      this.planned = this.planned.filter((other) => other !== one);
    };
  }

  /** The fault that befalls this call, counted down. */
  take(method: string): Fault | undefined {
    const one = this.planned.find(({ fault, left }) => left > 0 && (fault.methods?.includes(method) ?? true));
    if (!one) return undefined;
    one.left -= 1;
    return one.fault;
  }

  /** All is well again. */
  clear(): void {
    this.planned = [];
  }
}
