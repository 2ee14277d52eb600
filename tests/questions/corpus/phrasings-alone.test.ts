import { describe, expect, it } from 'vitest';
import { bareQuestion } from '../../../src/questions/bare.ts';
import { readByPhrases, sureOf } from '../../../src/questions/guess.ts';
import { cornerContext } from '../../support/corner-context.ts';
import { heldOutCorpus } from './held-out.ts';
import { listsCorpus } from './lists.ts';
import { peopleCorpus } from './people.ts';
import { shopCorpus } from './shop.ts';
import { unseenFirst } from './unseen-first.ts';
import { unseenSecond } from './unseen-second.ts';

const context = cornerContext({
  names: { a1: 'Anna Meier', b1: 'Ben Okafor', c1: 'Cleo Diaz', '12346': 'Zoë Müller' },
});

/** Rows of people who did not write the bank, without those that go on from another question or name somebody unknown. */
const rows = [heldOutCorpus, listsCorpus, peopleCorpus, shopCorpus, unseenFirst, unseenSecond]
  .flat()
  .filter(([, id, , after]) => after === undefined && !['nobody', 'ask-back', 'tag', 'untag', 'help'].includes(id))
  .filter(([, , slots]) => slots?.who === undefined || context.findPeople(slots.who, 1)[0]?.isExact);

describe('the bank of phrasings, without any form', () => {
  const read = rows.map(([typed, id]) => ({
    id,
    got: sureOf(readByPhrases(bareQuestion(typed).plain, context))?.id ?? 'unknown',
  }));

  it('reads most of what others wrote, and is seldom wrong where it is sure', () => {
    const right = read.filter(({ id, got }) => got === id).length / read.length;
    const wrong = read.filter(({ id, got }) => got !== id && got !== 'unknown').length / read.length;
    expect(read.length).toBeGreaterThan(350);
    expect(right).toBeGreaterThanOrEqual(0.85);
    expect(wrong).toBeLessThanOrEqual(0.06);
  });

  it.each([
    'what is the weather tomorrow',
    'who won the world cup',
    'write me a poem',
    'what is our ebitda margin',
    'why is the sky blue',
    'can you write a mail to Anna Meier',
  ])('is sure of nothing in %j', (typed) => {
    expect(sureOf(readByPhrases(bareQuestion(typed).plain, context))).toBeUndefined();
  });
});
