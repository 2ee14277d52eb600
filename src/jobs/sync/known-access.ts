import { z } from 'zod';
import type { Source, SourceAccess } from '../../../connectors/contract.ts';
import type { Clock } from '../../domain/clock.ts';
import type { Store } from '../../store/database.ts';
import { readFact, writeFact } from '../../store/facts.ts';

/** How long what a credential may see is taken for known, ms: a day. */
const knownForMs = 86_400_000;

const kept = z.object({
  checkedAt: z.number(),
  access: z.object({
    account: z.string(),
    currency: z.string().optional(),
    timeZone: z.string().optional(),
    missing: z.array(z.object({ stream: z.string(), reason: z.string(), hint: z.string() })),
    limits: z.array(z.string()),
  }),
});

/** What the last check of a source found; undefined where there was none. */
export function keptAccess(
  store: Store,
  source: string,
): { readonly checkedAt: number; readonly access: SourceAccess } | undefined {
  const text = readFact(store, `access:${source}`);
  const parsed = text === undefined ? undefined : kept.safeParse(JSON.parse(text));
  if (!parsed?.success) return undefined;
  const { currency, timeZone, ...access } = parsed.data.access;
  const known = { ...(currency === undefined ? {} : { currency }), ...(timeZone === undefined ? {} : { timeZone }) };
  return { checkedAt: parsed.data.checkedAt, access: { ...access, ...known } };
}

/** What a source's credential may see: checked once a day, or when `isFresh` asks for it, since a check costs several calls. Raises what the check raises. */
export async function accessOf(
  store: Store,
  source: Source,
  { clock, isFresh }: { clock: Clock; isFresh: boolean },
): Promise<SourceAccess> {
  const now = clock.now().getTime();
  const known = isFresh ? undefined : keptAccess(store, source.name);
  if (known && known.access.missing.length === 0 && now - known.checkedAt < knownForMs) return known.access;
  const access = await source.check();
  writeFact(store, `access:${source.name}`, JSON.stringify({ checkedAt: now, access }));
  return access;
}
