import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { ChartDrawer } from '../../src/charts/chart-drawer.ts';
import type { AnswerChart } from '../../src/questions/answer.ts';

/** The thread runs what `npm run build` has made, as threads cannot run TypeScript on Node 20. */
const program = new URL('../../dist/src/charts/drawing-worker.js', import.meta.url);
const chart: AnswerChart = { kind: 'bar', title: 'Orders', labels: ['May'], series: [{ name: 'Orders', values: [3] }] };

let drawer: ChartDrawer | undefined;
afterEach(() => drawer?.close());

describe('the drawing thread', () => {
  it('has been built', () => {
    expect(existsSync(fileURLToPath(program))).toBe(true);
  });

  it('draws, the same bytes each time, and leaves the calling thread free', async () => {
    drawer = new ChartDrawer({ program });
    let turns = 0;
    const counting = setInterval(() => turns++, 5);
    const drawn = await Promise.all([drawer.draw(chart, { width: 600 }), drawer.draw(chart, { width: 300 })]);
    clearInterval(counting);
    expect(turns).toBeGreaterThan(3);
    // The width stands in the header of a PNG (RFC 2083, IHDR).
    expect(drawn.map((png) => Buffer.from(png ?? []).readUInt32BE(16))).toEqual([600, 300]);
    expect(await drawer.draw(chart, { width: 600 })).toEqual(drawn[0]);
  });

  it('says that the font lacks a letter by giving no picture', async () => {
    drawer = new ChartDrawer({ program });
    expect(await drawer.draw({ ...chart, title: '订单' }, { width: 300 })).toBeUndefined();
  });

  it('ends when it has had nothing to do for a while, and begins again when there is', async () => {
    drawer = new ChartDrawer({ program, idleMs: 1 });
    expect(drawer.isAwake).toBe(false);
    await drawer.draw(chart, { width: 300 });
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(drawer.isAwake).toBe(false);
    expect(await drawer.draw(chart, { width: 300 })).toBeDefined();
  });

  it('rejects what is under way when it is closed, takes too long, or breaks down', async () => {
    drawer = new ChartDrawer({ program });
    const closed = expect(drawer.draw(chart, { width: 300 })).rejects.toThrow('The program ends.');
    await drawer.close();
    await closed;
    const slow = new ChartDrawer({ program, timeoutMs: 1 });
    await expect(slow.draw(chart, { width: 300 })).rejects.toThrow('not drawn within 1 ms');
    const broken = new ChartDrawer({ program: new URL('data:text/javascript,throw new Error("broken")') });
    await expect(broken.draw(chart, { width: 300 })).rejects.toThrow('The drawing thread failed: broken');
    expect(broken.isAwake).toBe(false);
  });
});
