import type { Config } from './config.ts';
import { FatalError } from './domain/errors.ts';
import { answerAlert, answerDigest, watchRules } from './jobs/chat/chat-answers.ts';
import { runDemo } from './jobs/demo.ts';
import { answerDuplicates } from './jobs/duplicates.ts';
import { championBacktest, runEvaluation } from './jobs/evaluate.ts';
import { importShopFiles } from './jobs/import-shop.ts';
import { linkedPerson } from './jobs/linked-person.ts';
import { describeModels } from './jobs/models-answer.ts';
import { momentOf } from './jobs/moment.ts';
import { summarisePeople } from './jobs/people.ts';
import { predictPropensity } from './jobs/prediction.ts';
import { standingPush } from './jobs/push/standing.ts';
import { pushUseCases } from './jobs/push/use-cases.ts';
import { describeRules } from './jobs/push/wanted-preview.ts';
import { describeQuality, runQuality } from './jobs/quality.ts';
import { answerSegments } from './jobs/score-files.ts';
import { syncShop } from './jobs/sync/sync-shop.ts';
import { exportFile } from './jobs/table-files.ts';
import { tagCustomer } from './jobs/tag.ts';
import { runTraining } from './jobs/train.ts';
import { ViewCache, withCaution } from './jobs/view-cache.ts';
import { shopCurrency } from './jobs/workplace.ts';
import { openPlace } from './open-place.ts';
import type { Patron } from './patron.ts';
import { askQuestion } from './questions/ask.ts';
import { withoutNames } from './questions/nameless.ts';
import { aboutPerson } from './questions/people.ts';
import { questions } from './questions/registry.ts';
import { why } from './questions/why.ts';
import { sendDigest } from './send-digest.ts';
import { readFact } from './store/facts.ts';
import { hasOrders } from './store/last-order.ts';
import { modelFor } from './store/models.ts';
import { patiently } from './store/patiently.ts';
import type { System } from './system.ts';

/**
 * Puts Patron together: opens the store of the home and gives the use-cases. `keepsView`: the first view of the present answers for good, whatever is written
 * meanwhile (a thread that answers is replaced as a whole). Raises what `openStore` raises.
 */
export async function openPatron(
  config: Config,
  system: System,
  { keepsView = false }: { readonly keepsView?: boolean } = {},
): Promise<Patron> {
  const { place, sources, target, shop } = openPlace(config, system);
  const { store, clock, timeZone } = place;
  const views = new ViewCache(place, { keepsPresent: keepsView });
  // Others ask meanwhile: whoever writes is not stood still for, but come back to.
  if (keepsView) store.sqlite.pragma('busy_timeout = 50');
  const pushes = pushUseCases({ place, views, target, shop });
  return {
    demo: (options) => runDemo(place, views, options),
    importFiles: (kind, files, options) => importShopFiles(place, { kind, files, ...options }),
    quality: async (options) => {
      const { asOf, caution } = momentOf(place, { ...options, wholeDays: true });
      options.onProgress?.({ step: 'Checking the quality of the data', done: 0 });
      const madeAt = clock.now().getTime();
      const report = runQuality(store, { asOf, timeZone, currency: shopCurrency(place), madeAt });
      return withCaution(describeQuality(report, place), caution);
    },
    sync: ({ source, ...options }) =>
      syncShop(place, sources(), source === undefined ? options : { ...options, name: source }),
    duplicates: async ({ settle }) => answerDuplicates(place, settle),
    train: (options) => runTraining(place, options),
    evaluate: (options) => runEvaluation(place, options),
    predictPropensity: async (options) => predictPropensity(place, options),
    segments: async (options) => {
      const { view, caution } = views.viewOf(options);
      return withCaution(answerSegments(view, options.out), caution);
    },
    explain: async (customer, options) => {
      const { view, caution } = views.viewOf(options);
      if (view.findPeople(customer, 1).length === 0) {
        const hint = 'An id, a name, an e-mail or a part of one is enough: patron ask "top customers"';
        throw new FatalError('customer-unknown', `Nobody fits '${customer}'.`, hint);
      }
      return withCaution(aboutPerson(customer, view, why), caution);
    },
    ask: async (question, { follows, names, ...moment }) => {
      const { view, caution } = views.viewOf(moment);
      const seen = names === 'hidden' ? withoutNames(view) : view;
      return withCaution(askQuestion(question, seen, { follows }), caution);
    },
    questions: async () => questions.map(({ id, examples, takes }) => ({ id, examples, takes })),
    digest: async (options) => answerDigest(place, views, options),
    sendDigest: (options) =>
      sendDigest(
        { config, system, place, patron: { digest: async (how) => answerDigest(place, views, how) } },
        options,
      ),
    watch: async (rules) => watchRules(views, rules),
    alert: async (news) => answerAlert(views, news),
    exportTable: async (table, { out }) => exportFile(place, views, { table, out }),
    models: async () => describeModels(place),
    backtest: async () => championBacktest(place),
    tag: async (tagging) =>
      keepsView
        ? patiently(store, () => tagCustomer(place, tagging), { patienceMs: 300 })
        : tagCustomer(place, tagging),
    rules: async (options) => {
      const { view, caution } = views.viewOf(options);
      return withCaution(describeRules(place, view), caution);
    },
    ...pushes,
    standingPush: (asked) =>
      keepsView ? patiently(store, () => standingPush(place, asked), { patienceMs: 300 }) : pushes.standingPush(asked),
    people: async (words, { limit }) => summarisePeople(views.viewOf({}).view, { words, limit }),
    personOf: async (link) => linkedPerson(store, link),
    shop: async () => ({
      isDemo: readFact(store, 'demo') !== undefined,
      hasOrders: hasOrders(store),
      hasModel: modelFor(store, clock.now().getTime()) !== undefined,
    }),
    close: async () => store.close(),
  };
}
