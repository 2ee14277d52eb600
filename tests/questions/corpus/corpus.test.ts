import { describe, expect, it } from 'vitest';
import { askQuestion } from '../../../src/questions/ask.ts';
import { understand } from '../../../src/questions/understand.ts';
import { cornerContext } from '../../support/corner-context.ts';
import { cornerNames } from '../../support/corner-shop.ts';
import { chineseCorpus } from './chinese.ts';
import { crmCorpus } from './crm.ts';
import { followUpCorpus } from './follow-ups.ts';
import { heldOutCorpus } from './held-out.ts';
import { listsCorpus } from './lists.ts';
import { ownersCorpus } from './owners.ts';
import { ownersSecond } from './owners-second.ts';
import { ownersThird } from './owners-third.ts';
import { peopleCorpus } from './people.ts';
import type { CorpusRow } from './row.ts';
import { shopCorpus } from './shop.ts';
import { unseenFirst } from './unseen-first.ts';
import { looseCorpus, unseenSecond } from './unseen-second.ts';
import { unseenThird } from './unseen-third.ts';

const context = cornerContext({
  names: { ...cornerNames, '17851': 'Jürgen Groß', '12346': 'Zoë Müller', '12347': "Seán O'Brien" },
});

const corpora: Readonly<Record<string, readonly CorpusRow[]>> = {
  people: peopleCorpus,
  lists: listsCorpus,
  shop: shopCorpus,
  'leads and the CRM': crmCorpus,
  'follow-ups': followUpCorpus,
  chinese: chineseCorpus,
  'loose phrasings': looseCorpus,
  'phrasings that were unseen once': [...unseenFirst, ...unseenSecond, ...unseenThird],
  'the words of shop owners': ownersCorpus,
  'the words of a manager, somebody in a hurry and a Chinese owner': ownersSecond,
  'what is dictated, short, French or Chinese': ownersThird,
};

/** What Patron understood, as a row of the corpus says it. */
function understood([typed, , , after]: CorpusRow): { id: string; slots: object } {
  const follows = after === undefined ? undefined : askQuestion(after, context).asked;
  const found = understand(typed, context, follows);
  const slots = found.kind === 'question' ? JSON.parse(JSON.stringify(found.slots)) : {};
  if (found.kind !== 'question') return { id: found.plain === '' ? 'help' : found.kind, slots };
  const isNobody = found.question.takes.includes('who') && found.slots.who === undefined;
  return { id: isNobody ? 'nobody' : found.question.id, slots };
}

/** The rows that were read otherwise than they say. */
function misses(rows: readonly CorpusRow[]): string[] {
  return rows.flatMap((row) => {
    const [typed, id, slots = {}, after] = row;
    const read = understood(row);
    const isRight = read.id === id && sorted(read.slots) === sorted(slots);
    const follow = after === undefined ? '' : ` after '${after}'`;
    return isRight ? [] : [`${typed}${follow}: ${read.id} ${sorted(read.slots)}, not ${id} ${sorted(slots)}`];
  });
}

const sorted = (slots: object) =>
  JSON.stringify(Object.fromEntries(Object.entries(slots).sort(([one], [two]) => (one < two ? -1 : 1))));

describe('the corpus of phrasings', () => {
  const all = Object.values(corpora).flat();

  it('has at least 330, each once', () => {
    expect(all.length).toBeGreaterThanOrEqual(330);
    expect(new Set(all.map(([typed, , , after]) => `${typed}/${after ?? ''}`)).size).toBe(all.length);
  });

  it.each(Object.entries(corpora))('on %s is read right in 97 of 100 cases at least', (_, rows) => {
    const wrong = misses(rows);
    expect(1 - wrong.length / rows.length, wrong.join('\n')).toBeGreaterThanOrEqual(0.97);
  });

  it('is read right in most cases also where the grammar was not made with it', () => {
    const wrong = misses(heldOutCorpus);
    expect(1 - wrong.length / heldOutCorpus.length, wrong.join('\n')).toBeGreaterThanOrEqual(0.75);
  });

  it('is understood again from the question in full, as a thread goes on from it', () => {
    const known = all.filter(([, id]) => !['nobody', 'unknown', 'ask-back', 'help'].includes(id));
    const wrong = known.flatMap(([typed, , , after]) => {
      const follows = after === undefined ? undefined : askQuestion(after, context).asked;
      const found = understand(typed, context, follows);
      if (found.kind !== 'question') return [];
      const inFull = found.question.inFull(found.slots);
      const again = understand(inFull, context);
      const isSame = again.kind === 'question' && again.question.id === found.question.id;
      return isSame && again.question.inFull(again.slots) === inFull ? [] : [`${typed}: ${inFull}`];
    });
    expect(wrong.join('\n')).toBe('');
  });
});
