/** An amount in integer minor units (cents, pence, yen) of one ISO 4217 currency. */
export interface Money {
  readonly minor: number;
  readonly currency: string;
}

/** Currencies whose minor unit is not a hundredth: ISO 4217, list one, with the places of each. A table of our own, because that of the platform changes. */
const unusualDigits: Readonly<Record<number, string>> = {
  0: 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF',
  3: 'BHD IQD JOD KWD LYD OMR TND',
  4: 'CLF UYW',
};

const digitsOf = new Map(
  Object.entries(unusualDigits).flatMap(([digits, codes]) => codes.split(' ').map((code) => [code, Number(digits)])),
);

/** Decimal places of a currency's minor unit: 2 for GBP, 0 for JPY. Unknown codes count 2. */
export function minorDigits(currency: string): number {
  return digitsOf.get(currency) ?? 2;
}

/** An amount as people read it: `£1,204.50`. `whole` drops the minor units, for digests. */
export function formatMoney(money: Money, { whole = false }: { whole?: boolean } = {}): string {
  const digits = minorDigits(money.currency);
  const major = money.minor / 10 ** digits;
  const shown = whole ? 0 : digits;
  return new Intl.NumberFormat('en-GB', {
    style: 'currency',
    currency: money.currency,
    currencyDisplay: 'narrowSymbol',
    minimumFractionDigits: shown,
    maximumFractionDigits: shown,
  }).format(major);
}

/** An amount as a plain decimal for files: `-1204.50`, no separators, exact. */
export function decimalMoney({ minor, currency }: Money): string {
  const digits = minorDigits(currency);
  const sign = minor < 0 ? '-' : '';
  const text = String(Math.abs(minor)).padStart(digits + 1, '0');
  if (digits === 0) return sign + text;
  return `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}
