import { describe, expect, it } from 'vitest';
import { bareQuestion } from '../../src/questions/bare.ts';
import { maskText } from '../../src/questions/mask.ts';
import { personIn, productIn, strangeWords } from '../../src/questions/names.ts';
import { tagIn } from '../../src/questions/tag-in.ts';
import { momentOf } from '../../src/questions/words.ts';
import { cornerContext } from '../support/corner-context.ts';

const context = cornerContext({ tags: { a1: ['key account'] } });
const moment = momentOf(context);
const masked = (plain: string, named = {}) =>
  maskText(plain, { ...named, moment })
    .replace(/\s+/g, ' ')
    .trim();

describe('a masked text', () => {
  it.each([
    ['sales of last month', 'sales of §period'],
    ['october versus september', '§period versus §period'],
    ['what comes in next week', 'what comes §ahead'],
    ['no order for 90 days', 'no order §span'],
    ['上个月卖了多少', '§period 卖了多少'],
    ['who is §who', 'who is who'],
  ])('of %j is %j', (plain, expected) => {
    expect(masked(plain)).toBe(expected);
  });

  it('has marks in the places of the person and the product', () => {
    expect(masked('what did Anna Meier buy', { who: 'Anna Meier' })).toBe('what did §who buy');
    expect(masked('who likes the Blue mug', { product: 'Blue mug' })).toBe('who likes the §product');
  });
});

describe('names in a text', () => {
  it('are found among other words, owner and plural aside', () => {
    expect(personIn("is anna meier's score fine", context)).toBe('anna meier');
    expect(productIn('who likes candles', context)).toBe('candle');
    expect(personIn('who buys the most', context)).toBeUndefined();
  });

  it('may be strange words, of which at most three are taken', () => {
    expect(strangeWords('please show okafor now')).toBe('okafor');
    expect(strangeWords('lorem ipsum dolor sit amet')?.split(' ')).toHaveLength(3);
    expect(strangeWords('who will buy')).toBeUndefined();
  });

  it('cost at most six searches, whatever the text', () => {
    let searches = 0;
    const counting = {
      ...context,
      findPeople: () => {
        searches++;
        return [];
      },
    };
    personIn(Array.from({ length: 300 }, (_, at) => `wort${at}`).join(' '), counting);
    expect(searches).toBe(6);
  });
});

describe('the tag in a text', () => {
  it.each([
    ['pop a vip tag on anna meier', 'vip'],
    ['anna meier is a key account now', 'key account'],
    ['anna meier remove gold', 'gold'],
    ['put the label "big-spender" on anna meier', 'big-spender'],
    ['给 anna meier 打标签 vip', 'vip'],
    ['tag anna meier', undefined],
  ])('of %j is %j', (plain, tag) => {
    expect(tagIn(plain, 'anna meier', context)).toBe(tag);
  });
});

describe('short forms', () => {
  it.each([
    ['rev last wk', 'revenue last week'],
    ['no orders 60d', 'no orders 60 days'],
    ['umsatz letzten Monat', 'umsatz last month'],
    ['custs of nächste woche', 'customers of next week'],
    ['sku 4w-12', 'sku 4w-12'],
  ])('%j is read as %j', (typed, plain) => {
    expect(bareQuestion(typed).plain.toLowerCase()).toBe(plain);
  });
});
