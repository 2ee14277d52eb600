import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decimalMoney, formatMoney, minorDigits } from '../../src/domain/money.ts';

describe('money', () => {
  // ISO 4217, list one (minor units).
  it.each([
    ['GBP', 2],
    ['USD', 2],
    ['HUF', 2],
    ['IDR', 2],
    ['JPY', 0],
    ['KRW', 0],
    ['CLP', 0],
    ['KWD', 3],
    ['BHD', 3],
    ['CLF', 4],
    ['XXQ', 2],
  ])('of %s has %i places', (currency, digits) => {
    expect(minorDigits(currency)).toBe(digits);
  });

  it.each([
    [120_450, 'GBP', '£1,204.50', '£1,205', '1204.50'],
    [-5, 'EUR', '-€0.05', '-€0', '-0.05'],
    [1204, 'JPY', '¥1,204', '¥1,204', '1204'],
    [1235, 'KWD', 'KWD\u00a01.235', 'KWD\u00a01', '1.235'],
    [0, 'USD', '$0.00', '$0', '0.00'],
    [7, 'USD', '$0.07', '$0', '0.07'],
  ])('%i of %s reads %s, whole %s, and is %s in files', (minor, currency, text, whole, decimal) => {
    expect(formatMoney({ minor, currency })).toBe(text);
    expect(formatMoney({ minor, currency }, { whole: true })).toBe(whole);
    expect(decimalMoney({ minor, currency })).toBe(decimal);
  });

  it('in files is exact for every amount', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.constantFrom('GBP', 'JPY', 'KWD', 'CLF'), (minor, currency) => {
        const decimal = decimalMoney({ minor, currency });
        expect(BigInt(decimal.replace('.', ''))).toBe(BigInt(minor));
        expect(decimal.split('.')[1]?.length ?? 0).toBe(minorDigits(currency));
      }),
      { seed: 4217 },
    );
  });
});
