import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chanceDue, fitGapHazard } from '../../src/features/gap-hazard.ts';

/** Weeks in remission under 6-MP: Freireich et al. (1963), the example of survival textbooks; the second list was cut off by the end of the study. */
const relapsed = [6, 6, 6, 7, 10, 13, 16, 22, 23];
const stillWell = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35];

describe('fitGapHazard', () => {
  it('gives the published Kaplan-Meier curve of the 6-MP trial', () => {
    const { survival } = fitGapHazard(relapsed, stillWell, 30);
    const published = { 5: 1, 6: 0.857, 7: 0.807, 10: 0.753, 13: 0.69, 16: 0.627, 22: 0.538, 23: 0.448, 35: 0.448 };
    for (const [week, share] of Object.entries(published)) {
      expect(survival[Number(week)], week).toBeCloseTo(share, 3);
    }
  });

  it('knows nothing of a shop without a gap: nobody is due', () => {
    expect(chanceDue(fitGapHazard([], [], 30), 12, [], 4)).toBe(0);
  });

  it('never rises, and does not care about the order of the gaps', () => {
    const gaps = fc.array(fc.integer({ min: 0, max: 900 }), { maxLength: 30 });
    fc.assert(
      fc.property(gaps, gaps, (finished, open) => {
        const { survival } = fitGapHazard(finished, open, 30);
        expect(survival.every((value, day) => value >= 0 && value <= (survival[day - 1] ?? 1))).toBe(true);
        expect(fitGapHazard(finished.toReversed(), open.toReversed(), 30).survival).toEqual(survival);
      }),
    );
  });
});

describe('chanceDue', () => {
  it('is the shop’s conditional chance for a customer without a gap of their own (worked by hand)', () => {
    const hazard = fitGapHazard(relapsed, stillWell, 7);
    // Quiet for 6: S(13) / S(6) = 0.690 / 0.857 stay away.
    expect(chanceDue(hazard, 6, [], 4)).toBeCloseTo(1 - 0.6902 / 0.8571, 3);
  });

  it('weighs own gaps that lasted longer than the present one against the shop’s (worked by hand)', () => {
    const hazard = fitGapHazard([10, 20], [], 5);
    // S(8) = 1, S(13) = 1/2: the shop says 1/2. Own gaps beyond 8 days: 12 (ends by 13) and 40 (does not); 3 is no longer possible.
    expect(chanceDue(hazard, 8, [3, 12, 40], 4)).toBeCloseTo((1 + 4 * 0.5) / (2 + 4), 12);
  });
});
