import type { QuestionContext } from './context.ts';

const wrapped = new WeakMap<QuestionContext, QuestionContext>();

/** The same view for readers who may not see names: people are called by their ids alone. They are still found by a name that the reader knows and types. */
export function withoutNames(context: QuestionContext): QuestionContext {
  const known = wrapped.get(context);
  if (known) return known;
  const nameless: QuestionContext = {
    ...context,
    nameOf: (customer) => context.snapshot.customerIds[customer] ?? '',
    findPeople: (words, limit) =>
      context.findPeople(words, limit).map(({ customer, customerId, isExact }) => ({
        customerId,
        isExact,
        ...(customer === undefined ? {} : { customer }),
      })),
  };
  wrapped.set(context, nameless);
  return nameless;
}
