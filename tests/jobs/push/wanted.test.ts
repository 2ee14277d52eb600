import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { parseTagRules } from '../../../src/decisions/tag-rules-parse.ts';
import { dayMs } from '../../../src/domain/clock.ts';
import { type PushContact, standingRules, type WantedPerson } from '../../../src/domain/push.ts';
import { gatherWanted } from '../../../src/jobs/push/wanted.ts';
import { readTagRules } from '../../../src/jobs/push/wanted-rules.ts';
import type { LeadScores } from '../../../src/model/lead-scores.ts';
import type { Scores } from '../../../src/model/scores.ts';
import { openStore, type Store } from '../../../src/store/database.ts';
import { pageKeeper } from '../../../src/store/sync-page.ts';
import { realSystem } from '../../../src/system.ts';
import { contextOf, scoresOf } from '../../support/context-of.ts';
import { errorOf } from '../../support/error-of.ts';
import { snapshotOf } from '../../support/snapshot-of.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const asOf = Date.parse('2026-05-01T10:00:00Z');
const daysAgo = (...days: number[]) => days.map((day) => asOf - day * dayMs);
const orders = (customer: string, ...days: number[]) => daysAgo(...days).map((at) => ({ customer, at }));
const snapshot = snapshotOf(
  [...orders('hubspot:1', 95, 65, 35, 5), ...orders('hubspot:2', 20), ...orders('file-3', 400)],
  { asOf },
);
const contacts: PushContact[] = ['1', '2', '9'].map((id) => ({
  contactId: id,
  customerId: `hubspot:${id}`,
  consent: { email: 'unknown' },
}));
const reasons = [
  { group: 'recency', words: 'last order 5 days ago', contribution: 0.9 },
  { group: 'returns', words: 'no returns; none at all', contribution: -0.4 },
  { group: 'breadth', words: '3 different products bought', contribution: 0.01 },
];

let store: Store;

beforeEach(() => {
  store = openStore(':memory:', { migrationsFolder: realSystem().migrationsFolder });
  pageKeeper(store)({
    source: 'hubspot',
    stream: 'contacts',
    records: contacts.map(({ contactId: id }) => ({ kind: 'customer', id, updatedAt: 1, country: 'Japan' })),
    rejected: [],
    now: 1,
  });
});

/** What the rules of the file say, in its order, without those that are always there. */
function ofFile(found: WantedPerson | undefined): (boolean | undefined)[] {
  const standing: readonly string[] = Object.values(standingRules);
  return (found?.rules ?? []).filter(({ rule }) => !standing.includes(rule)).map(({ holds }) => holds);
}

function gather({ scores, leads, rules = '' }: { scores?: Scores; leads?: LeadScores; rules?: string } = {}) {
  const view = contextOf(snapshot, scores ? { scores } : {});
  const wanted = gatherWanted({ store, timeZone: 'Asia/Tokyo' }, view, {
    contacts,
    rules: parseTagRules(rules).rules,
    leads,
  });
  return new Map(wanted.map((person) => [person.customerId, person]));
}

/** The values of a person, the costly ones worked out. */
function valuesOf(person: WantedPerson | undefined): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(person?.fields ?? {}).map(([name, value]) => [name, typeof value === 'string' ? value : value()]),
  );
}

describe('what the CRM shall hold', () => {
  it('is each figure as the CRM takes it: shares to the percent, whole money, dates of the shop', () => {
    const found = gather({ scores: scoresOf(snapshot, { p: { 'hubspot:1': 0.5049 }, reasons }) });
    expect(valuesOf(found.get('hubspot:1'))).toEqual({
      patron_propensity: '0.5',
      patron_propensity_band: 'very likely',
      patron_reasons: 'Last order 5 days ago speaks for an order; No returns, none at all speaks against an order',
      // 1 - (1 - 0.5049)^3 orders within 90 days, by the hand-made scores; 3 x 0.5049 orders of 10.00.
      patron_churn: '0.12',
      patron_clv: '15',
      patron_segment: 'high-value',
      // Every 30 days, last ordered on 26 April at 19:00 in Tokyo.
      patron_next_order_on: '2026-05-26',
      patron_scored_on: '2026-05-01',
    });
  });

  it('has no next order for who has no rhythm, and no figures for who has no contact', () => {
    const found = gather({ scores: scoresOf(snapshot) });
    expect(Object.keys(valuesOf(found.get('hubspot:2')))).not.toContain('patron_next_order_on');
    expect(found.get('file-3')?.fields).toEqual({});
  });

  it('has no chances that a backtest forbids to act on, and rules that ask for one decide nothing', () => {
    const verdict = { grade: 'do-not-act', words: 'Not better than recency.' } as const;
    const rules = 'when propensity_30d >= 0.1 then tag hot\nwhen orders >= 4 then tag regular';
    const found = gather({ scores: scoresOf(snapshot, { verdict }), rules }).get('hubspot:1');
    expect(Object.keys(found?.fields ?? {})).toEqual(['patron_segment', 'patron_next_order_on', 'patron_scored_on']);
    expect(ofFile(found)).toEqual([undefined, true]);
  });

  it('asks rules about leads: their chance, their rank, and that they have not ordered', () => {
    const leads = leadsOf({ 'hubspot:9': 0.3, 'elsewhere:1': 0.1, 'elsewhere:2': 0.2 });
    const rules = `when propensity_30d >= 0.3 and not customer then tag hot-lead
when lead_score = 100 and orders = 0 and country = japan then tag best
when days_since_order > 1 or at_risk or segment = ordinary then tag never`;
    const found = gather({ leads, rules });
    expect(ofFile(found.get('hubspot:9'))).toEqual([true, true, false]);
    expect(valuesOf(found.get('hubspot:9'))).toEqual({
      patron_propensity: '0.3',
      patron_propensity_band: 'likely',
      patron_reasons: 'Last order 5 days ago speaks for an order; No returns, none at all speaks against an order',
      patron_scored_on: '2026-05-01',
    });
    expect(gather({ rules }).get('hubspot:9')).toMatchObject({
      fields: {},
      rules: [{ holds: undefined }, { holds: undefined }, {}, {}, {}],
    });
  });
});

function leadsOf(p: Readonly<Record<string, number>>): LeadScores {
  const customerIds = Object.keys(p);
  const p30 = Float64Array.from(Object.values(p));
  const explain = (lead: number) => ({ base: 0, logOdds: 0, p: p30[lead] ?? 0, reasons });
  return {
    asOf,
    customerIds,
    customerRows: Int32Array.from(customerIds, (_, lead) => lead),
    createdAt: new Float64Array(customerIds.length),
    lastSignAt: new Float64Array(customerIds.length),
    chances: {
      modelVersion: 'lead-1',
      modelAsOf: asOf,
      p30,
      auc: { value: 0.7, low: 0.6, high: 0.8 },
      baseRate: 0.1,
      liftAt10: 2,
      explain,
    },
    verdict: { grade: 'act', words: 'Proven.' },
    reason: 'scored',
    factsOf: () => [],
    ranked: () => [...p30.keys()].sort((one, other) => (p30[other] ?? 0) - (p30[one] ?? 0)),
  };
}

describe('the file of rules', () => {
  const folder = temporaryFolder();

  it('is made where there is none, explains itself, and has every rule switched off', () => {
    const home = folder.path('new');
    expect(readTagRules(home)).toEqual([]);
    const text = readFileSync(join(home, 'tag-rules.txt'), 'utf8');
    expect(text.split('\n').every((line) => line === '' || line.startsWith('#'))).toBe(true);
    const switchedOn = parseTagRules(text.replaceAll(/^# when /gm, 'when '));
    expect(switchedOn.problems).toEqual([]);
    expect(switchedOn.rules.map(({ name }) => name)).toEqual(['hot-lead', 'hot-leads', 'win-back', 'second-order']);
  });

  it('is left as it is once it is there, and follows nothing of it where a line cannot be read', () => {
    const path = folder.write('own/tag-rules.txt', 'when customer then tag one\nwhen custmer then tag two\n');
    const home = folder.path('own');
    expect(errorOf(() => readTagRules(home))).toMatchObject({ code: 'bad-setting' });
    expect(errorOf(() => readTagRules(home)).message).toMatch(
      /\. Line 2, column 6: 'custmer' .* did you mean 'customer'\?$/,
    );
    expect(readFileSync(path, 'utf8')).toContain('custmer');
  });
});
