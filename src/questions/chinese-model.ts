import type { Reason, Rung, Verdict } from '../model/scores.ts';
import { agoZh, countZh, dayZh, moneyZh, percentZh } from './chinese-figures.ts';
import type { QuestionContext } from './context.ts';

const rungs: Readonly<Record<Rung, string>> = {
  prior: '公开店铺的购买规律',
  rules: '按下单时间和次数的简单规则',
  'bg-nbd': '购买节奏公式（BG/NBD）',
  network: '用本店历史训练的模型',
};

const verdicts: Readonly<Record<Verdict['grade'], string>> = {
  act: '在本店检验中优于“最近下单”，可以据此行动。',
  careful: '检验结果有限：可用来排序，行动请谨慎。',
  'do-not-act': '检验未优于简单方法：请勿据此行动。',
};

/** Where an answer's figures come from. A made-up shop is always called so. */
export function sourceZh({ isDemo, sources, snapshot }: QuestionContext): string {
  const counts = `${countZh(snapshot.orderAt.length)} 笔订单，${countZh(snapshot.customerIds.length)} 位已知客户`;
  const from = sources.replace(/\bfiles\b/, '文件').replaceAll(', ', '、');
  const upTo = dayZh({ snapshot }, snapshot.asOf - 1);
  return `${isDemo ? '演示数据，纯属虚构。' : ''}来源：${from}；${counts}，截至${upTo}。`;
}

/** How often the chances were right in past months; empty where nothing could be tested. */
export function hitRateZh({ scores }: QuestionContext): string {
  const { auc, liftAt10, baseRate, horizonDays } = scores ?? {};
  if (!auc || liftAt10 === undefined || baseRate === undefined) return '';
  const best = percentZh(Math.min(1, liftAt10 * baseRate));
  return `以往月份的检验：概率最高的一成客户中 ${best} 在 ${horizonDays} 天内下单，全部客户为 ${percentZh(baseRate)}。`;
}

/** Where the chances come from, and what their test allows. */
export function modelZh(context: QuestionContext): string {
  const { scores } = context;
  if (!scores) return '还没有可用的模型：请运行 patron train。';
  const verdict = scores.verdict.grade === 'act' ? verdicts.act : '';
  return `概率来自${rungs[scores.rung]}，截至${dayZh(context, scores.modelAsOf)}。${verdict}`;
}

/** What speaks for care; undefined for nothing. The model's own remarks are counted: they are written in English. */
export function cautionZh({ scores }: QuestionContext): string | undefined {
  if (!scores) return undefined;
  const remarks = scores.cautions.length + (scores.rung === 'network' ? 0 : 1);
  const all = [
    ...(scores.verdict.grade === 'act' ? [] : [verdicts[scores.verdict.grade]]),
    ...(scores.rung === 'network' ? [] : [`数据还少，概率来自${rungs[scores.rung]}。`]),
    ...(remarks > (scores.rung === 'network' ? 0 : 1) ? ['模型另有提醒，请问“how good is the model”。'] : []),
  ];
  return all.length === 0 ? undefined : all.join('');
}

/** What a reason is about, with the person's own figure. */
export function reasonZh({ group }: Reason, customer: number, context: QuestionContext): string {
  const figures = context.figures[customer];
  if (!figures) return '';
  const orderDays = figures.gaps.length + 1;
  switch (group) {
    case 'recency':
      return `上次下单是${agoZh(figures.quietDays)}`;
    case 'frequency':
      return `共有 ${countZh(orderDays)} 天下过单`;
    case 'rhythm':
      return figures.gaps.length === 0 ? '只下过一次单，还没有节奏' : `已有 ${countZh(figures.quietDays)} 天没有下单`;
    case 'monetary':
      return `平均每单 ${moneyZh(context, figures.gross / Math.max(1, figures.orders))}`;
    case 'returns':
      return figures.returned === 0 ? '没有退款' : `退款 ${moneyZh(context, figures.returned)}`;
    case 'breadth':
      return '买过的商品种类';
    default:
      return '去年同期的购买';
  }
}
