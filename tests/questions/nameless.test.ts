import { describe, expect, it } from 'vitest';
import { askQuestion } from '../../src/questions/ask.ts';
import { withoutNames } from '../../src/questions/nameless.ts';
import { questions } from '../../src/questions/registry.ts';
import { cornerContext } from '../support/corner-context.ts';
import { cornerNames } from '../support/corner-shop.ts';

describe('a view without names', () => {
  const nameless = withoutNames(cornerContext());
  const asked = questions.flatMap(({ examples }) =>
    examples.map((example) => example.replace('CUSTOMER', 'a1').replace('PRODUCT', 'Tea tin').replace('TAG', 'vip')),
  );

  it.each([...asked, 'who is Anna', 'nonsense'])('answers %j without the name of anybody', (question) => {
    const said = JSON.stringify(askQuestion(question, nameless)).replaceAll(question, '');
    const names = Object.values(cornerNames).filter((name) => said.includes(name));
    expect(names).toEqual([]);
  });

  it('still finds the person whose name the reader types, and calls them by the id', () => {
    const { headline, customerId } = askQuestion('who is Ben Okafor', nameless);
    expect(headline).toMatch(/^Customer b1: 8 orders/);
    expect(customerId).toBe('b1');
  });

  it('is one and the same for a view', () => {
    const context = cornerContext();
    expect(withoutNames(context)).toBe(withoutNames(context));
  });
});
