import type { Random } from '../domain/random.ts';
import { drawOne, drawWeighted, happens } from './draws.ts';
import { type AddressedName, businessNames, chineseNames, type NameStock, nameStocks } from './names.ts';

/** A made-up person. Absent fields are not known to the shop. */
export interface DemoPerson {
  readonly name: string;
  /** At a domain reserved for examples (RFC 2606). */
  readonly email?: string;
  /** Of a range that is kept free for films; given out once. */
  readonly phone?: string;
  readonly country?: string;
}

const domains = ['example.com', 'example.org'] as const;
/** How many write their name in Chinese. */
const chineseShare = 0.004;
/** How often a customer gives no such thing. */
const missing = { email: 0.03, country: 0.02, phone: 0.4 };

/** Draws a person. `tag` makes the address unique; `slot` is the number of the telephone, absent: none. A business gets a name of its own. */
export function drawPerson(
  random: Random,
  { tag, slot, isBusiness }: { tag: string; slot?: number; isBusiness: boolean },
): DemoPerson {
  const stock = drawStock(random);
  const { name, local } = isBusiness ? drawBusiness(random) : drawName(random, stock);
  const email = `${local}${tag}@${drawOne(random, domains)}`;
  const phone = slot === undefined ? undefined : filmNumber(stock.country, slot);
  return {
    name,
    ...(happens(random, missing.email) ? {} : { email }),
    ...(happens(random, missing.phone) || phone === undefined ? {} : { phone }),
    ...(happens(random, missing.country) ? {} : { country: stock.country }),
  };
}

function drawStock(random: Random): NameStock {
  const weights = nameStocks.map(({ weight }) => weight);
  return nameStocks[drawWeighted(random, weights)] ?? nameStocks[0];
}

function drawBusiness(random: Random): AddressedName {
  const name = `${drawOne(random, businessNames.kind)} ${drawOne(random, businessNames.word)}`;
  return { name, local: `orders.${plain(name)}` };
}

function drawName(random: Random, { given, familyStart, familyEnd }: NameStock): AddressedName {
  if (happens(random, chineseShare)) return drawOne(random, chineseNames);
  const [first, last] = [drawOne(random, given), drawOne(random, familyStart) + drawOne(random, familyEnd)];
  return { name: `${first} ${last}`, local: `${plain(first)}.${plain(last)}` };
}

/** Lower-case letters for an address: accents and strange letters are written plainly, all else becomes a point. */
function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/ß/g, 'ss')
    .replace(/ł/g, 'l')
    .replace(/[øö]/g, 'o')
    .replace(/æ/g, 'ae')
    .normalize('NFD')
    .replace(/[\p{Mark}']/gu, '')
    .replace(/[^a-z]+/g, '.');
}

interface FilmRange {
  readonly prefixes: readonly string[];
  readonly digits: number;
  readonly from?: number;
  readonly size: number;
}

/** Ranges that the regulators keep free for films: Bundesnetzagentur 148/2021, ARCEP 2018-0881, PTS (2020), Ofcom. */
const filmRanges: Readonly<Record<string, FilmRange>> = {
  Germany: {
    prefixes: ['+49 30 23125', '+49 69 90009', '+49 40 66969', '+49 221 4710', '+49 89 99998'],
    digits: 3,
    size: 1000,
  },
  France: { prefixes: ['+33 1 99 00 ', '+33 6 39 98 '], digits: 4, size: 10_000 },
  Sweden: { prefixes: ['+46 70 174 06 '], digits: 2, from: 5, size: 95 },
  Ireland: { prefixes: ['+44 1632 960', '+44 7700 900'], digits: 3, size: 1000 },
};

/** Number `slot` of a country's range; undefined where there is no range or it is used up. */
function filmNumber(country: string, slot: number): string | undefined {
  const range = filmRanges[country];
  if (!range || slot >= range.size * range.prefixes.length) return undefined;
  const prefix = range.prefixes[Math.floor(slot / range.size)];
  // A step that shares no divisor with the size visits every number once, out of order.
  const place = (range.from ?? 0) + ((slot * 617) % range.size);
  return `${prefix}${String(place).padStart(range.digits, '0')}`;
}
