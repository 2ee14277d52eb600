import type { Answer } from '../questions/answer.ts';
import type { QuestionContext } from '../questions/context.ts';
import { describeSegments } from '../questions/segments.ts';
import { writeCsvFile } from '../store/csv-file.ts';

/** Rows by customer id, so that the order of import leaves no trace. */
function byCustomer(
  { snapshot }: QuestionContext,
  cellsOf: (customer: number) => readonly (string | number)[],
): (readonly (string | number)[])[] {
  return snapshot.customerIds
    .map((id, customer) => ({ id, customer }))
    .sort((one, other) => (one.id < other.id ? -1 : 1))
    .map(({ id, customer }) => [id, ...cellsOf(customer)]);
}

/** The segments as an answer, and as `customer_id,segment` in a file where one is named. Raises `cannot-write`. */
export function answerSegments(view: QuestionContext, out: string | undefined): Answer {
  const answer = describeSegments(view);
  if (out === undefined) return answer;
  const rows = byCustomer(view, (customer) => [view.segmentation.segments[customer] ?? 'ordinary']);
  const written = writeCsvFile(out, ['customer_id', 'segment'], rows);
  return { ...answer, lines: [`Wrote ${written} customers to ${out}.`, ...(answer.lines ?? [])] };
}

/** Writes the scores of every customer: `customer_id,as_of,model,propensity_30d,alive,expected_orders_90d,segment`. Gives the number of rows. */
export function writeScores(view: QuestionContext, out: string): number {
  const { scores, segmentation, snapshot } = view;
  const header = ['customer_id', 'as_of', 'model', 'propensity_30d', 'alive', 'expected_orders_90d', 'segment'];
  const asOf = new Date(snapshot.asOf).toISOString();
  const figure = (column: Float64Array | undefined, customer: number) => column?.[customer] ?? '';
  const rows = byCustomer(view, (customer) => [
    asOf,
    scores?.modelVersion ?? '',
    figure(scores?.p, customer),
    figure(scores?.alive, customer),
    figure(scores?.expectedOrders90, customer),
    segmentation.segments[customer] ?? 'ordinary',
  ]);
  return writeCsvFile(out, header, rows);
}
