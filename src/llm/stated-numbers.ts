/** What kind of number it is: a share, money, or anything else. */
type Kind = 'percent' | 'money' | 'plain';

interface Stated {
  readonly kind: Kind;
  /** What the number may mean: a comma can part thousands or decimals. */
  readonly values: readonly number[];
}

const currencies = '[€$£¥]|EUR|USD|GBP|CHF|CNY|JPY';
const number = new RegExp(
  `(?<before>(?:${currencies})\\s?)?(?<digits>\\d+(?:[ .,'’\\u00a0\\u202f]\\d{3}(?!\\d))*(?:[.,]\\d+)?)(?<unit>\\s?(?:%|％|k\\b|m\\b|thousand\\b|million\\b|billion\\b|千|万|亿))?(?<after>\\s?(?:${currencies}))?`,
  'giu',
);
const scales: Readonly<Record<string, number>> = {
  k: 1e3,
  thousand: 1e3,
  千: 1e3,
  万: 1e4,
  m: 1e6,
  million: 1e6,
  亿: 1e8,
  billion: 1e9,
};
/** Ids of people, goods and models: letters, a sign, and a digit somewhere after it. */
const id = /[\p{L}_]+[-:_#][\p{L}\p{N}:_-]*\d[\p{L}\p{N}:_-]*/gu;
const smallWords = [
  'zero',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
];
/** Words that state a quantity. `one` is left out: it mostly states none. */
const quantity =
  /\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|dozens?|hundreds?|thousands?|millions?|half|halved|twice|doubled?|tripled?|quarter of|third of)\b|[二三四五六七八九十百千万亿两半倍]/giu;

/**
 * Whether everything that `text` states in numbers stands in the sources: digits however they are written (thousands, decimals, `k`), shares as shares, money
 * as money; ids and number words as they are. A text without numbers states nothing wrong.
 */
export function isBackedBy(text: string, sources: readonly string[]): boolean {
  const source = sources.join('\n');
  const known = source.toLowerCase();
  if (!(text.match(id) ?? []).every((one) => known.includes(one.toLowerCase()))) return false;
  const facts = numbersIn(source);
  // The ids of the sources are no figures: what is written like one is left out on both sides.
  const isKnown = ({ kind, values }: Stated) =>
    facts.some(
      (fact) =>
        (kind === 'plain' || fact.kind === kind) && fact.values[0] !== undefined && values.includes(fact.values[0]),
    );
  const stated = numbersIn(text);
  const words = text.replace(number, ' ').match(quantity) ?? [];
  return stated.every(isKnown) && words.every((word) => isWordKnown(word.toLowerCase(), known, facts));
}

function isWordKnown(word: string, known: string, facts: readonly Stated[]): boolean {
  if (known.includes(word)) return true;
  const value = smallWords.indexOf(word);
  return value > 1 && facts.some(({ values }) => values[0] === value);
}

/** The numbers of a text; the first meaning of each is that of English writing, which Patron's own texts have. */
function numbersIn(text: string): Stated[] {
  return [...text.replace(id, ' ').matchAll(number)].map(({ groups }) => {
    const { before, digits = '', unit = '', after } = groups ?? {};
    const scale = scales[unit.trim().toLowerCase()] ?? 1;
    const kind = /[%％]/.test(unit) ? 'percent' : before || after ? 'money' : 'plain';
    return { kind, values: meaningsOf(digits).map((value) => value * scale) };
  });
}

function meaningsOf(digits: string): number[] {
  const tight = digits.replace(/[ '’\u00a0\u202f]/g, '');
  const english = Number(tight.replaceAll(',', ''));
  const continental = Number(tight.replaceAll('.', '').replace(',', '.'));
  return [english, continental].filter((value) => Number.isFinite(value));
}
