import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { personLinkOf } from '../../../src/slack/unfurl/person-link.ts';

describe('a link to a person', () => {
  it.each([
    ['https://app.hubspot.com/contacts/4711/record/0-1/99', { source: 'hubspot', account: '4711', sourceId: '99' }],
    ['https://app.hubspot.com/contacts/4711/record/0-1/99/', { source: 'hubspot', account: '4711', sourceId: '99' }],
    [
      'https://app.hubspot.com/contacts/4711/record/0-1/99/view/1?a=b&amp;c=d',
      { source: 'hubspot', account: '4711', sourceId: '99' },
    ],
    ['https://app.hubspot.com/contacts/4711/contact/99', { source: 'hubspot', account: '4711', sourceId: '99' }],
    ['https://app-eu1.hubspot.com/contacts/4711/record/0-1/99', { source: 'hubspot', account: '4711', sourceId: '99' }],
    [
      'https://admin.shopify.com/store/corner-shop/customers/77',
      { source: 'shopify', account: 'corner-shop', sourceId: '77' },
    ],
    [
      'https://corner-shop.myshopify.com/admin/customers/77?x=1',
      { source: 'shopify', account: 'corner-shop', sourceId: '77' },
    ],
  ])('is %s', (url, link) => {
    expect(personLinkOf(url)).toEqual(link);
  });

  it.each([
    'https://app.hubspot.com/contacts/4711/record/0-2/99',
    'https://app.hubspot.com/contacts/4711/record/0-1/99x',
    'https://app.hubspot.com/contacts/4711',
    'http://app.hubspot.com/contacts/4711/record/0-1/99',
    'https://app.hubspot.com.evil.example/contacts/4711/record/0-1/99',
    'https://evil.example/app.hubspot.com/contacts/4711/record/0-1/99',
    'https://admin.shopify.com/store/corner-shop/orders/77',
    'https://admin.shopify.com/store/corner-shop/customers/77/edit',
    'https://corner-shop.myshopify.com/customers/77',
    'https://a.corner-shop.myshopify.com/admin/customers/77',
    'https://myshopify.com/admin/customers/77',
    'no address',
    '',
  ])('is not %j', (url) => {
    expect(personLinkOf(url)).toBeUndefined();
  });

  it('is looked for in anything', () => {
    fc.assert(
      fc.property(fc.oneof(fc.webUrl(), fc.string()), (url) => {
        expect(personLinkOf(url)).toBeUndefined();
      }),
      { seed: 20_261_124, numRuns: 40 },
    );
  });
});
