import type { Language } from './language.ts';
import type { Watched } from './watched.ts';

type Group = Extract<Watched, { kind: 'segment-entry' }>['group'];

const groups: Readonly<Record<Language, Readonly<Record<Group, string>>>> = {
  en: { 'high-value': 'high-value', potential: 'potential', ordinary: 'ordinary', 'at-risk': 'at risk', gone: 'gone' },
  zh: {
    'high-value': '高价值客户',
    potential: '潜力客户',
    ordinary: '普通客户',
    'at-risk': '流失风险',
    gone: '已流失',
  },
};

/** What a rule watches, in a few words: `High-value customers who become at risk`. */
export function watchedWords(watched: Watched, language: Language = 'en'): string {
  return language === 'zh' ? chinese(watched) : english(watched);
}

function english(watched: Watched): string {
  if (watched.kind === 'day-revenue') return 'A day with unusual revenue';
  const who = watched.among === 'all' ? 'Customers' : 'High-value customers';
  switch (watched.kind) {
    case 'segment-entry':
      return `${who} who ${watched.move === 'enters' ? 'become' : 'are no longer'} ${groups.en[watched.group]}`;
    case 'silence':
      return `${who} without an order for more than ${watched.days} days`;
    case 'chance': {
      const { side, bound, quietDays } = watched;
      const after = quietDays === undefined ? '' : ` after ${quietDays} days without one`;
      return `${who} whose chance of an order is ${side} ${Math.round(bound * 100)} %${after}`;
    }
  }
}

function chinese(watched: Watched): string {
  if (watched.kind === 'day-revenue') return '某天的收入异常';
  const who = watched.among === 'all' ? '客户' : '高价值客户';
  switch (watched.kind) {
    case 'segment-entry':
      return `${watched.move === 'enters' ? '成为' : '不再属于'}“${groups.zh[watched.group]}”的${who}`;
    case 'silence':
      return `超过 ${watched.days} 天没有下单的${who}`;
    case 'chance': {
      const { side, bound, quietDays } = watched;
      const after = quietDays === undefined ? '' : `、且已有 ${quietDays} 天没有下单`;
      return `购买概率${side === 'above' ? '高' : '低'}于 ${Math.round(bound * 100)}%${after}的${who}`;
    }
  }
}
