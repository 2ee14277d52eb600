import { formatMoney } from '../domain/money.ts';
import type { PersonSummary } from '../patron.ts';
import type { QuestionContext } from '../questions/context.ts';

/** People who fit words, closest first; for empty words the customers with the most revenue. At most `limit`. */
export function summarisePeople(
  view: QuestionContext,
  { words, limit }: { words: string; limit: number },
): PersonSummary[] {
  if (words.trim() === '') {
    const best = [...view.figures].sort((one, other) => other.net - one.net || one.customer - other.customer);
    return best.slice(0, limit).map(({ customer }) => summaryOf(view, customer));
  }
  return view.findPeople(words, limit).map(({ customer, customerId, name, isExact }) => {
    if (customer !== undefined) return { ...summaryOf(view, customer), isExact };
    const revenue = formatMoney({ minor: 0, currency: view.snapshot.currency });
    return { customerId, isExact, orders: 0, revenue, ...(name === undefined ? {} : { name }) };
  });
}

function summaryOf(view: QuestionContext, customer: number): PersonSummary {
  const { snapshot, scores, segmentation, figures } = view;
  const customerId = snapshot.customerIds[customer] ?? '';
  const name = view.nameOf(customer);
  const p = scores?.p[customer];
  return {
    customerId,
    orders: figures[customer]?.orders ?? 0,
    revenue: formatMoney({ minor: figures[customer]?.net ?? 0, currency: snapshot.currency }, { whole: true }),
    segment: segmentation.segments[customer] ?? 'ordinary',
    ...(name === customerId ? {} : { name }),
    ...(p === undefined ? {} : { propensity: p }),
  };
}
