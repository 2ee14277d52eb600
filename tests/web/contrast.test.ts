import { expect, it } from 'vitest';
import { contrastRatio } from '../support/contrast.ts';

// Published pairs: black on white is 21 by definition; #767676 is known as the lightest grey that passes AA on white (4.54), #777777 fails it (4.48).
it('the contrast that the page is measured with is that of WCAG', () => {
  expect(contrastRatio('rgb(0, 0, 0)', 'rgb(255, 255, 255)')).toBe(21);
  expect(contrastRatio('rgb(118, 118, 118)', 'rgb(255, 255, 255)')).toBeCloseTo(4.54, 2);
  expect(contrastRatio('rgb(255, 255, 255)', 'rgb(119, 119, 119)')).toBeCloseTo(4.48, 2);
  expect(() => contrastRatio('rgba(0, 0, 0, 0)', 'rgb(255, 255, 255)')).toThrow('Not an opaque colour');
});
