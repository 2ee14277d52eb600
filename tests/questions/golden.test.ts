import { describe, expect, it } from 'vitest';
import { answerText } from '../../src/cli/answer-text.ts';
import { textWidth } from '../../src/cli/text-width.ts';
import { askQuestion } from '../../src/questions/ask.ts';
import { composeDigest } from '../../src/questions/digest.ts';
import { cornerContext, cornerWithoutScores } from '../support/corner-context.ts';
import { expectGolden } from '../support/golden.ts';

const style = { width: 80, hasColour: false };
const said = (question: string) => answerText(askQuestion(question, cornerContext()), style);

/** What is asked of the corner shop, by the name of the golden file. */
const asked: Readonly<Record<string, string>> = {
  'who-is': 'who is Anna Meier?',
  why: 'why 17850?',
  'is-leaving': 'is Ben Okafor leaving?',
  'likely-buyers': 'who will buy?',
  'at-risk': 'who is leaving?',
  'top-customers': 'top 5 customers',
  revenue: 'revenue last month',
  compare: 'compare this month with last month',
  'new-customers': 'new customers in the last 30 days',
  segments: 'segments',
  'high-value': 'who are the high-value customers?',
  'model-quality': 'how good is the model?',
  help: 'help',
  several: 'who is Anna?',
  unknown: 'what is the profit of June?',
};

describe('an answer as text', () => {
  it.each(Object.entries(asked))('of %s reads as agreed', (name, question) => {
    expectGolden(name, said(question));
  });

  it('of the digest reads as agreed', () => {
    expectGolden('digest', answerText(composeDigest(cornerContext()), style));
  });

  it('of the digest in Chinese reads as agreed', () => {
    expectGolden('digest-zh', answerText(composeDigest(cornerContext(), { language: 'zh' }), style));
  });

  it('of a digest without a model reads as agreed', () => {
    expectGolden('digest-without-model', answerText(composeDigest(cornerWithoutScores()), style));
  });

  it.each([...Object.values(asked), 'digest'])('of %j fits a screen of 80 columns', (question) => {
    const lines = said(question).trimEnd().split('\n');
    for (const line of lines) expect(textWidth(line), line).toBeLessThanOrEqual(80);
    expect(lines.length).toBeLessThanOrEqual(36);
  });
});
