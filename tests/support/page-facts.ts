import type { Page } from 'playwright-core';

// What runs inside the page is text: the sources are typed for Node, which knows no document.

/** Something on a page with its colour and that of what lies behind it, as `rgb(r, g, b)`. */
interface Coloured {
  readonly what: string;
  readonly colour: string;
  readonly background: string;
}

/** The colours that a page shows. */
export interface PageColours {
  /** Of the page itself. */
  readonly ground: string;
  /** Every text in sight. */
  readonly texts: readonly Coloured[];
  /** Bars, points and lines of the charts, and the borders of boxes to type in. */
  readonly shapes: readonly Coloured[];
}

/** Colours of all texts and shapes in sight; what is folded away is unfolded first, and stays so. */
export function coloursOnPage(page: Page): Promise<PageColours> {
  return page.evaluate<PageColours>(`(() => {
    for (const details of document.querySelectorAll('details')) details.open = true;
    const backgroundOf = (element) => {
      for (let at = element; at; at = at.parentElement) {
        const colour = getComputedStyle(at).backgroundColor;
        if (colour !== 'rgba(0, 0, 0, 0)') return colour;
      }
      return 'rgb(255, 255, 255)';
    };
    const ownText = (element) => [...element.childNodes].filter((node) => node.nodeType === 3).map((node) => node.data).join('').trim();
    const isSeen = (element) => !['title', 'desc'].includes(element.tagName) && element.checkVisibility() && !element.closest('.unseen');
    const shapes = (selector, property) => [...document.querySelectorAll(selector)].map((shape) => ({
      what: shape.getAttribute('class') ?? shape.tagName,
      colour: getComputedStyle(shape)[property],
      background: backgroundOf(shape.parentElement),
    }));
    return {
      ground: backgroundOf(document.body),
      texts: [...document.body.querySelectorAll('*')]
        .filter((element) => ownText(element) && isSeen(element))
        .map((element) => ({
          what: ownText(element),
          colour: getComputedStyle(element)[element.closest('svg') ? 'fill' : 'color'],
          background: backgroundOf(element),
        })),
      shapes: [
        ...shapes('.for, .against, .zero, .point', 'fill'),
        ...shapes('.diagonal, .whisker', 'stroke'),
        ...shapes('input', 'borderTopColor'),
      ],
    };
  })()`);
}

/** How a page is built, for those who hear it. */
export interface PageOutline {
  readonly title: string;
  readonly language: string;
  /** Levels of the headings, in their order. */
  readonly headings: readonly number[];
  readonly landmarks: { readonly banner: number; readonly main: number; readonly contentinfo: number };
  readonly repeatedIds: readonly string[];
  /** Links, buttons, boxes, regions and pictures without a name. */
  readonly unnamed: readonly string[];
  /** Tables without a caption. */
  readonly bareTables: readonly string[];
  /** Columns of tables without a header. */
  readonly bareCells: readonly string[];
}

/** Title, headings, landmarks, and what has no name. */
export function outlineOfPage(page: Page): Promise<PageOutline> {
  return page.evaluate<PageOutline>(`(() => {
    const all = (selector) => [...document.querySelectorAll(selector)];
    const brief = (element) => element.outerHTML.slice(0, 80);
    const ids = all('[id]').map(({ id }) => id);
    const nameOf = (element) => [
      element.getAttribute('aria-label') ?? '',
      ...(element.getAttribute('aria-labelledby') ?? '').split(' ').map((id) => document.getElementById(id)?.textContent ?? ''),
      ...[...(element.labels ?? [])].map((label) => label.textContent),
      element.matches('a, button, summary') ? element.textContent : '',
    ].join('').trim();
    const tables = all('table');
    return {
      title: document.title,
      language: document.documentElement.lang,
      headings: all('h1, h2, h3, h4').map(({ tagName }) => Number(tagName[1])),
      landmarks: { banner: all('body > header').length, main: all('main').length, contentinfo: all('body > footer').length },
      repeatedIds: ids.filter((id, index) => ids.indexOf(id) !== index),
      unnamed: all('a, button, input:not([type=hidden]), summary, nav, section, [role=region], [role=img]').filter((element) => !nameOf(element)).map(brief),
      bareTables: tables.filter((table) => !table.caption?.textContent.trim()).map(brief),
      bareCells: tables
        .flatMap((table) => [...table.tHead.rows[0].cells])
        .filter((cell) => cell.ariaHidden !== 'true' && !(cell.scope === 'col' && cell.textContent.trim()))
        .map(brief),
    };
  })()`);
}
