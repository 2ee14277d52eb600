import { type BuyAgain, buyAgain } from '../decisions/buy-again.ts';
import { goodsIndex } from '../decisions/goods-index.ts';
import { keptGoods } from '../decisions/kept-goods.ts';
import { type NewGood, newGoods } from '../decisions/new-goods.ts';
import { goodsOffered, type OfferRecord, offerRecord } from '../decisions/offer-record.ts';
import type { Answer } from './answer.ts';
import type { QuestionContext } from './context.ts';
import type { PersonQuestion } from './people.ts';
import { ago, cautious, countWords, day, percent, personWords, sourceWords, things } from './words.ts';

/** What to offer a customer. */
export const offerFor: PersonQuestion = { ask: (id) => `what should I offer ${id}`, describe: describeOffer };

/** What to offer a customer: goods to buy again and goods new to them, two lists, each good with its reason, and how often such offers were right. */
function describeOffer(customer: number, context: QuestionContext): Answer {
  const { snapshot } = context;
  const id = snapshot.customerIds[customer] ?? '';
  const who = personWords(context, customer);
  const kept = keptGoods(snapshot, customer, snapshot.asOf);
  const again = buyAgain(kept, goodsOffered);
  const fresh = newGoods(goodsIndex(snapshot, snapshot.asOf), customer, { kept, limit: goodsOffered });
  const record = offerRecord(snapshot);
  const title = (product: number) => snapshot.products[product]?.title ?? '';
  const rows = [
    ...again.map((item) => ['Buy again', title(item.product), againWords(item)]),
    ...fresh.map((item) => ['New', title(item.product), freshWords(item, title)]),
  ];
  return {
    id: 'offer',
    headline: headlineOf(who, { again: again[0], fresh: fresh[0] }, title),
    period: `by what was bought up to ${day(context, snapshot.asOf - 1)}`,
    ...(rows.length === 0
      ? {}
      : {
          table: {
            columns: [
              { title: 'List', align: 'left' as const },
              { title: 'Product', align: 'left' as const },
              { title: 'Why', align: 'left' as const },
            ],
            rows,
          },
        }),
    lines: recordLines(record),
    basis: `${sourceWords(context)} Buy again: own purchases, newer ones counting more, and the rhythm of each product. New: what those bought who bought the same goods. Fees are left out, and so is what was given back, as far as its amount tells. Stock is not known.`,
    ...cautious(recordCaution(record)),
    next: [`orders of ${id}`, `what would change ${id}`],
    customerId: id,
    data: {
      customerId: id,
      buyAgain: again.map(({ product, ...why }) => ({ ...nameOf(product, context), ...why })),
      newForThem: fresh.map(({ product, because, share }) => ({
        ...nameOf(product, context),
        because: snapshot.products[because]?.sku,
        share,
      })),
      record,
    },
  };
}

function nameOf(product: number, { snapshot }: QuestionContext) {
  return { sku: snapshot.products[product]?.sku, title: snapshot.products[product]?.title };
}

function headlineOf(
  who: string,
  { again, fresh }: { again: BuyAgain | undefined; fresh: NewGood | undefined },
  title: (product: number) => string,
): string {
  if (!again && !fresh) return `Nothing speaks for a certain offer to ${who}.`;
  const parts = [
    ...(again ? [`${short(title(again.product))} to buy again`] : []),
    ...(fresh ? [`${short(title(fresh.product))} as something new`] : []),
  ];
  return `Offer ${who}: ${parts.join(', or ')}.`;
}

/** A title that leaves room for the rest of a sentence. */
function short(title: string): string {
  return title.length > 45 ? `${title.slice(0, 44)}…` : title;
}

function againWords({ times, quietDays, gapDays }: BuyAgain): string {
  const last = `last ${ago(quietDays)}`;
  if (times === 1) return `bought once, ${last}`;
  // Two days make one gap: that is no rhythm to tell of.
  const rhythm = gapDays === undefined || times < 3 ? '' : `, about every ${things(gapDays, 'day')}`;
  return `bought on ${things(times, 'day')}${rhythm}, ${last}`;
}

function freshWords({ because, share }: NewGood, title: (product: number) => string): string {
  return because < 0
    ? 'goes with what they buy'
    : `${percent(share)} of those who bought ${title(because)} bought it too`;
}

function recordLines(record: OfferRecord | undefined): string[] {
  if (!record)
    return ['How right such offers are cannot be told yet: too few customers came back in the last 60 days.'];
  const { again, fresh, days, goods } = record;
  const share = (hit: number) => percent(hit / again.customers);
  return [
    `How right this was before: of ${countWords(again.customers)} customers who came back within ${days} days, ${share(again.hit)} bought one of their ${goods} "buy again" goods at once; one of the ${goods} most popular goods, ${share(again.popular)}.`,
    `Of the ${goods} new goods: ${share(fresh.hit)}; of the ${goods} most popular that were new to them, ${share(fresh.popular)}.`,
  ];
}

function recordCaution(record: OfferRecord | undefined): string | undefined {
  if (!record) return undefined;
  const { again, fresh } = record;
  const worse = [
    ...(again.hit <= again.popular ? ['goods to buy again'] : []),
    ...(fresh.hit <= fresh.popular ? ['new goods'] : []),
  ];
  return worse.length === 0
    ? undefined
    : `For ${worse.join(' and ')} the most popular ones were as often right: this shop's past does not speak for the list.`;
}
