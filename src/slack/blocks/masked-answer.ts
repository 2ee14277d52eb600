import type { Answer, AnswerChart, AnswerItem, AnswerTable } from '../../questions/answer.ts';
import { holdsEmail, maskEmails } from './mask.ts';

/**
 * An answer whose e-mail addresses are masked wherever it shows them. What a button carries can be read by everybody in a channel, so a question that holds an
 * address is asked by the customer's id instead, or is left out; so is an offer about a customer whose id is an address.
 */
export function maskedAnswer(answer: Answer): Answer {
  const { headline, facts, table, chart, items, lines, period, basis, caution, offers } = answer;
  return {
    id: answer.id,
    headline: maskEmails(headline),
    ...(facts && { facts: facts.map(({ label, value }) => ({ label: maskEmails(label), value: maskEmails(value) })) }),
    ...(table && { table: maskedTable(table) }),
    ...(chart && { chart: maskedChart(chart) }),
    ...(items && { items: items.map(maskedItem) }),
    ...(lines && { lines: lines.map(maskEmails) }),
    ...(period !== undefined && { period: maskEmails(period) }),
    basis: maskEmails(basis),
    ...(caution !== undefined && { caution: maskEmails(caution) }),
    next: answer.next.flatMap((question) => withoutEmail(question, answer.customerId)),
    ...(answer.customerId !== undefined && { customerId: answer.customerId }),
    ...(offers && { offers: offers.filter((offer) => !holdsEmail(JSON.stringify(offer))) }),
  };
}

function withoutEmail(question: string, customerId: string | undefined): string[] {
  if (!holdsEmail(question)) return [question];
  if (customerId === undefined || holdsEmail(customerId)) return [];
  const asked = question.replace(/\S+@\S+/g, customerId);
  return holdsEmail(asked) ? [] : [asked];
}

/** A matter whose question cannot be asked any more keeps its words: an empty question makes no button. */
function maskedItem({ kind, title, words, why, proof, ask, customerIds }: AnswerItem): AnswerItem {
  const [question = ''] = withoutEmail(ask.question, customerIds[0]);
  return {
    kind,
    title: maskEmails(title),
    words: maskEmails(words),
    ...(why !== undefined && { why: maskEmails(why) }),
    ...(proof !== undefined && { proof: maskEmails(proof) }),
    ask: { label: maskEmails(ask.label), question },
    customerIds,
  };
}

function maskedTable({ columns, rows }: AnswerTable): AnswerTable {
  return {
    columns: columns.map(({ title, align }) => ({ title: maskEmails(title), align })),
    rows: rows.map((cells) => cells.map(maskEmails)),
  };
}

function maskedChart({ kind, title, labels, series }: AnswerChart): AnswerChart {
  return {
    kind,
    title: maskEmails(title),
    labels: labels.map(maskEmails),
    series: series.map(({ name, values }) => ({ name: maskEmails(name), values })),
  };
}
