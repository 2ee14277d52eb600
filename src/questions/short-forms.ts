/** What people type on a phone, in full; lower case. A short form that is a word or a name of its own is none of them. */
const inFull: Readonly<Record<string, string>> = {
  wk: 'week',
  wks: 'weeks',
  mth: 'month',
  mths: 'months',
  mnth: 'month',
  yr: 'year',
  yrs: 'years',
  qtr: 'quarter',
  yday: 'yesterday',
  yest: 'yesterday',
  tmrw: 'tomorrow',
  tmr: 'tomorrow',
  custs: 'customers',
  cust: 'customer',
  rev: 'revenue',
  fcast: 'forecast',
  promo: 'promotion',
  avg: 'average',
  prev: 'previous',
  nxt: 'next',
  gonna: 'going to',
  wanna: 'want to',
  gimme: 'give me',
  whats: 'what is',
  whos: 'who is',
};

const units: Readonly<Record<string, string>> = {
  d: 'days',
  w: 'weeks',
  wk: 'weeks',
  wks: 'weeks',
  mo: 'months',
  y: 'years',
  yr: 'years',
};

/** German times and words of trade that slip into English, in English. */
const german: readonly (readonly [RegExp, string])[] = [
  [/\bgestern\b/gi, 'yesterday'],
  [/\bheute\b/gi, 'today'],
  [/\b(?:letzte[nrs]?|vergangene[nrs]?|vorige[nrs]?) (?=woche|monat|jahr|quartal)/gi, 'last '],
  [/\b(?:diese[nrs]?) (?=woche|monat|jahr|quartal)/gi, 'this '],
  [/\b(?:nächste[nrs]?|kommende[nrs]?) (?=woche|monat|jahr|quartal)/gi, 'next '],
  [/(?<=\b(?:last|this|next) )woche\b/gi, 'week'],
  [/(?<=\b(?:last|this|next) )monat\b/gi, 'month'],
  [/(?<=\b(?:last|this|next) )jahr\b/gi, 'year'],
  [/(?<=\b(?:last|this|next) )quartal\b/gi, 'quarter'],
];

/** A text with the short forms of messages and German times in full English: `rev last wk`, `no orders 60d`, `umsatz letzten Monat`. */
export function withoutShortForms(text: string): string {
  const spelled = text
    .replace(
      /(?<![\w-])(\d{1,3})(d|wks?|w|mo|yr|y)(?![\w-])/gi,
      (_, count: string, unit: string) => `${count} ${units[unit.toLowerCase()]}`,
    )
    .replace(/\p{Letter}+/gu, (word) =>
      Object.hasOwn(inFull, word.toLowerCase()) ? (inFull[word.toLowerCase()] ?? word) : word,
    );
  return german.reduce((read, [pattern, english]) => read.replace(pattern, english), spelled);
}
