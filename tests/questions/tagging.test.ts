import { describe, expect, it } from 'vitest';
import { describeTagged, offerTag, offerUntag } from '../../src/questions/tagging.ts';
import { offerTelling } from '../../src/questions/telling.ts';
import { cornerContext } from '../support/corner-context.ts';

const shop = cornerContext({ tags: { a1: ['vip', 'b2b'], x1: ['vip'], c1: ['lead'] } });

describe('who is tagged', () => {
  it('names the people with a tag, also those without an order', () => {
    const answer = describeTagged('VIP', shop);
    expect(answer.headline).toBe("2 customers are tagged 'vip'.");
    expect(answer.table?.customerIds).toEqual(['a1', 'x1']);
    expect(answer.table?.rows[0]?.[0]).toBe('Anna Meier');
    expect(answer.table?.rows[1]).toEqual(['x1', 'no order', '']);
  });

  it('says which tags there are where nobody has one', () => {
    const answer = describeTagged('gold', shop);
    expect(answer.headline).toBe("Nobody is tagged 'gold'.");
    expect(answer.lines).toEqual(['b2b: 1.', 'lead: 1.', 'vip: 2.']);
    expect(describeTagged('gold', cornerContext()).headline).toBe("Nobody is tagged 'gold'.");
    expect(describeTagged('', cornerContext()).headline).toBe('Nobody is tagged yet.');
  });
});

describe('an offer to tag', () => {
  it('is a question with a button, and what to type instead', () => {
    const answer = offerTag({ who: 'Anna Meier', tag: 'Key Account' }, shop);
    expect(answer).toMatchObject({
      id: 'tag',
      headline: "Tag Anna Meier as 'key-account'?",
      customerId: 'a1',
      offers: [{ kind: 'tag', customerId: 'a1', tag: 'key-account' }],
    });
    expect(answer.next[0]).toBe('patron tag a1 key-account');
    expect(answer.basis).toContain('reach HubSpot only with a push');
  });

  it('to take a tag away is one too', () => {
    const answer = offerUntag({ who: 'a1', tag: 'vip' }, shop);
    expect(answer.headline).toBe("Take the tag 'vip' from Anna Meier?");
    expect(answer.offers).toEqual([{ kind: 'untag', customerId: 'a1', tag: 'vip' }]);
    expect(answer.next[0]).toBe('patron tag a1 vip --remove');
  });

  it('is none where there is nothing to do', () => {
    expect(offerTag({ who: 'a1', tag: 'vip' }, shop)).toMatchObject({
      headline: "Anna Meier is tagged 'vip' already: there is nothing to do.",
    });
    expect(offerTag({ who: 'a1', tag: 'vip' }, shop).offers).toBeUndefined();
    expect(offerUntag({ who: 'a1', tag: 'gold' }, shop).offers).toBeUndefined();
  });

  it('reaches people without an order: a lead has none', () => {
    expect(offerTag({ who: 'Xaver Neu', tag: 'lead' }, shop)).toMatchObject({
      customerId: 'x1',
      offers: [{ customerId: 'x1' }],
    });
  });

  it('asks which of several, and keeps the tag in the choice', () => {
    const answer = offerTag({ who: 'Anna', tag: 'vip' }, shop);
    expect(answer.offers).toBeUndefined();
    expect(answer.next).toEqual(['tag a1 as vip', 'tag a2 as vip']);
    expect(offerUntag({ who: 'Anna', tag: 'vip' }, shop).next).toContain('remove tag vip from a2');
  });

  it('says what a tag may be where the words are none', () => {
    expect(offerTag({ who: 'a1', tag: '重要' }, shop).headline).toBe("'重要' cannot be a tag.");
    expect(offerTag({ who: 'a1', tag: '' }, shop).headline).toBe('Which tag?');
    expect(offerTag({ who: 'a1', tag: 'x'.repeat(40) }, shop).offers).toBeUndefined();
  });
});

describe('an offer to tell', () => {
  it.each([
    [{ kind: 'subscribe', to: 'digest' }, 'Send the weekly digest to this channel?'],
    [{ kind: 'unsubscribe', to: 'alerts' }, 'Send alerts to this channel no longer?'],
    [{ kind: 'mute', to: 'alerts', days: 14 }, 'Keep alerts out of this channel for 14 days?'],
  ] as const)('asks before anything is done: %j', (asked, headline) => {
    const answer = offerTelling(asked, shop);
    expect(answer).toMatchObject({ id: asked.kind, headline, offers: [asked] });
  });

  it('mutes for one day to a year', () => {
    const days = (asked: number) => offerTelling({ kind: 'mute', to: 'digest', days: asked }, shop).offers?.[0];
    expect([days(0), days(9999)]).toEqual([
      { kind: 'mute', to: 'digest', days: 1 },
      { kind: 'mute', to: 'digest', days: 365 },
    ]);
  });
});
