import type { Source } from '../../../connectors/contract.ts';
import { formatDay } from '../../domain/calendar.ts';
import { dayMs } from '../../domain/clock.ts';
import { ConfigError } from '../../domain/errors.ts';
import type { OnProgress } from '../../domain/progress.ts';
import { sourceName } from '../../domain/source-names.ts';
import type { Answer } from '../../questions/answer.ts';
import { cautious, things } from '../../questions/words.ts';
import { keepShopCurrency, readFact, writeFact } from '../../store/facts.ts';
import { listMissed } from '../../store/job-runs.ts';
import { withLock } from '../../store/process-lock.ts';
import { leaveDemo } from '../demo.ts';
import { locksFolder, shopCurrency, type Workplace } from '../workplace.ts';
import { runSync, type SyncKind, type SyncReport } from './run-sync.ts';
import { describeSync } from './sync-answer.ts';

/** Which systems are pulled, and how. `name`: one of them; absent, all that are connected. */
export interface ShopSync {
  readonly name?: string | undefined;
  readonly mode: SyncKind;
  readonly onProgress?: OnProgress | undefined;
}

/**
 * Pulls the connected systems, one after the other, while no other process does. A demo shop makes way once the first credential was accepted. Raises
 * `usage` where nothing is connected, `sync-running`, and what the sources raise.
 */
export async function syncShop(
  place: Workplace,
  sources: readonly Source[],
  { name, mode, onProgress }: ShopSync,
): Promise<Answer> {
  const chosen = sources.filter((source) => name === undefined || source.name === name);
  if (chosen.length === 0) throw notConnected(name);
  return withLock(locksFolder(place), 'sync', async () => {
    const answers: SourceAnswer[] = [];
    for (const source of chosen) {
      const report = await runSync({
        store: place.store,
        source: leavingDemo(place, source),
        mode,
        clock: place.clock,
        timeZone: place.timeZone,
        onProgress,
      });
      keepCurrency(place, report);
      answers.push({ source: source.name, answer: describeSync(report, { currency: shopCurrency(place) }) });
    }
    return withMissed(place, joinAnswers(answers));
  });
}

/** Days of the past whose missed slots are told. */
const missedDays = 7;
/** Slots that are counted at most. */
const mostMissed = 500;

/** An answer with how often the scheduled pull was missed in the last week, and when last. */
function withMissed({ store, clock, timeZone }: Workplace, answer: Answer): Answer {
  const since = clock.now().getTime() - missedDays * dayMs;
  const missed = listMissed(store, { limit: mostMissed }).filter(
    ({ job, slot }) => slot >= since && job !== 'scheduled-push',
  );
  const [last] = missed;
  if (!last) return answer;
  const line = `The scheduled pull was missed ${things(missed.length, 'time')} in the last ${missedDays} days, last on ${formatDay(last.slot, timeZone)}; what changed meanwhile is in now.`;
  return { ...answer, lines: [...(answer.lines ?? []), line] };
}

function notConnected(name: string | undefined): ConfigError {
  const what = name === undefined ? 'No system is connected' : `${name} is not connected`;
  const setting = name === 'hubspot' ? 'HUBSPOT_ACCESS_TOKEN' : 'SHOPIFY_SHOP and SHOPIFY_ACCESS_TOKEN';
  return new ConfigError('usage', `${what}: there is nothing to pull.`, `Set ${setting} in .env, see the README.`);
}

/** The demo makes way when a credential was found good, not before. */
function leavingDemo(place: Workplace, source: Source): Source {
  return {
    name: source.name,
    streams: source.streams,
    check: async () => {
      const access = await source.check();
      leaveDemo(place);
      return access;
    },
    pull: (request) => source.pull(request),
    liveIds: (stream) => source.liveIds(stream),
    byIds: (stream, ids) => source.byIds(stream, ids),
    usage: () => source.usage(),
    ...('months' in source ? { months: async (range) => (await source.months?.(range)) ?? [] } : {}),
  };
}

/** The currency of most orders is the shop's; before the first order, what the source says of itself. */
function keepCurrency({ store }: Workplace, { access }: SyncReport): void {
  keepShopCurrency(store);
  if (access.currency !== undefined && readFact(store, 'currency') === undefined)
    writeFact(store, 'currency', access.currency);
}

interface SourceAnswer {
  readonly source: string;
  readonly answer: Answer;
}

/** The answers of several systems as one. */
function joinAnswers(answers: readonly SourceAnswer[]): Answer {
  const [first, ...others] = answers;
  if (!first) return { id: 'sync', headline: 'Nothing was pulled.', basis: '', next: [] };
  if (others.length === 0) return first.answer;
  const all = answers.map(({ answer }) => answer);
  return {
    id: 'sync',
    headline: all.map(({ headline }) => headline).join(' '),
    facts: answers.flatMap(({ source, answer: { facts = [] } }) =>
      facts.map(({ label, value }) => ({ label: `${sourceName(source)}: ${label.toLowerCase()}`, value })),
    ),
    lines: all.flatMap(({ lines = [] }) => lines),
    ...cautious(...all.map(({ caution }) => caution)),
    basis: all.map(({ basis }) => basis).join(' '),
    next: first.answer.next,
    data: all.map(({ data }) => data),
  };
}
