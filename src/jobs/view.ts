import { allFigures } from '../decisions/customer-figures.ts';
import { followSegments } from '../decisions/segment-history.ts';
import { scorePropensity } from '../model/propensity.ts';
import type { PersonMatch, QuestionContext } from '../questions/context.ts';
import { searchProducts } from '../questions/product-search.ts';
import { listAssignments } from '../store/control-arms.ts';
import { customersTagged, tagsInUse, tagsOf } from '../store/customer-tags.ts';
import type { Store } from '../store/database.ts';
import { readFact } from '../store/facts.ts';
import { orderSources } from '../store/order-sources.ts';
import { findPeople, peopleByRow } from '../store/people.ts';
import { loadSnapshot } from '../store/snapshot.ts';
import { readDataState } from './data-state.ts';
import { leadScores } from './leads.ts';
import { findSpeaker, readModel } from './model-files.ts';
import { syncAgreement } from './sync/agreement.ts';

/** What a view of the shop is made with. */
export interface ViewOptions {
  /** Epoch ms. */
  readonly asOf: number;
  readonly timeZone: string;
  readonly currency: string;
  /** Folder of the home that holds `models`. */
  readonly home: string;
}

/** The shop as of a date, with everything a question may look at; the model is the one that may speak about that date. */
export function viewShop(store: Store, options: ViewOptions): QuestionContext {
  const snapshot = loadSnapshot(store, options);
  const figures = allFigures(snapshot);
  const model = findSpeaker(store, options, {
    task: 'propensity',
    read: readModel,
    none: 'No model knows this date yet: run patron train.',
  });
  const scores = 'model' in model ? scorePropensity(model.model, snapshot, { version: model.version }) : undefined;
  const { segmentation, earlier } = followSegments(snapshot, {
    figures,
    bgNbd: 'model' in model ? model.model.bgNbd : undefined,
  });
  const agreement = syncAgreement(store, options.timeZone);
  const names = peopleByRow(store, [...snapshot.customerRows]);
  const places = new Map(Array.from(snapshot.customerRows, (row, index) => [row, index] as const));
  return {
    snapshot,
    figures,
    ...(scores ? { scores } : {}),
    ...('model' in model ? {} : { noScores: model.reason }),
    segmentation,
    ...(earlier ? { earlier } : {}),
    isDemo: readFact(store, 'demo') !== undefined,
    sources: orderSources(store),
    ...(agreement === undefined ? {} : { agreement }),
    nameOf: (customer) =>
      names.get(snapshot.customerRows[customer] ?? -1)?.name ?? snapshot.customerIds[customer] ?? '',
    findPeople: remembered((words, limit) =>
      findPeople(store, words, limit).map(({ row, customerId, name, closeness }): PersonMatch => {
        const customer = places.get(row);
        return {
          customerId,
          isExact: closeness === 1,
          ...(customer === undefined ? {} : { customer }),
          ...(name === undefined ? {} : { name }),
        };
      }),
    ),
    findProducts: (words, limit) => searchProducts(snapshot.products, words, limit),
    // Tags and the state of the data are read when they are asked for: they change without the figures.
    tagsOf: (customerId) => tagsOf(store, customerId),
    customersTagged: (tag) => customersTagged(store, tag),
    tagsInUse: () => tagsInUse(store),
    dataState: () => readDataState(store),
    assignments: () => listAssignments(store),
    leads: once(() => leadScores(store, options)),
  };
}

/** The same function, worked out when it is first called: few questions are about leads. */
function once<Value>(work: () => Value): () => Value {
  let found: { readonly value: Value } | undefined;
  return () => {
    found ??= { value: work() };
    return found.value;
  };
}

/** Look-ups that are remembered. */
const mostRemembered = 500;

/** A look-up that remembers what it gave: one question looks the same words up several times, and so do those that follow it. */
function remembered(look: QuestionContext['findPeople']): QuestionContext['findPeople'] {
  const known = new Map<string, readonly PersonMatch[]>();
  return (words, limit) => {
    const key = `${limit} ${words}`;
    const found = known.get(key) ?? look(words, limit);
    if (known.size >= mostRemembered) known.clear();
    known.set(key, found);
    return found;
  };
}
