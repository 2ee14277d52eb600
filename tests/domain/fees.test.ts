import { describe, expect, it } from 'vitest';
import { isFeeLine } from '../../src/domain/fees.ts';

describe('a fee line', () => {
  // As the UCI data set "Online Retail" books them.
  it.each([
    ['POST', 'POSTAGE'],
    ['DOT', 'DOTCOM POSTAGE'],
    ['C2', 'CARRIAGE'],
    ['M', 'Manual'],
    ['D', 'Discount'],
    ['S', 'SAMPLES'],
    ['B', 'Adjust bad debt'],
    ['AMAZONFEE', 'AMAZON FEE'],
    ['BANK CHARGES', 'Bank Charges'],
    ['CRUK', 'CRUK Commission'],
    ['99', 'Shipping to Norway'],
    ['post', undefined],
  ])('is %s, %s', (sku, description) => {
    expect(isFeeLine(sku, description)).toBe(true);
  });

  it.each([
    ['85123A', 'WHITE HANGING HEART T-LIGHT HOLDER'],
    ['M', 'Mug'],
    ['B', undefined],
    ['S', undefined],
    ['21', 'Manual coffee grinder'],
    ['22', 'Carriage clock'],
    ['23', 'Discounted postage stamps'],
    ['POSTER', 'Film poster'],
  ])('is not %s, %s', (sku, description) => {
    expect(isFeeLine(sku, description)).toBe(false);
  });
});
