/** Chinese words of periods and their English, longest first where one holds another. */
const words: readonly (readonly [pattern: RegExp, english: string])[] = [
  [/(\d{4})年(\d{1,2})月(\d{1,2})[日号]/g, '$1-$2-$3'],
  [/(\d{4})年(\d{1,2})月/g, '$1-$2'],
  [/(\d{4})年/g, '$1'],
  [/(?:最近|过去)(\d+)个?([天日])/g, 'last $1 days'],
  [/(?:最近|过去)(\d+)个?(?:周|星期)/g, 'last $1 weeks'],
  [/(?:最近|过去)(\d+)个?月/g, 'last $1 months'],
  [/今天/g, 'today'],
  [/昨天/g, 'yesterday'],
  [/(?:本|这)(?:周|个?星期)/g, 'this week'],
  [/上(?:周|个?星期)/g, 'last week'],
  [/(?:本|这个?)月/g, 'this month'],
  [/上个?月/g, 'last month'],
  [/(?:本|这个?)季度/g, 'this quarter'],
  [/上个?季度/g, 'last quarter'],
  [/今年/g, 'this year'],
  [/去年/g, 'last year'],
];

/** A text with the Chinese words of periods put into English, months and days with two digits; everything else stays. */
export function inEnglish(text: string): string {
  if (!/\p{Script=Han}/u.test(text)) return text;
  return words
    .reduce((read, [pattern, english]) => read.replace(pattern, ` ${english} `), text)
    .replace(/-(\d)(?=[-\s])/g, '-0$1');
}
