/**
 * How smooth the inspector is: the slider is dragged over ten thousand facts and back, one place a frame, and the time from
 * frame to frame is taken, and the time that the page itself needs for each. Run on purpose: `node test/bench/inspector.ts`.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writePast } from '../web/inspector-history.ts';
import { openStage } from '../web/support/stage.ts';

const FACTS = Number(process.argv[2] ?? 10_000);
const FRAMES = 600;

interface Measured {
  readonly frames: readonly number[];
  readonly work: readonly number[];
  readonly elements: number;
}

/** Runs in the page. Work is everything up to the next task: events, rendering by Preact, style and layout. */
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
      document.body.getBoundingClientRect();
      work.push(performance.now() - begun);
      elements = Math.max(elements, document.querySelectorAll('*').length);
    }, 0));
    step += 1;
    if (step < ${FRAMES}) requestAnimationFrame(move);
    else setTimeout(() => resolve({ frames, work, elements }), 500);
  };
  requestAnimationFrame(move);
})`;

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
    const { frames, work, elements } = await page.evaluate<Measured>(DRAG);
    console.log(`${facts} facts, ${size}, ${FRAMES} places, at most ${elements} elements`);
    console.log(line('  frame to frame', frames));
    console.log(line('  work a frame  ', work));
    console.log(`  longer than two frames: ${frames.filter((ms) => ms > 34).length} of ${frames.length}`);
    await close();
  }
} finally {
  await stage.close();
  rmSync(folder, { recursive: true, force: true });
}
