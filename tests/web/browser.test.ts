import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ServedPage, servePage } from '../../src/web/serve.ts';
import { chromiumMissing, chromiumPath, startChromium } from '../support/chromium.ts';
import { contrastRatio, luminance } from '../support/contrast.ts';
import { coloursOnPage, outlineOfPage, type PageColours, type PageOutline } from '../support/page-facts.ts';
import { digest, leaving, shopOfPages } from './shop-of-pages.ts';

const paths = [
  '/',
  '/ask?q=who+is+leaving',
  '/ask?q=segments',
  '/ask?q=xyzzy',
  '/people',
  '/people/C-7',
  '/pushes',
  '/pushes/push-3f9a1c',
  '/backtest',
  '/nowhere',
];
const widths = [375, 320];

interface Visit {
  readonly path: string;
  readonly outline: PageOutline;
  readonly colours: { readonly light: PageColours; readonly dark: PageColours };
  /** Width of all that is on the page, at each of `widths`. */
  readonly scrollWidths: readonly number[];
}

/** Sees one page in both themes and at all widths, everything unfolded. */
async function visit(page: Page, path: string): Promise<Visit> {
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.emulateMedia({ colorScheme: 'light' });
  await page.goto(path);
  const outline = await outlineOfPage(page);
  const light = await coloursOnPage(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  const dark = await coloursOnPage(page);
  const scrollWidths: number[] = [];
  for (const width of widths) {
    await page.setViewportSize({ width, height: 700 });
    scrollWidths.push(await page.evaluate('document.documentElement.scrollWidth'));
  }
  return { path, outline, colours: { light, dark }, scrollWidths };
}

describe.skipIf(chromiumPath === undefined)(`the page in a real browser${chromiumMissing}`, () => {
  let browser: Browser;
  let served: ServedPage;
  let page: Page;
  const visits: Visit[] = [];
  const complaints: string[] = [];

  beforeAll(async () => {
    [browser, served] = await Promise.all([startChromium(), servePage(shopOfPages(), { port: 0 })]);
    page = await browser.newPage({ baseURL: served.url });
    page.on('console', (message) => complaints.push(`${page.url()}: ${message.text()}`));
    page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error.message}`));
    for (const path of paths) visits.push(await visit(page, path));
  });
  afterAll(async () => {
    await browser.close();
    await served.close();
  });

  it('no page scrolls sideways at 375 px, nor at 320', () => {
    for (const { path, scrollWidths } of visits)
      for (const [index, found] of scrollWidths.entries()) expect(found, path).toBeLessThanOrEqual(widths[index] ?? 0);
  });

  it.each(['light', 'dark'] as const)(
    'in the %s theme text stands out 4.5 to 1, bars, lines and boxes 3 to 1',
    (theme) => {
      for (const { path, colours } of visits) {
        const { ground, texts, shapes } = colours[theme];
        expect(theme === 'dark' ? luminance(ground) < 0.05 : luminance(ground) > 0.9, path).toBe(true);
        expect(texts.length, path).toBeGreaterThan(8);
        for (const { what, colour, background } of texts)
          expect(contrastRatio(colour, background), `${path}: '${what}'`).toBeGreaterThanOrEqual(4.5);
        for (const { what, colour, background } of shapes)
          expect(contrastRatio(colour, background), `${path}: ${what}`).toBeGreaterThanOrEqual(3);
      }
    },
  );

  it('each page has one heading of the first order, no order left out, landmarks, and a title of its own', () => {
    for (const { path, outline } of visits) {
      const { language, headings, landmarks, repeatedIds } = outline;
      expect(
        headings.filter((level) => level === 1),
        path,
      ).toHaveLength(1);
      for (const [index, level] of headings.entries())
        expect(level - (headings[index - 1] ?? 0), `${path}: ${headings.join(' ')}`).toBeLessThanOrEqual(1);
      expect(landmarks, path).toEqual({ banner: 1, main: 1, contentinfo: 1 });
      expect(repeatedIds, path).toEqual([]);
      expect(language).toBe('en');
    }
    expect(new Set(visits.map(({ outline }) => outline.title)).size).toBe(paths.length);
  });

  it('whatever can be reached has a name, every table a caption and headers', () => {
    for (const { path, outline } of visits)
      expect([...outline.unnamed, ...outline.bareTables, ...outline.bareCells], path).toEqual([]);
  });

  it('the browser has nothing to complain of: no blocked style, no missing file, no error', () => {
    expect(complaints.filter((text) => !/\/nowhere: .*404/.test(text))).toEqual([]);
  });

  it('a question is asked by keyboard alone, with the place of the keyboard in sight at each step', async () => {
    await page.goto('/');
    await page.keyboard.press('Tab');
    const skip = page.getByRole('link', { name: 'Skip to the content' });
    expect((await skip.boundingBox())?.x).toBe(0);
    const reached = [];
    for (let step = 0; step < 6; step++) {
      reached.push(await page.evaluate('document.activeElement.textContent'));
      expect(await page.evaluate('getComputedStyle(document.activeElement).outlineStyle')).toBe('solid');
      await page.keyboard.press('Tab');
    }
    expect(reached).toEqual(['Skip to the content', 'Patron', 'Today', 'People', 'Pushes', 'Backtest']);
    await page.keyboard.type('who is leaving');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/ask?q=who+is+leaving');
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(leaving.headline);
    const box = page.getByRole('searchbox', { name: 'Ask about a customer or the shop' });
    expect(await box.inputValue()).toBe('who is leaving');
  });

  it('a wide table scrolls in its own frame, by keyboard', async () => {
    await page.setViewportSize({ width: 375, height: 700 });
    await page.goto('/backtest');
    const frame = page.getByRole('region', { name: 'Candidates, scrolls sideways' });
    await frame.focus();
    await page.keyboard.press('ArrowRight');
    await page.waitForFunction('document.activeElement.scrollLeft > 0');
  });

  it('the reliability chart is told in words to those who do not see it', async () => {
    await page.goto('/backtest');
    const chart = page.getByRole('img', { name: 'Chance promised against orders observed' });
    expect(await chart.locator('desc').textContent()).toContain(
      '500 customers: 35\u00a0% promised, 37\u00a0% ordered.',
    );
  });

  it('works without JavaScript: there is none', async () => {
    const plain = await browser.newPage({ baseURL: served.url, javaScriptEnabled: false });
    await plain.goto('/');
    await plain.getByRole('searchbox').fill('who is leaving');
    await plain.getByRole('button', { name: 'Ask' }).click();
    await plain.getByRole('link', { name: 'Jürgen Groß' }).click();
    await plain.getByRole('link', { name: 'Back to people' }).click();
    expect(await plain.getByRole('heading', { level: 1 }).textContent()).toBe('The most valuable people');
  });

  it('a name that is a script is shown as it is written and does not run', async () => {
    const name = '<script>document.title = "taken"</script><img src=x onerror="document.title = 1">';
    const evil = await servePage(
      shopOfPages({
        digest: () => Promise.resolve({ ...digest, headline: name, lines: [name] }),
        people: () => Promise.resolve([{ customerId: name, name, orders: 1, revenue: name }]),
      }),
      { port: 0 },
    );
    await page.goto(evil.url);
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(name);
    expect(await page.title()).toBe('Today · Patron (demo data)');
    expect(await page.evaluate('document.querySelectorAll("script, img").length')).toBe(0);
    await evil.close();
  });
});
