import { Resvg } from '@resvg/resvg-js';
import { parse, View } from 'vega';
import { compile } from 'vega-lite';
import type { AnswerChart } from '../questions/answer.ts';
import { fontFamily, ground } from './chart-look.ts';
import { chartSpec } from './chart-spec.ts';
import { drawable } from './drawable.ts';
import { fontFiles, lettersOf } from './font.ts';

/** What is drawn, as plain data: it crosses into a worker thread. */
export interface Drawing {
  readonly chart: AnswerChart;
  /** Of the picture. [px] */
  readonly width: number;
}

const hasLetter = lettersOf(fontFiles[0] ?? '');

/** Draws in the calling thread, which it holds up for some 100 ms. PNG; the same bytes for the same chart; undefined where the font lacks a letter. */
export async function drawHere({ chart, width }: Drawing, fonts = fontFiles): Promise<Uint8Array | undefined> {
  const shown = drawable(chart, hasLetter);
  return shown && rasterise(await drawSvg(shown), { width, fonts });
}

async function drawSvg(chart: AnswerChart): Promise<string> {
  const view = new View(parse(compile(chartSpec(chart)).spec), { renderer: 'none' });
  try {
    return await view.toSVG();
  } finally {
    view.finalize();
  }
}

/** Without a font file resvg draws no text and says nothing about it; a font of the machine would give another picture on another one. */
function rasterise(svg: string, { width, fonts }: { readonly width: number; readonly fonts: readonly string[] }) {
  return new Resvg(svg, {
    background: ground,
    fitTo: { mode: 'width', value: width },
    font: { loadSystemFonts: false, fontFiles: [...fonts], defaultFontFamily: fontFamily },
  })
    .render()
    .asPng();
}
