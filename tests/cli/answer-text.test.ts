import { describe, expect, it } from 'vitest';
import { answerText } from '../../src/cli/answer-text.ts';
import { textWidth } from '../../src/cli/text-width.ts';
import type { Answer } from '../../src/questions/answer.ts';

const plain = { width: 40, hasColour: false };
const answer: Answer = { id: 'x', headline: 'Done.', basis: 'From files.', next: [] };
const lines = (text: string) => text.trimEnd().split('\n');

describe('answerText', () => {
  it('sets every part under the other, with an empty line between', () => {
    const whole: Answer = {
      ...answer,
      period: '1 Jun 2011',
      facts: [
        { label: 'Orders', value: '12' },
        { label: 'Given back', value: 'nothing' },
      ],
      table: {
        columns: [
          { title: 'Customer', align: 'left' },
          { title: 'Chance', align: 'right' },
        ],
        rows: [['Anna', '9 %']],
      },
      lines: ['A reason.'],
      caution: 'Few data.',
      next: ['who will buy', 'patron train'],
    };
    expect(answerText(whole, plain)).toBe(`Done.

1 Jun 2011

Orders      12
Given back  nothing

Customer  Chance
Anna         9 %

- A reason.

Careful: Few data.

From files.

Next:
  patron ask "who will buy"
  patron train
`);
  });

  it('stays within the width, however long names and sentences are', () => {
    const long = 'a sentence of many words that goes on and on without coming to an end for a long time';
    const wide: Answer = {
      ...answer,
      headline: long,
      facts: [{ label: 'Fact', value: long }],
      table: {
        columns: [
          { title: 'Customer', align: 'left' },
          { title: 'Money', align: 'right' },
        ],
        rows: [
          ['Γιώργος Παπαδόπουλος-Αλεξανδρόπουλος the Second', '£1,204'],
          ['张伟'.repeat(20), '£9'],
        ],
      },
      lines: [long],
    };
    const text = answerText(wide, plain);
    for (const line of lines(text)) expect(textWidth(line)).toBeLessThanOrEqual(40);
    expect(text).toContain('…  £1,204');
  });

  it('wraps the sentences of a last column and cuts none', () => {
    const reasons: Answer = {
      ...answer,
      table: {
        columns: [
          { title: 'Effect', align: 'right' },
          { title: 'Reason', align: 'left' },
        ],
        rows: [
          ['+0.40', 'orders about every 31 days, now quiet for 140 days'],
          ['−0.12', 'no returns'],
        ],
      },
    };
    expect(lines(answerText(reasons, plain)).slice(2, 6)).toEqual([
      'Effect  Reason',
      ' +0.40  orders about every 31 days, now',
      '        quiet for 140 days',
      ' −0.12  no returns',
    ]);
  });

  it('uses bold and dim only where colours are wanted', () => {
    expect(answerText(answer, { ...plain, hasColour: true })).toContain('\u001b[1mDone.\u001b[0m');
    expect(answerText(answer, plain)).not.toContain('\u001b');
  });
});
