import type { AlertWords } from './alert-words.ts';
import { agoZh, countZh, dayZh, moneyZh, percentZh, personZh } from './chinese-figures.ts';
import { hitRateZh, reasonZh, sourceZh } from './chinese-model.ts';

/** Alerts in Chinese. */
export const chineseAlert: AlertWords = {
  headline: (title, names) => (names.length === 0 ? `${title}。` : `${title}：${names.join('、')}。`),
  person: ({ figures, usualGapDays, chance, reason }, context) => {
    const usual = usualGapDays === undefined ? '' : `，平时约每 ${countZh(usualGapDays)} 天一次`;
    const likely =
      chance === undefined ? '' : `；${context.scores?.horizonDays ?? 30} 天内下单的概率为 ${percentZh(chance)}`;
    return {
      title: personZh(context, figures.customer),
      words: `上次下单是${agoZh(figures.quietDays)}${usual}；近 365 天消费 ${moneyZh(context, figures.recentGross)}${likely}。`,
      ...(reason ? { why: `主要原因：${reasonZh(reason, figures.customer, context)}。` } : {}),
    };
  },
  day: ({ day: span, net, lowest, highest, days, record }, context) => ({
    title: `${dayZh(context, span.from)}的收入${net > highest ? '高' : '低'}于平时`,
    words: `${moneyZh(context, net)}；此前 ${days} 周的同一天为 ${moneyZh(context, lowest)} 至 ${moneyZh(context, highest)}。`,
    ...(record.days > 0 ? { proof: `此前 ${record.days} 天中有 ${record.unusual} 天同样突出。` } : {}),
  }),
  record: (record, context) => {
    switch (record.kind) {
      case 'stayed':
        return `${record.days} 天前处于同样位置的 ${countZh(record.of)} 位客户中，${percentZh(record.stayedAway / record.of)} 没有再来。`;
      case 'fallen':
        return `此前数月退出的 ${countZh(record.of)} 位中，${countZh(record.ordered)} 位在 ${record.days} 天内又下单。`;
      case 'tested':
        return hitRateZh(context) || undefined;
    }
  },
  line: ({ title, words, why, proof }) => `${title}：${words}${why ?? ''}${proof ?? ''}`,
  told: ({ told, ordered, since }, context) =>
    `自${dayZh(context, since)}以来提醒过的 ${countZh(told)} 位中，此后有 ${countZh(ordered)} 位下单。`,
  source: sourceZh,
  labels: { why: '为什么', offer: '推荐什么', revenue: '按天看收入' },
};
