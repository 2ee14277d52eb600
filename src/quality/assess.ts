import { dayMs } from '../domain/clock.ts';
import { formatMoney, minorDigits } from '../domain/money.ts';
import type { Arrival, OrderTable, QualityTables, TableName } from '../domain/quality-tables.ts';
import { findLostRows, findSilence } from './arrival.ts';
import { orderGaps, peopleGaps, productGaps } from './column-gaps.ts';
import { compareWindows, findDrift } from './drift.ts';
import { findDuplicateOrders } from './duplicate-orders.ts';
import { fingerprintOrders } from './fingerprint.ts';
import { findImpossibleDates } from './impossible-dates.ts';
import { findImpossibleValues } from './impossible-values.ts';
import { missingInOrders, missingInPeople, missingInProducts } from './missing.ts';
import { findDominantOrder, orderOutliers } from './order-outliers.ts';
import { type Comparison, type Finding, type QualityReport, reportFormat, type SourceReport } from './report.ts';
import { findReturnsWithoutPurchase } from './returns.ts';
import { findSamePeople } from './same-people.ts';
import { windowDays } from './thresholds.ts';
import { inOrderOfNeed, verdictOf, worstVerdict } from './verdict.ts';
import { profileOf, sampleWindow } from './window.ts';
import { numberWords, shareWords } from './wording.ts';

/** What a report is made with. `previous`: an earlier report on other data, which drift is measured against. */
export interface AssessOptions {
  /** Epoch ms; the tables hold nothing from then on. */
  readonly asOf: number;
  readonly timeZone: string;
  readonly currency: string;
  readonly previous?: QualityReport | undefined;
}

/** The quality of all sources as of a date: findings in the order of need, gaps, outliers, drift, a verdict for each. The order of rows changes nothing. */
export function assessQuality(tables: QualityTables, options: AssessOptions): QualityReport {
  const sources = [
    ...ordersToReport(tables).map((table) => assessOrders(table, tables, options)),
    ...assessPeople(tables),
    ...assessProducts(tables),
  ];
  const { asOf, timeZone, currency } = options;
  return {
    format: reportFormat,
    fingerprint: fingerprintOrders(tables),
    asOf,
    timeZone,
    currency,
    verdict: worstVerdict(sources),
    sources,
  };
}

/** The orders of every source, by name; also of a source whose rows could all not be read. */
function ordersToReport({ orders, arrivals }: QualityTables): OrderTable[] {
  const known = new Set(orders.map(({ source }) => source));
  const lost = arrivals.filter(({ table, source }) => table === 'orders' && !known.has(source));
  return [...orders, ...lost.map(({ source }) => noOrders(source))].sort((one, other) =>
    one.source < other.source ? -1 : 1,
  );
}

function noOrders(source: string): OrderTable {
  return {
    source,
    ids: [],
    customer: new Int32Array(),
    at: new Float64Array(),
    currency: [],
    country: [],
    gross: new Float64Array(),
    refunded: new Float64Array(),
    isCancelled: new Uint8Array(),
    untold: { email: 0, channel: 0 },
    future: 0,
    lineStart: new Uint32Array(1),
    lineProduct: new Int32Array(),
    lineQuantity: new Float64Array(),
    linePrice: new Float64Array(),
  };
}

function arrivalsOf(arrivals: readonly Arrival[], wanted: { source: string; table: TableName }): Arrival[] {
  return arrivals.filter(({ source, table }) => source === wanted.source && table === wanted.table);
}

function assessOrders(table: OrderTable, { products, arrivals }: QualityTables, options: AssessOptions): SourceReport {
  const { asOf, timeZone, currency, previous } = options;
  const window = sampleWindow(table, { from: asOf - windowDays * dayMs, until: asOf, currency });
  const compared = compareWithPrevious(table.source, window, previous);
  const driftFindings =
    'drift' in compared ? findDrift(compared.drift, (comparison) => driftWords(comparison, currency)) : [];
  const findings = inOrderOfNeed([
    ...findLostRows(arrivalsOf(arrivals, { source: table.source, table: 'orders' })),
    ...findSilence(table, { asOf, timeZone }),
    ...findImpossibleDates(table, timeZone),
    ...findImpossibleValues(table, currency),
    ...findReturnsWithoutPurchase(table, products),
    ...missingInOrders(table),
    ...findDuplicateOrders(table, timeZone),
    ...findDominantOrder(table),
    ...driftFindings,
  ]);
  return {
    source: table.source,
    table: 'orders',
    rows: table.ids.length,
    lines: table.lineQuantity.length,
    verdict: verdictOf(findings),
    findings,
    gaps: orderGaps(table),
    outliers: orderOutliers(table, { products, currency, minorUnits: 10 ** minorDigits(currency) }),
    profile: profileOf(window),
    ...compared,
  };
}

function compareWithPrevious(
  source: string,
  window: ReturnType<typeof sampleWindow>,
  previous: QualityReport | undefined,
): ReturnType<typeof compareWindows> {
  const before = previous?.sources.find((report) => report.source === source && report.table === 'orders')?.profile;
  if (!previous || !before) return { noDrift: 'there is no earlier run on other data to compare with' };
  return compareWindows(before, window, previous.asOf);
}

/** `order value has moved from €81.08 to €95.10 (PSI 0.31)`: middle values, shares, or counts a day. */
function driftWords({ measure, before, now, stability }: Comparison, currency: string): string {
  const show = (value: number) => {
    if (measure === 'order value') return formatMoney({ minor: value, currency });
    return measure === 'guests' ? shareWords(value, 1) : numberWords(Math.round(value * 10) / 10);
  };
  const verb = measure === 'order value' || measure === 'quantity' ? 'has' : 'have';
  const index = stability === undefined ? '' : ` (PSI ${stability.toFixed(2)})`;
  return `${measure} ${verb} moved from ${show(before)} to ${show(now)}${index}`;
}

function assessPeople({ people, arrivals }: QualityTables): SourceReport[] {
  const told = arrivals.filter(({ table }) => table === 'customers').map(({ source }) => source);
  const names = [...new Set([...people.flatMap(({ sources }) => sources), ...told])].sort();
  return names.map((source) => {
    const own = people.filter(({ sources }) => sources.includes(source));
    return sourceReport({ source, table: 'customers', rows: own.length, gaps: peopleGaps(own) }, [
      ...findLostRows(arrivalsOf(arrivals, { source, table: 'customers' })),
      ...missingInPeople(own),
      ...findSamePeople(people, source),
    ]);
  });
}

/** Products of all sources together: one thing is sold through all of them. */
function assessProducts({ products, orders, arrivals }: QualityTables): SourceReport[] {
  const lost = arrivals.filter(({ table }) => table === 'products');
  if (products.length === 0 && lost.length === 0) return [];
  const names = new Set([...orders.map(({ source }) => source), ...lost.map(({ source }) => source)]);
  return [
    sourceReport(
      {
        source: [...names].sort().join(' and '),
        table: 'products',
        rows: products.length,
        gaps: productGaps(products),
      },
      [...findLostRows(lost), ...missingInProducts(products)],
    ),
  ];
}

function sourceReport(
  about: Pick<SourceReport, 'source' | 'table' | 'rows' | 'gaps'>,
  found: readonly Finding[],
): SourceReport {
  const findings = inOrderOfNeed(found);
  return { ...about, verdict: verdictOf(findings), findings, outliers: [] };
}
