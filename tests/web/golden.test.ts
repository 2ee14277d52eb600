import { expect, it } from 'vitest';
import { backtestPage } from '../../src/web/backtest-page.ts';
import { layout, type Page } from '../../src/web/layout.ts';
import { personPage } from '../../src/web/person-page.ts';
import { todayPage } from '../../src/web/today-page.ts';
import { backtest, card, digest, people, why } from './shop-of-pages.ts';

// Whole pages as they are sent, to be read in a diff. Changed on purpose only: npx vitest run tests/web/golden.test.ts --update
const pages: readonly (readonly [string, Page])[] = [
  ['today', todayPage({ digest, people, verdict: backtest.headline })],
  ['person', personPage({ title: 'Jürgen Groß', card, why })],
  ['backtest', backtestPage(backtest)],
];

it.each(pages)('the page %s reads as it did', async (name, page) => {
  await expect(layout(page, { isDemo: true })).toMatchFileSnapshot(`../golden/page-${name}.txt`);
});
