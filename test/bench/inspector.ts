/**
 * The smoothness of the inspector: the slider is dragged over ten thousand facts and back, one step a frame. Measured
 * are the time between frames, and the page's own time for each. Run it by hand: `node test/bench/inspector.ts`.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { writePast } from '../web/inspector-history.ts';
import { openBrowser } from '../web/support/chromium.ts';
import { openStage } from '../web/support/stage.ts';

const FACTS = Number(process.argv[2] ?? 10_000);
const FRAMES = 300;

interface Measured {
  readonly frames: readonly number[];
  readonly work: readonly number[];
  readonly elements: number;
}

/** Runs in the page. Work is the time of the event and of Preact's rendering. */
const DRAG = `new Promise((resolve) => {
  const input = document.querySelector('input[type=range]');
  const most = Number(input.max);
  const frames = [];
  const work = [];
  let elements = 0;
  let before = null;
  let step = 0;
  const place = () => Math.round(most * (0.5 + 0.5 * Math.cos((step / ${FRAMES}) * 2 * Math.PI)));
  const move = (now) => {
    if (before !== null) frames.push(now - before);
    before = now;
    const begun = performance.now();
    input.value = String(place());
    input.dispatchEvent(new Event('input', { bubbles: true }));
    queueMicrotask(() => setTimeout(() => {
      work.push(performance.now() - begun);
      if (step % 50 === 0) elements = Math.max(elements, document.querySelectorAll('*').length);
    }, 0));
    step += 1;
    if (step < ${FRAMES}) requestAnimationFrame(move);
    else setTimeout(() => resolve({ frames, work, elements }), 500);
  };
  requestAnimationFrame(move);
})`;

/** The processor time of the page's thread from now on, whatever else the machine does. */
const busy = async (page: Page): Promise<() => Promise<Readonly<Record<string, number>>>> => {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const read = async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    return new Map(metrics.map(({ name, value }) => [name, value]));
  };
  const before = await read();
  return async () => {
    const after = await read();
    const spent = (name: string) => ((after.get(name) ?? 0) - (before.get(name) ?? 0)) * 1_000;
    return {
      all: spent('TaskDuration'),
      script: spent('ScriptDuration'),
      style: spent('RecalcStyleDuration'),
      layout: spent('LayoutDuration'),
    };
  };
};

const quantile = (values: readonly number[], part: number): string => {
  const sorted = values.toSorted((one, other) => one - other);
  return `${(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0).toFixed(1)} ms`;
};

const line = (name: string, values: readonly number[]): string =>
  `${name}  median ${quantile(values, 0.5)}, 95 % ${quantile(values, 0.95)}, 99 % ${quantile(values, 0.99)}, worst ${quantile(values, 1)}`;

const folder = mkdtempSync(join(tmpdir(), 'waybill-inspector-'));
const { facts } = await writePast(folder, FACTS);
const stage = await openStage({ WAYBILL_DATA: folder });
try {
  for (const size of ['wide', 'narrow'] as const) {
    const { page, close } = await stage.visit('/inspector', { size });
    await page.locator('.chart .leaf').first().waitFor();
    await page.waitForTimeout(3_000);
    const spent = await busy(page);
    const { frames, work, elements } = await page.evaluate<Measured>(DRAG);
    const parts = Object.entries(await spent()).map(([name, ms]) => `${name} ${(ms / FRAMES).toFixed(1)} ms`);
    console.log(`${facts} facts, ${size}, ${FRAMES} places, at most ${elements} elements`);
    console.log(line('  frame to frame', frames));
    console.log(line('  work a frame  ', work));
    console.log(`  processor time a frame: ${parts.join(', ')}`);
    console.log(`  longer than two frames: ${frames.filter((ms) => ms > 34).length} of ${frames.length}`);
    await close();
  }
} finally {
  await stage.close();
  await (await openBrowser()).close();
  rmSync(folder, { recursive: true, force: true });
}
