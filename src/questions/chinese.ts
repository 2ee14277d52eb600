import { months, weekdays } from './period-spans.ts';

const digits = '一二三四五六七八九';
const numeral = /[一二两三四五六七八九十]{1,3}(?=个?(?:天|日|周|星期|礼拜|月|季度|年|名|位))/g;
const days = '一二三四五六';

/** Chinese words of times and spans and their English, longest first where one holds another. Numerals are figures already. */
const words: readonly (readonly [
  pattern: RegExp,
  english: string | ((found: string, ...parts: string[]) => string),
])[] = [
  [/(\d{4})年(\d{1,2})月(\d{1,2})[日号]/g, '$1-$2-$3'],
  [/(\d{4})年(\d{1,2})月份?/g, '$1-$2'],
  [/(\d{4})年第?(\d)季度/g, 'q$2 $1'],
  [/(\d{4})年上半年/g, 'h1 $1'],
  [/(\d{4})年下半年/g, 'h2 $1'],
  [/(\d{4})年/g, '$1'],
  [/(?:最近|过去|近)半年/g, 'last 6 months'],
  [/(?:最近|过去|近)(\d+)个?[天日]/g, 'last $1 days'],
  [/(?:最近|过去|近)(\d+)个?(?:周|星期|礼拜)/g, 'last $1 weeks'],
  [/(?:最近|过去|近)(\d+)个?月/g, 'last $1 months'],
  [/(?:最近|过去|近)(\d+)年/g, 'last $1 years'],
  [/(?:未来|接下来|今后)(\d+)个?[天日]/g, 'next $1 days'],
  [/(?:未来|接下来|今后)(\d+)个?(?:周|星期|礼拜)/g, 'next $1 weeks'],
  [/(?:未来|接下来|今后)(\d+)个?月/g, 'next $1 months'],
  [/今[天日]/g, 'today'],
  [/昨[天日]/g, 'yesterday'],
  [/明[天日]/g, 'tomorrow'],
  [/上上(?:周|个?星期|个?礼拜)/g, 'week before last'],
  [/上上个?月/g, 'month before last'],
  [/上(?:个)?周末/g, 'last weekend'],
  [/(?:这|本)?周末/g, 'this weekend'],
  [/上(?:周|个?星期|个?礼拜)([一二三四五六日天])/g, (_, day = '') => ` last ${weekdayOf(day)} `],
  [/(?:这|本)?(?:周|星期|礼拜)([一二三四五六日天])/g, (_, day = '') => ` ${weekdayOf(day)} `],
  [/(?:本|这)(?:周|个?星期|个?礼拜)/g, 'this week'],
  [/上(?:周|个?星期|个?礼拜)/g, 'last week'],
  [/下(?:周|个?星期|个?礼拜)/g, 'next week'],
  [/(?:本|这个?)月/g, 'this month'],
  [/上个?月/g, 'last month'],
  [/下个?月/g, 'next month'],
  [/(?:本|这个?)季度/g, 'this quarter'],
  [/上个?季度/g, 'last quarter'],
  [/下个?季度/g, 'next quarter'],
  [/第?(\d)季度/g, 'q$1'],
  [/今年/g, 'this year'],
  [/去年/g, 'last year'],
  [/明年/g, 'next year'],
  [/上半年/g, 'first half'],
  [/下半年/g, 'second half'],
  [/(\d{1,2})月(\d{1,2})[日号]/g, (_, month = '', day = '') => ` ${day} ${monthOf(month)} `],
  [/(\d{1,2})月份?/g, (_, month = '') => ` ${monthOf(month)} `],
  [/半年/g, 'half a year'],
  [/(\d+)[天日]/g, '$1 days'],
  [/(\d+)个?(?:周|星期|礼拜)/g, '$1 weeks'],
  [/(\d+)个月/g, '$1 months'],
  [/(\d+)年/g, '$1 years'],
  [/(?:自?从)?\s*((?:(?:last|this|first|second|q\d|\d{1,2})\s+)?[a-z\d-]+)\s*(?:以来|至今)/g, 'since $1'],
  [/(?<=[a-z\d] )\s*[到至]\s*(?= ?[a-z\d])/g, 'to'],
];

/** A text with the Chinese words of times and spans put into English, months and days with two digits; everything else stays. */
export function inEnglish(text: string): string {
  if (!/\p{Script=Han}/u.test(text)) return text;
  return words
    .reduce(
      (read, [pattern, english]) =>
        typeof english === 'string' ? read.replace(pattern, ` ${english} `) : read.replace(pattern, english),
      inFigures(text),
    )
    .replace(/-(\d)(?=[-\s])/g, '-0$1')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Numerals before a unit as figures: `两周`, `十一月`. Days of the week stay. */
function inFigures(text: string): string {
  return text.replace(numeral, (found, at: number) =>
    /(?:周|星期|礼拜)$/.test(text.slice(0, at)) && found.length === 1 ? found : String(numberOf(found)),
  );
}

function numberOf(numeral: string): number {
  const [tens, ones] = numeral.includes('十') ? numeral.split('十') : ['0', numeral];
  const digit = (sign: string) => (sign === '两' ? 2 : digits.indexOf(sign) + 1);
  return (tens === '0' ? 0 : tens === '' ? 1 : digit(tens ?? '')) * 10 + (ones === '' ? 0 : digit(ones ?? ''));
}

function monthOf(figures: string): string {
  return months[Number(figures) - 1] ?? figures;
}

function weekdayOf(sign: string): string {
  return weekdays[days.includes(sign) ? days.indexOf(sign) : 6] ?? '';
}
