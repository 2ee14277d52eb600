import { describe, expect, it } from 'vitest';
import type { SnapshotProduct } from '../../src/domain/snapshot.ts';
import { searchProducts } from '../../src/questions/product-search.ts';

const product = (sku: string, title: string, isFee = false): SnapshotProduct => ({ sku, title, isFee });
const products = [
  product('85123A', 'WHITE HANGING HEART T-LIGHT HOLDER'),
  product('22423', 'REGENCY CAKESTAND 3 TIER'),
  product('POST', 'POSTAGE', true),
  product('84879', 'ASSORTED COLOUR BIRD ORNAMENT'),
  product('20725', 'LUNCH BAG RED RETROSPOT'),
  product('20727', 'LUNCH BAG BLACK SKULL'),
  product('K1', 'Café crème'),
  product('Z1', '白色马克杯'),
];
const skus = (words: string, limit = 5) =>
  searchProducts(products, words, limit).map((found) => products[found.product]?.sku);

describe('looking for a product', () => {
  it.each([
    ['an SKU', '22423', '22423'],
    ['an SKU in other letters', '85123a', '85123A'],
    ['a title', 'regency cakestand 3 tier', '22423'],
    ['a part of a title', 'bird ornament', '84879'],
    ['a slip', 'regensy cakstand', '22423'],
    ['two letters swapped', 'brid ornament', '84879'],
    ['no accents', 'cafe creme', 'K1'],
    ['Chinese', '马克杯', 'Z1'],
  ])('finds it by %s', (_, words, sku) => {
    expect(skus(words)[0]).toBe(sku);
  });

  it('gives all that fit as well, and no more than asked for', () => {
    expect(skus('lunch bag')).toEqual(['20725', '20727']);
    expect(skus('lunch bag', 1)).toEqual(['20725']);
  });

  it('gives an exact one alone, and says that it is exact', () => {
    expect(searchProducts(products, 'LUNCH BAG RED RETROSPOT', 5)).toEqual([{ product: 4, isExact: true }]);
    expect(searchProducts(products, 'lunch bag red', 5)[0]?.isExact).toBe(false);
  });

  it.each(['', '   ', 'xyzzy', 'postage'])('finds nothing for %j: fees are no goods', (words) => {
    expect(skus(words)).toEqual([]);
  });
});
