import type { AlertWords } from './alert-words.ts';
import {
  ago,
  capital,
  countWords,
  day,
  hitRateWords,
  money,
  percent,
  personWords,
  someWords,
  sourceWords,
  things,
} from './words.ts';

/** Alerts in English. */
export const englishAlert: AlertWords = {
  headline: (title, names) => (names.length === 0 ? `${title}.` : `${title}: ${names.join(', ')}.`),
  person: ({ figures, usualGapDays, chance, reason }, context) => {
    const usual = usualGapDays === undefined ? '' : `, usually every ${things(usualGapDays, 'day')}`;
    const likely =
      chance === undefined
        ? ''
        : `; chance of an order in ${context.scores?.horizonDays ?? 30} days ${percent(chance)}`;
    return {
      title: capital(personWords(context, figures.customer)),
      words: `last order ${ago(figures.quietDays)}${usual}; ${money(context, figures.recentGross)} in the last 365 days${likely}.`,
      ...(reason ? { why: `Why: ${reason.words}.` } : {}),
    };
  },
  day: ({ day: span, net, lowest, highest, days, record }, context) => ({
    title: `Revenue of ${day(context, span.from)} is ${net > highest ? 'higher' : 'lower'} than usual`,
    words: `${money(context, net)}, against ${money(context, lowest)} to ${money(context, highest)} on the same weekday of the ${days} weeks before.`,
    ...(record.days > 0
      ? { proof: `Of the ${things(record.days, 'day')} before, ${someWords(record.unusual)} stood out so.` }
      : {}),
  }),
  record: (record, context) => {
    switch (record.kind) {
      case 'stayed':
        return `Of ${countWords(record.of)} in the same place ${record.days} days ago ${percent(record.stayedAway / record.of)} stayed away.`;
      case 'fallen':
        return `Of ${countWords(record.of)} who fell out in the months before, ${someWords(record.ordered)} ordered within ${record.days} days.`;
      case 'tested':
        return hitRateWords(context).trim() || undefined;
    }
  },
  line: ({ title, words, why, proof }) =>
    [`${title}: ${words}`, why, proof].filter((part) => part !== undefined).join(' '),
  told: ({ told, ordered, since }, context) => {
    const when = `told of since ${day(context, since)}`;
    if (told === 1) return `The one ${when} has ${ordered === 1 ? '' : 'not '}ordered since.`;
    return `Of the ${countWords(told)} ${when}, ${someWords(ordered)} ${ordered === 1 ? 'has' : 'have'} ordered since.`;
  },
  source: sourceWords,
  labels: { why: 'Why', offer: 'What to offer', revenue: 'Revenue by day' },
};
