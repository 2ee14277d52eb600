import type { CustomerFigures } from '../decisions/customer-figures.ts';
import { dayMs } from '../domain/clock.ts';
import { agoZh, changeZh, countZh, dayZh, moneyZh, percentZh, personZh } from './chinese-figures.ts';
import { cautionZh, hitRateZh, modelZh, reasonZh, sourceZh } from './chinese-model.ts';
import type { QuestionContext } from './context.ts';
import { calls } from './digest-content.ts';
import {
  type DigestWords,
  type Item,
  type ItemTelling,
  type ItemWords,
  namedPeople,
  unknownFirst,
} from './digest-words.ts';

/** The digest in Chinese. */
export const chineseDigest: DigestWords = {
  headline: ({ figures, earlier, items }, context) => {
    const revenue = `收入 ${moneyZh(context, figures.net)}，与前一周相比${changeZh(figures.net, earlier.net)}`;
    const count = items.filter(calls).length;
    if (count === 0) return `平静的一周：${revenue}。没有需要处理的事。`;
    return `本周有 ${countZh(count)} 件事需要您处理：${revenue}。`;
  },
  period: ({ week }, context) => `${dayZh(context, week.from)}至${dayZh(context, week.until - dayMs / 2)}`,
  facts: ({ figures, earlier, yearAgo, leaving }, context) => [
    { label: '订单', value: `${countZh(figures.orders)}，前一周 ${countZh(earlier.orders)}` },
    { label: '客户', value: `已知 ${countZh(figures.customers)} 位，其中新客户 ${countZh(figures.newCustomers)} 位` },
    ...(yearAgo
      ? [
          {
            label: '去年同一周',
            value: `${moneyZh(context, yearAgo.net)}，${changeZh(figures.net, yearAgo.net)}`,
          },
        ]
      : []),
    ...(leaving.all > 0 && leaving.fresh === 0
      ? [{ label: '正在流失', value: `${countZh(leaving.all)} 位老客户，本周没有新增` }]
      : []),
  ],
  items: { revenue: revenueWords, leaving: leavingWords, segments: segmentWords, likely: likelyWords },
  line: ({ title, words, why, proof }) => `${title}：${words}${why ?? ''}${proof ?? ''}`,
  outcome: ({ kind, told, ordered, since }, context) => {
    const called = kind === 'leaving' ? '正在流失' : '可能购买';
    return `${dayZh(context, since)}的周报指出${called}的 ${countZh(told)} 位客户中，此后有 ${countZh(ordered)} 位下单。`;
  },
  basis: (content, context) => {
    const isTold = content.items.some(({ kind }) => kind === 'likely');
    const check = context.agreement === undefined ? '' : '与已连接系统的核对见英文周报。';
    return `${sourceZh(context)}${check}${modelZh(context)}${isTold ? '' : hitRateZh(context)}`;
  },
  caution: (context) => cautionZh(context),
  ended: (context) => `数据截至${dayZh(context, context.snapshot.asOf - 1)}，以下均以次日为准；请导入更新的订单。`,
};

function revenueWords({ net, usual }: Item<'revenue'>, { context }: ItemTelling): ItemWords {
  const { weeks, unusual } = usual.record;
  return {
    title: `收入${net > usual.highest ? '高' : '低'}于平时`,
    words: `${moneyZh(context, net)}；此前 ${usual.weeks} 周每周为 ${moneyZh(context, usual.lowest)} 至 ${moneyZh(context, usual.highest)}。`,
    ...(weeks > 0 ? { proof: `此前 ${weeks} 周中有 ${unusual} 周同样突出。` } : {}),
    label: '按天看收入',
  };
}

function leavingWords({ people: all, inAll, record, stake }: Item<'leaving'>, telling: ItemTelling): ItemWords {
  const { context } = telling;
  const { people, told } = unknownFirst(
    all.map(({ figures, usualGapDays }) => ({ ...figures, usualGapDays })),
    telling,
  );
  const names = people
    .slice(0, namedPeople.leaving)
    .map(
      ({ customer, quietDays, usualGapDays }) =>
        `${personZh(context, customer)}（${countZh(quietDays)} 天，平时 ${countZh(usualGapDays)} 天）`,
    );
  const of = inAll > all.length ? `（共 ${countZh(inAll)} 位）` : '';
  const brought = all.reduce((sum, { figures }) => sum + figures.recentGross, 0);
  const atStake = record ? `，其中约 ${moneyZh(context, stake)} 面临流失` : '';
  const present = record && record.present.customers > 0 ? record.present.silent / record.present.customers : undefined;
  return {
    title: '正在流失',
    words: `${countZh(all.length)} 位老客户的沉默首次超过平时间隔的两倍${of}：${all.length > names.length ? '首先是 ' : ''}${names.join('、')}。`,
    why: `他们近 365 天带来 ${moneyZh(context, brought)}${atStake}。${told > 0 ? `其中 ${countZh(told)} 位已有提醒。` : ''}`,
    ...(record
      ? {
          proof: `${record.days} 天前同样沉默的客户中，${percentZh(record.called.silent / record.called.customers)} 没有再来${
            present === undefined ? '' : `；节奏正常的客户中为 ${percentZh(present)}`
          }。`,
        }
      : {}),
    label: '谁在流失',
  };
}

function segmentWords({ since, lost, gained, fallen }: Item<'segments'>, { context }: ItemTelling): ItemWords {
  const parts = [...movers('失去', lost, context), ...movers('新增', gained, context)];
  const brought = lost.reduce((sum, { recentGross }) => sum + recentGross, 0);
  return {
    title: `自${dayZh(context, since)}以来的高价值客户`,
    words: `${parts.join('；')}。`,
    ...(lost.length > 0 ? { why: `失去的客户近 365 天带来 ${moneyZh(context, brought)}。` } : {}),
    ...(lost.length > 0 && fallen
      ? {
          proof: `此前数月失去的 ${countZh(fallen.customers)} 位中，${countZh(fallen.ordered)} 位在 ${fallen.days} 天内又下单。`,
        }
      : {}),
    label: '谁变动了',
  };
}

function movers(verb: '失去' | '新增', moved: readonly CustomerFigures[], context: QuestionContext): string[] {
  const people = moved.slice(0, namedPeople.segments).map(({ customer, quietDays }) => {
    const when = verb === '失去' ? `（上次下单是${agoZh(quietDays)}）` : '';
    return `${personZh(context, customer)}${when}`;
  });
  if (people.length === 0) return [];
  const count = moved.length > people.length ? ` ${countZh(moved.length)} 位，首先是` : '';
  return [`${verb}${count} ${people.join('、')}`];
}

function likelyWords({ best, expected, horizonDays, reason }: Item<'likely'>, { context }: ItemTelling): ItemWords {
  const people = best.map(({ customer, chance }) => `${personZh(context, customer)}（${percentZh(chance)}）`);
  const [first] = best;
  const proof = hitRateZh(context);
  return {
    title: `${horizonDays} 天内可能购买`,
    words: `约 ${countZh(expected)} 位客户，首先是 ${people.join('、')}。`,
    ...(reason && first ? { why: `第一位的主要原因：${reasonZh(reason, first.customer, context)}。` } : {}),
    ...(proof === '' ? {} : { proof }),
    label: '谁会购买',
  };
}
