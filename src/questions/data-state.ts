import { dayMs } from '../domain/clock.ts';
import { rememberFor } from '../domain/remember.ts';
import type { Answer, AnswerFact } from './answer.ts';
import type { DataState, QuestionContext, SyncState } from './context.ts';
import { ago, capital, cautious, day, rungWords, sourceWords, things } from './words.ts';

/** Days after which data, a sync and a model are old. */
const staleAfterDays = { order: 3, sync: 2, model: 45 };

/** How old the data are, whether the connected systems were pulled and agree, what the last quality report found, and how old the model is. */
export function describeDataState(context: QuestionContext): Answer {
  const state = context.dataState();
  const troubles = troublesOf(state, context);
  const [first] = troubles;
  return {
    id: 'data-state',
    headline: first
      ? `${troubles.length === 1 ? 'One thing needs' : `${things(troubles.length, 'thing')} need`} attention: ${first.words}.`
      : `All is well: the last order is of ${day(context, lastOrderAt(context))}, and nothing needs mending.`,
    period: `up to ${day(context, context.snapshot.asOf - 1)}`,
    facts: [
      {
        label: 'Last order',
        value: `${day(context, lastOrderAt(context))}, ${ago(daysSince(lastOrderAt(context), context))}`,
      },
      ...importFact(state, context),
      ...qualityFact(state, context),
      ...modelFact(context),
    ],
    ...(state.syncs.length === 0 ? {} : { table: syncTable(state.syncs, context) }),
    lines: [
      ...(context.agreement === undefined ? [] : [context.agreement]),
      ...troubles.slice(1).map(({ words }) => `${capital(words)}.`),
    ],
    basis: `${sourceWords(context)} Read from the store now.`,
    ...cautious(context.isDemo ? 'This is the demo shop: its data are made up.' : undefined),
    next: [
      ...new Set([...troubles.flatMap(({ type }) => type ?? []), 'patron quality', 'how good is the model']),
    ].slice(0, 4),
    data: {
      ...state,
      asOf: new Date(context.snapshot.asOf).toISOString(),
      lastOrderAt: new Date(lastOrderAt(context)).toISOString(),
      agreement: context.agreement,
    },
  };
}

/** Something to see to: a clause, and what to type. */
interface Trouble {
  readonly words: string;
  readonly type?: string;
}

/** What needs attention, the most pressing first. */
function troublesOf({ syncs, quality }: DataState, context: QuestionContext): Trouble[] {
  const { scores } = context;
  const quiet = daysSince(lastOrderAt(context), context);
  const modelAge = scores ? daysSince(scores.modelAsOf, context) : 0;
  return [
    ...syncs.flatMap((sync) => syncTrouble(sync, context)),
    ...(quality && quality.verdict !== 'good' && quality.first ? [qualityTrouble(quality.first)] : []),
    ...(quiet > staleAfterDays.order ? [{ words: `the last order is ${things(quiet, 'day')} old` }] : []),
    ...(scores ? [] : [{ words: 'there is no model yet', type: 'patron train' }]),
    ...(modelAge > staleAfterDays.model
      ? [{ words: `the model is ${things(modelAge, 'day')} old`, type: 'patron train' }]
      : []),
  ];
}

function qualityTrouble({ words, type }: Trouble): Trouble {
  return { words, ...(type === undefined ? {} : { type }) };
}

function syncTrouble({ name, type, outcome, at }: SyncState, context: QuestionContext): Trouble[] {
  if (outcome !== 'done')
    return [{ words: `the last sync of ${name} ${outcome === 'failed' ? 'failed' : 'was interrupted'}`, type }];
  const days = daysSince(at, context);
  return days > staleAfterDays.sync ? [{ words: `${name} was last pulled ${things(days, 'day')} ago`, type }] : [];
}

function syncTable(syncs: readonly SyncState[], context: QuestionContext) {
  const outcomes = { done: 'done', failed: 'failed', interrupted: 'interrupted' };
  return {
    columns: [
      { title: 'System', align: 'left' as const },
      { title: 'Last sync', align: 'left' as const },
      { title: 'Outcome', align: 'left' as const },
    ],
    rows: syncs.map(({ name, outcome, at }) => [name, whenWords(at, context), outcomes[outcome]]),
  };
}

function importFact({ importedAt }: DataState, context: QuestionContext): AnswerFact[] {
  return importedAt === undefined ? [] : [{ label: 'Files read', value: whenWords(importedAt, context) }];
}

function qualityFact({ quality }: DataState, context: QuestionContext): AnswerFact[] {
  if (!quality) return [{ label: 'Quality', value: 'not checked yet' }];
  const { verdict, madeAt, first } = quality;
  const fix = first && verdict !== 'good' ? `; fix first: ${first.words}` : '';
  return [{ label: 'Quality', value: `${verdict}, checked ${whenWords(madeAt, context)}${fix}` }];
}

function modelFact(context: QuestionContext): AnswerFact[] {
  const { scores, noScores = 'none yet' } = context;
  if (!scores) return [{ label: 'Model', value: noScores }];
  const age = daysSince(scores.modelAsOf, context);
  return [
    {
      label: 'Model',
      value: `knows all before ${day(context, scores.modelAsOf)} (${ago(age)}): ${rungWords[scores.rung]}`,
    },
  ];
}

/** A day, with how long ago it was where it lies before the moment of the question. */
function whenWords(at: number, context: QuestionContext): string {
  return at > context.snapshot.asOf ? day(context, at) : `${day(context, at)}, ${ago(daysSince(at, context))}`;
}

function daysSince(at: number, { snapshot }: QuestionContext): number {
  return Math.max(0, Math.floor((snapshot.asOf - at) / dayMs));
}

/** The last order, guests included. */
const lastOrderAt: (context: QuestionContext) => number = rememberFor(({ figures, snapshot }) =>
  figures.reduce((last, { lastAt }) => Math.max(last, lastAt), snapshot.guestAt.at(-1) ?? snapshot.firstAt),
);
