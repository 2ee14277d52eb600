import { describe, expect, it } from 'vitest';
import { judgeDigestRules } from '../../src/decisions/digest-rules.ts';

const verdicts = (finding: Parameters<typeof judgeDigestRules>[0], asked?: readonly string[]) =>
  judgeDigestRules(finding, asked).map(({ rule, holds }) => [rule, holds]);

describe('tags of what the digest names', () => {
  it('are given where they are asked for by name', () => {
    expect(verdicts({ isLeaving: true, isLikely: false }, ['leaving'])).toEqual([
      ['leaving', true],
      ['likely-buyer', false],
    ]);
  });

  it('are given to nobody new in a push of everything, and taken from whom they fit no more', () => {
    expect(verdicts({ isLeaving: true, isLikely: false })).toEqual([
      ['leaving', undefined],
      ['likely-buyer', false],
    ]);
  });

  it('stay as they are where it is not known', () => {
    expect(verdicts({ isLeaving: undefined, isLikely: undefined }, ['leaving', 'likely-buyer'])).toEqual([
      ['leaving', undefined],
      ['likely-buyer', undefined],
    ]);
  });
});
