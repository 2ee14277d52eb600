import { describe, expect, it } from 'vitest';
import { complianceTopics, topics } from '../../connectors/shopify/topics.ts';
import { shopifyTopics } from '../../src/webhooks/shopify-news.ts';

describe("Shopify's messages", () => {
  it('are understood by the endpoint just where the app subscribes to them', () => {
    const sorted = (all: readonly string[]) => [...all].sort((one, other) => (one < other ? -1 : 1));
    expect(sorted(shopifyTopics)).toEqual(sorted([...topics, ...complianceTopics]));
  });
});
