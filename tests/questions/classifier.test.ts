import { describe, expect, it } from 'vitest';
import { trainClassifier } from '../../src/questions/classifier.ts';
import { featuresOf } from '../../src/questions/features.ts';

const texts = [
  ['fruit', 'red apple'],
  ['fruit', 'green apple'],
  ['fruit', 'sweet pear'],
  ['tool', 'heavy hammer'],
  ['tool', 'red hammer'],
  ['tool', 'long saw'],
] as const;
const train = (of = texts as readonly (readonly [string, string])[]) =>
  trainClassifier(of.map(([id, text]) => ({ id, features: featuresOf(text) })));
const all = () => true;

describe('what is learned from labelled texts', () => {
  it('tells texts apart by the words that only one kind has', () => {
    const classifier = train();
    expect(classifier.grade(featuresOf('a red apple'), all)[0]?.id).toBe('fruit');
    expect(classifier.grade(featuresOf('the red saw'), all)[0]?.id).toBe('tool');
  });

  it('gives probabilities that sum to one over the questions that are possible', () => {
    const graded = train().grade(featuresOf('red'), all);
    expect(graded.reduce((sum, { p }) => sum + p, 0)).toBeCloseTo(1, 12);
    expect(train().grade(featuresOf('red apple'), (id) => id === 'tool')).toEqual([{ id: 'tool', p: 1 }]);
  });

  it('is as good as a guess on words that it never met', () => {
    const [first, second] = train().grade(featuresOf('zzz'), all);
    expect(Math.abs((first?.p ?? 0) - (second?.p ?? 0))).toBeLessThan(0.2);
  });

  it('is the same each time', () => {
    const features = featuresOf('long red apple');
    expect(train().grade(features, all)).toEqual(train().grade(features, all));
  });

  it('knows the features that it learned from and no others', () => {
    expect(train().knows('hammer')).toBe(true);
    expect(train().knows('chisel')).toBe(false);
  });
});

describe('the features of a text', () => {
  it('are alike where a word has another ending, an accent or a slip', () => {
    const shared = (one: string, other: string) => {
      const known = featuresOf(one);
      return [...featuresOf(other).keys()].filter((feature) => known.has(feature)).length;
    };
    expect(shared('predictions', 'prediction')).toBeGreaterThan(shared('predictions', 'production'));
    expect([...featuresOf('prévision').keys()]).toEqual([...featuresOf('prevision').keys()]);
    expect(shared('campaign', 'campaing')).toBeGreaterThan(2);
  });

  it('say what words mean, and take Chinese by signs and pairs of signs', () => {
    expect(featuresOf('losing clients').has('=leave')).toBe(true);
    expect([...featuresOf('新客户').keys()]).toEqual(expect.arrayContaining(['新', '客', '户', '新客', '客户']));
  });
});
