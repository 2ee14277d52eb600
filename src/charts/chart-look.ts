import type { Config } from 'vega-lite';

/** The page's colours in daylight (see src/web/style.ts), which a picture in a chat cannot change with the reader's theme. */
export const ink = '#18211f';
export const quiet = '#56635f';
export const ground = '#ffffff';

/**
 * Colours of series, in order: the page's teal and rust, then four of Okabe & Ito (2008), which stay apart for who does not see red or green. Lines also bear their
 * names, so that no reader depends on a colour.
 */
export const seriesColours: readonly string[] = ['#0b6057', '#ad4a1c', '#0072b2', '#e69f00', '#8a5a83', quiet];

/** Family of the shipped font; no other is loaded, so that the picture is the same on every machine. */
export const fontFamily = 'DejaVu Sans';

/** Calm: few grid lines, no frame, no ticks. */
export const look: Config = {
  background: ground,
  font: fontFamily,
  padding: { left: 18, right: 22, top: 16, bottom: 14 },
  view: { stroke: null },
  title: { anchor: 'start', frame: 'bounds', fontSize: 15, fontWeight: 'bold', color: ink, offset: 16 },
  axis: {
    labelColor: quiet,
    labelFontSize: 12,
    labelPadding: 7,
    ticks: false,
    title: null,
    domain: false,
    gridColor: '#e3e8e6',
  },
  axisX: { grid: false, domain: true, domainColor: '#b9c3c0', labelAngle: 0 },
  axisY: { tickCount: 4, labelExpr: "datum.value === 0 ? '0' : datum.label" },
  legend: {
    orient: 'top',
    title: null,
    labelColor: ink,
    labelFontSize: 12,
    symbolType: 'square',
    symbolSize: 110,
    columnPadding: 18,
    offset: 8,
  },
};
