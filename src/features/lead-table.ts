import { dayMs } from '../domain/clock.ts';
import {
  type AlikeBy,
  alikeBy,
  isLeadAt,
  type LeadEventKind,
  type LeadHistories,
  leadEventKinds,
} from '../domain/leads.ts';
import { type Random, shuffle } from '../domain/random.ts';
import { type LeadFeatureName, leadColumnCount, leadColumnPlace } from './lead-columns.ts';
import { likenessBefore } from './lead-likeness.ts';

/** Features of everybody who was a lead at a cutoff. Row-major; NaN = not known. */
export interface LeadTable {
  /** Instant, epoch ms; nothing at or after it is in the values. */
  readonly cutoff: number;
  /** Index of each row's person in the histories, ascending. [rows] */
  readonly people: Int32Array;
  /** [rows, columns] in the order of `leadColumns`. */
  readonly values: Float64Array;
  /** Last sign of life of each row, epoch ms. [rows] */
  readonly lastSignAt: Float64Array;
}

/** What people of each group did before a cutoff, against all: log ratios. */
type Likeness = Readonly<Record<AlikeBy | 'form', Float64Array>>;

interface Building {
  readonly leads: LeadHistories;
  readonly cutoff: number;
  readonly likeness: Likeness;
  /** Log of the usual amount of a deal. */
  readonly usualAmount: number;
}

/** Builds the features of the leads at `cutoff`, which may not lie after the histories' date. `sample`: at most so many of them, drawn at random. */
export function buildLeadFeatures(
  leads: LeadHistories,
  { cutoff, sample }: { cutoff: number; sample?: { readonly rows: number; readonly random: Random } },
): LeadTable {
  const people = drawSome(leadsAt(leads, cutoff), sample);
  const building = { leads, cutoff, likeness: likenessAt(leads, cutoff), usualAmount: usualAmountAt(leads, cutoff) };
  const values = new Float64Array(people.length * leadColumnCount).fill(Number.NaN);
  const lastSignAt = new Float64Array(people.length);
  people.forEach((person, row) => {
    const cells = values.subarray(row * leadColumnCount, (row + 1) * leadColumnCount);
    lastSignAt[row] = fillRow(building, person, cells);
  });
  return { cutoff, people, values, lastSignAt };
}

/** 1 where the person of a row places a first order in [cutoff, cutoff + horizon), else 0. The window must have closed by the histories' date. [rows] */
export function labelLeads(
  { firstOrderAt }: LeadHistories,
  { cutoff, people }: LeadTable,
  horizonDays: number,
): Uint8Array {
  const until = cutoff + horizonDays * dayMs;
  return Uint8Array.from(people, (person) => ((firstOrderAt[person] ?? Number.POSITIVE_INFINITY) < until ? 1 : 0));
}

function leadsAt(leads: LeadHistories, cutoff: number): Int32Array {
  const people: number[] = [];
  for (let person = 0; person < leads.createdAt.length; person++) {
    if (isLeadAt(leads, person, cutoff)) people.push(person);
  }
  return Int32Array.from(people);
}

function drawSome(all: Int32Array, sample: { rows: number; random: Random } | undefined): Int32Array {
  if (!sample || all.length <= sample.rows) return all;
  return shuffle(all.slice(), sample.random).slice(0, sample.rows).sort();
}

function likenessAt(leads: LeadHistories, cutoff: number): Likeness {
  const by = (name: AlikeBy) => {
    const { codes, labels } = leads.alike[name];
    return likenessBefore(leads, { cutoff, groups: labels.length, groupOf: (person) => codes[person] ?? -1 });
  };
  const [source, country, email, company] = alikeBy.map(by);
  const none = new Float64Array();
  return {
    source: source ?? none,
    country: country ?? none,
    email: email ?? none,
    company: company ?? none,
    form: likenessBefore(leads, {
      cutoff,
      groups: leads.forms.length,
      groupOf: (person) => firstFormOf(leads, person, cutoff),
    }),
  };
}

/** The form by which somebody came: the first one that they sent before the cutoff; -1 for none. */
function firstFormOf({ eventStart, eventAt, eventForm }: LeadHistories, person: number, cutoff: number): number {
  for (let event = eventStart[person] ?? 0; event < (eventStart[person + 1] ?? 0); event++) {
    if ((eventAt[event] ?? cutoff) >= cutoff) return -1;
    const form = eventForm[event] ?? -1;
    if (form >= 0) return form;
  }
  return -1;
}

function usualAmountAt({ eventAmount, eventAt }: LeadHistories, cutoff: number): number {
  const amounts = eventAmount.filter((amount, event) => amount > 0 && (eventAt[event] ?? cutoff) < cutoff).sort();
  return Math.log(amounts[Math.floor((amounts.length - 1) / 2)] ?? 1);
}

/** What happened to one person before a cutoff. */
interface Tally {
  forms: number;
  forms30: number;
  readonly kinds: Set<number>;
  lastForm: number;
  open: number;
  won: number;
  lost: number;
  amount: number;
  tickets: number;
  ticketsOpen: number;
  hasOpened: boolean;
  lastSign: number;
}

const counters: Readonly<Record<LeadEventKind, (tally: Tally, leads: LeadHistories, at: EventAt) => void>> = {
  form: (tally, { eventForm }, { event, at, cutoff }) => {
    tally.forms++;
    if (at >= cutoff - 30 * dayMs) tally.forms30++;
    tally.kinds.add(eventForm[event] ?? -1);
    tally.lastForm = at;
  },
  deal: (tally, { eventEnd, eventWon, eventAmount }, { event, cutoff }) => {
    const amount = eventAmount[event] ?? Number.NaN;
    if ((eventEnd[event] ?? 0) >= cutoff) {
      tally.open++;
      if (amount > 0) tally.amount += amount;
    } else if (eventWon[event] === 1) tally.won++;
    else tally.lost++;
  },
  ticket: (tally, { eventEnd }, { event, cutoff }) => {
    tally.tickets++;
    if ((eventEnd[event] ?? 0) >= cutoff) tally.ticketsOpen++;
  },
  opened: (tally) => {
    tally.hasOpened = true;
  },
};

interface EventAt {
  readonly event: number;
  readonly at: number;
  readonly cutoff: number;
}

function tallyBefore(leads: LeadHistories, person: number, cutoff: number): Tally {
  const tally: Tally = {
    forms: 0,
    forms30: 0,
    kinds: new Set(),
    lastForm: Number.NaN,
    open: 0,
    won: 0,
    lost: 0,
    amount: 0,
    tickets: 0,
    ticketsOpen: 0,
    hasOpened: false,
    lastSign: leads.createdAt[person] ?? cutoff,
  };
  for (let event = leads.eventStart[person] ?? 0; event < (leads.eventStart[person + 1] ?? 0); event++) {
    const at = leads.eventAt[event] ?? cutoff;
    if (at >= cutoff) break;
    const kind = leadEventKinds[leads.eventKind[event] ?? 0];
    if (kind) counters[kind](tally, leads, { event, at, cutoff });
    tally.lastSign = Math.max(tally.lastSign, at);
  }
  return tally;
}

/** Fills one row and gives the person's last sign of life. */
function fillRow({ leads, cutoff, likeness, usualAmount }: Building, person: number, cells: Float64Array): number {
  const set = (name: LeadFeatureName, value: number) => {
    cells[leadColumnPlace(name)] = value;
  };
  const since = (at: number) => Math.log1p(Math.max(0, cutoff - at) / dayMs);
  const tally = tallyBefore(leads, person, cutoff);
  set('age', since(leads.createdAt[person] ?? cutoff));
  set('quiet', since(tally.lastSign));
  set('forms', Math.log1p(tally.forms));
  set('forms_30', Math.log1p(tally.forms30));
  set('form_kinds', Math.log1p(tally.kinds.size));
  set('form_quiet', since(tally.lastForm));
  set('deals_open', Math.log1p(tally.open));
  set('deals_won', Math.log1p(tally.won));
  set('deals_lost', Math.log1p(tally.lost));
  // An amount that is not known is the usual one: when it was filled in is not known either.
  set('deal_amount', tally.amount > 0 ? Math.log(tally.amount) - usualAmount : 0);
  set('tickets', Math.log1p(tally.tickets));
  set('tickets_open', Math.log1p(tally.ticketsOpen));
  set('opened', tally.hasOpened ? 1 : 0);
  set('like_form', likeness.form[firstFormOf(leads, person, cutoff)] ?? 0);
  const alike = (by: AlikeBy) => likeness[by][leads.alike[by].codes[person] ?? -1] ?? 0;
  set('like_source', alike('source'));
  set('like_country', alike('country'));
  set('like_email', alike('email'));
  set('like_company', alike('company'));
  return tally.lastSign;
}
