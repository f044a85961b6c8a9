import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Past, writePast } from './inspector-history.ts';
import { looks, openStage, SETTING_UP_MS, type Stage, stepTo, wear } from './support/stage.ts';
import { OF_LOOKS, type Watched } from './support/watch.ts';

const FACTS = 10_000;

let folder: string;
let past: Past;
let stage: Stage;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'waybill-inspector-'));
  past = await writePast(folder, FACTS);
  stage = await openStage({ WAYBILL_DATA: folder });
}, SETTING_UP_MS);
afterAll(async () => {
  await stage.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Waits for what a page comes to show; longer would not help. */
const eventually = (read: () => unknown) => expect.poll(read, { timeout: 15_000 });

const slider = (page: Page): Locator => page.getByRole('slider', { name: 'Place in the history' });
const machine = (page: Page, kind: string): Locator => page.getByRole('region', { name: `The machine of the ${kind}` });
const here = (page: Page): Locator => page.locator('.fact-row.here');
const jobPath = (at: number): string => `/inspector?stream=${past.job}&at=${at}`;

type Looking = (page: Page, watched: Watched) => Promise<void>;

const look = async (watched: Watched, looking: Looking) => {
  try {
    await watched.page.locator('.chart .leaf').first().waitFor();
    await looking(watched.page, watched);
    expect(watched.complaints()).toEqual([]);
  } finally {
    await watched.close();
  }
};

const factsIn = async (page: Page): Promise<number> => Number(await slider(page).getAttribute('max'));

/** The one window of most tests, which all end with the inspector in it. */
let window: Watched | undefined;

/** The inspector goes to the path in the window that is open, as with the way back; only the first time it is loaded. */
const looking = async (path: string, looking: Looking) => {
  window ??= await stage.visit(path);
  const { page, complaints } = window;
  const before = complaints().length;
  await stepTo(page, path);
  await page.evaluate('document.activeElement.blur()');
  const all = !path.includes('stream=');
  await eventually(async () => (await factsIn(page)) > FACTS).toBe(all);
  // The stream of the test before has few facts as well.
  const stream = new URLSearchParams(path.split('?')[1]).get('stream');
  if (stream) await eventually(() => slider(page).getAttribute('aria-valuetext')).toContain(stream);
  await look({ ...window, complaints: () => complaints().slice(before), close: async () => {} }, looking);
};

const query = (page: Page): string => decodeURIComponent(new URL(page.url()).search);

describe('a link to a job at a position', () => {
  test('shows the machine as it was: the state, the arrow that led there, the effect and the deadline', () =>
    looking(jobPath(past.firstFailure), async (page) => {
      const drawn = machine(page, 'job');
      await eventually(() => drawn.locator('.state.leaf .state-name').textContent()).toBe('retrying');
      expect(await drawn.locator('.edge.lit').count()).toBe(1);
      expect(await drawn.locator('.edge-label text.lit').textContent()).toBe('failed / wakeAt');
      await drawn.locator('.deadline').waitFor();
      expect(await page.locator('.moment').textContent()).toMatch(
        /active: retrying came from active\.sending by job\.failed ; effects: » wakeAt .*next attempt .* later/,
      );
      expect(await here(page).textContent()).toContain('job.failed');
    }));

  test('shows what the actor remembers, and the machines beside it', () =>
    looking(jobPath(past.firstFailure), async (page) => {
      await page.getByRole('tab', { name: 'Memory' }).click();
      await page.getByText('failure.code').waitFor();
      await page.getByRole('button', { name: 'Show the session: session/default ready' }).click();
      await eventually(() => machine(page, 'session').locator('.leaf .state-name').textContent()).toBe('ready');
    }));

  test('survives a reload, and follows every step into the address', () =>
    looking(jobPath(past.firstFailure), async (page) => {
      await page.keyboard.press('ArrowLeft');
      await eventually(() => query(page)).toBe(`?stream=${past.job}&at=${past.firstFailure - 1}`);
      await page.reload();
      await eventually(() => here(page).textContent()).toContain('job.validated');
      await eventually(() => machine(page, 'job').locator('.leaf .state-name').textContent()).toBe('sending');
    }));
});

/** A colour of the design as it is painted. */
const painted = (page: Page, name: string): Promise<string> =>
  page.evaluate(`(() => {
    const probe = document.body.appendChild(document.createElement('i'));
    probe.style.color = 'var(--${name})';
    const colour = getComputedStyle(probe).color;
    probe.remove();
    return colour;
  })()`);

describe('a job that failed for good', () => {
  interface Facts {
    readonly items: readonly { readonly stream: string }[];
  }
  const failedJob = async (): Promise<string> => {
    const { body } = await stage.client.get<Facts>('/api/events?type=job.abandoned&limit=1');
    return body.items[0]?.stream ?? 'none';
  };
  test('is drawn in the colour of failure, in either look, and its id has room', async () => {
    const job = await failedJob();
    await looking(`/inspector?stream=${job}`, async (page) => {
      const drawn = machine(page, 'job');
      await eventually(() => drawn.locator('.leaf .state-name').textContent()).toBe('failed');
      const styleOf = (of: string, what: string): Promise<string> =>
        page.evaluate(`getComputedStyle(document.querySelector('.chart ${of}')).${what}`);
      for (const [colours, size] of looks) {
        await wear(page, { colours, size });
        const [failed, quiet] = [await painted(page, 'failed'), await painted(page, 'quiet')];
        expect(failed).not.toBe(quiet);
        expect(await styleOf('.leaf > rect', 'stroke')).toBe(failed);
        expect(await styleOf('.leaf > .state-name', 'fill')).toBe(failed);
        const picker = page.getByRole('combobox', { name: 'Stream' });
        expect(await picker.inputValue()).toBe(job);
        const cut = await picker.evaluate((input) => input.scrollWidth - input.clientWidth);
        expect([size, cut]).toEqual([size, 0]);
      }
      await wear(page, {});
    });
  });
});

describe('time', () => {
  test('is stepped through with the keyboard: back, on, to the ends, and by itself', () =>
    looking(jobPath(past.firstFailure), async (page) => {
      const said = () => slider(page).getAttribute('aria-valuetext');
      await page.keyboard.press('Home');
      await eventually(said).toBe('before the first of 8 facts');
      await page.keyboard.press('ArrowRight');
      await eventually(said).toBe(`job.queued, ${past.job}, fact 1 of 8`);
      await page.keyboard.press('End');
      await eventually(said).toContain('fact 8 of 8');
      await page.keyboard.press('Home');
      await page.getByLabel('Facts a second').selectOption('256');
      await page.locator('h1').click();
      await page.keyboard.press(' ');
      await eventually(said).toContain('fact 8 of 8');
      await page.getByRole('button', { name: 'Play (space)' }).waitFor();
    }));

  test('is dragged through, and what is shown moves along', () =>
    looking('/inspector', async (page) => {
      const box = await slider(page).boundingBox();
      if (!box) throw new Error('there is no slider');
      const middle = box.y + box.height / 2;
      await page.mouse.move(box.x + box.width - 8, middle);
      await page.mouse.down();
      for (const part of [0.9, 0.7, 0.5, 0.3]) await page.mouse.move(box.x + box.width * part, middle, { steps: 3 });
      await page.mouse.up();
      const place = Number(await slider(page).inputValue());
      expect(place / past.facts).toBeCloseTo(0.3, 1);
      await eventually(() => query(page)).toBe(`?at=${place}`);
      await eventually(() => here(page).locator('.fact-position').textContent()).toBe(String(place));
      await eventually(() => page.locator('.call-row.here').count()).toBe(1);
    }));

  test('has jumps to the first failure and the last disconnect, and the way back', () =>
    looking('/inspector', async (page) => {
      await page.getByRole('button', { name: 'First failure' }).click();
      await eventually(() => query(page)).toBe(`?at=${past.firstFailure}`);
      await eventually(() => here(page).textContent()).toContain('job.failed');
      await page.getByRole('button', { name: 'Last disconnect' }).click();
      await eventually(() => query(page)).toBe(`?at=${past.lastDisconnect}`);
      await eventually(() => here(page).textContent()).toContain('session.closed');
      await page.goBack();
      await eventually(() => here(page).textContent()).toContain('job.failed');
      await page.keyboard.press('n');
      await eventually(() => here(page).textContent()).toMatch(/session\.closed|job\.(failed|abandoned)/);
    }));
});

describe('two positions', () => {
  test('are compared in what the actor remembers and in its tables', () =>
    looking(jobPath(past.firstFailure - 3), async (page) => {
      await page.getByRole('button', { name: 'Compare', exact: true }).click();
      for (let step = 0; step < 3; step += 1) await page.keyboard.press('ArrowRight');
      const row = (name: string) =>
        page.getByRole('row').filter({ has: page.getByRole('rowheader', { name, exact: true }) });
      await row('failure.code').waitFor();
      expect(await row('failure.code').textContent()).toBe('failure.code–network_timeout');
      expect(await row('status').textContent()).toBe('statuswaitingretrying');
      await eventually(() => query(page)).toContain(`compare=${past.firstFailure - 3}`);
      await page.reload();
      await page.getByRole('tab', { name: 'Compare' }).click();
      await row('status').waitFor();
    }));
});

describe('streams', () => {
  test('are found by what they are called, and opened with the keyboard', () =>
    looking('/inspector', async (page) => {
      await page.getByRole('combobox', { name: 'Stream' }).fill('queue');
      // Before it hears what was typed, the list shows the others as well.
      await eventually(() => page.getByRole('listbox').getByRole('option').allTextContents()).toEqual([
        expect.stringContaining('queue/default'),
      ]);
      await page.keyboard.press('Enter');
      await eventually(() => query(page)).toBe('?stream=queue/default');
      await eventually(() => machine(page, 'queue').locator('.leaf .state-name').textContent()).toBe('running');
      await page.goBack();
      await eventually(() => query(page)).toBe('');
    }));

  test('that there are not are told so', async () => {
    window ??= await stage.visit('/inspector');
    await stepTo(window.page, '/inspector?stream=job/none');
    await window.page.getByText('The log has no fact of this stream').waitFor();
  });
});

describe('ten thousand facts', () => {
  test('are as many elements as are in view', () =>
    looking('/inspector', async (page) => {
      const most = 1_500;
      const elements = (): Promise<number> => page.evaluate('document.querySelectorAll("*").length');
      expect(Number(await slider(page).getAttribute('max'))).toBeGreaterThan(FACTS);
      expect(await elements()).toBeLessThan(most);
      for (const key of ['Home', 'PageUp', 'End']) {
        await slider(page).press(key);
        expect(await elements()).toBeLessThan(most);
      }
    }));

  test('ask the gateway for nothing while the slider moves', () =>
    looking('/inspector?at=5000', async (page) => {
      await page.reload();
      const outlines =
        "performance.getEntriesByType('resource').filter(({ name }) => name.includes('/outline')).length";
      await eventually(() => page.evaluate(outlines)).toBe(Math.ceil(past.facts / 2_000) + 1);
      const asked: string[] = [];
      page.on('request', (request) => asked.push(request.url()));
      const moved = await page.evaluate(`new Promise((resolve) => {
        const input = document.querySelector('input[type=range]');
        const places = new Set();
        let step = 0;
        const move = () => {
          input.value = String(100 + step * 450);
          input.dispatchEvent(new Event('input', { bubbles: true }));
          requestAnimationFrame(() => {
            places.add(document.querySelector('.place strong')?.textContent);
            step += 1;
            if (step < 20) move();
            else resolve(places.size);
          });
        };
        move();
      })`);
      expect(moved).toBeGreaterThan(15);
      expect(asked.filter((url) => url.includes('/outline'))).toEqual([]);
    }));
});

describe('a log longer than a list shows', () => {
  test('is fetched where one goes, and shown there', async () => {
    const long = mkdtempSync(join(tmpdir(), 'waybill-inspector-'));
    await writePast(long, 21_000);
    const far = await openStage({ WAYBILL_DATA: long });
    try {
      const { page, complaints } = await far.visit('/inspector');
      await here(page).waitFor();
      await slider(page).fill('12345');
      await eventually(() => here(page).locator('.fact-position').textContent()).toBe('12345');
      await eventually(() => here(page).locator('.fact-data').textContent()).not.toBe('');
      await here(page).waitFor();
      const listed = () =>
        page.evaluate(
          "(() => { const [row, list] = ['.fact-row.here', '.fact-list'].map((name) => document.querySelector(name).getBoundingClientRect()); return row.top >= list.top && row.bottom <= list.bottom; })()",
        );
      await eventually(listed).toBe(true);
      expect(complaints()).toEqual([]);
    } finally {
      await far.close();
      rmSync(long, { recursive: true, force: true });
    }
  });
});

describe('the page', () => {
  test('has no barrier in any look, and neither it nor the chart is wider than the screen', () =>
    looking(jobPath(past.firstFailure), async (page, watched) => {
      for (const [colours, size] of looks) {
        await wear(page, { colours, size });
        await machine(page, 'job').waitFor();
        expect(await watched.barriers(), `${colours} and ${size}`).toEqual([]);
        if (size === 'wide') continue;
        for (const name of ['Facts', 'Sequence', 'Details', 'Machines']) {
          await page.getByRole('tab', { name, exact: true }).click();
          expect(await watched.barriers(OF_LOOKS), `${name} in ${colours}`).toEqual([]);
          expect(await page.evaluate('document.documentElement.scrollWidth'), name).toBeLessThanOrEqual(390);
        }
      }
      for (const width of [1280, 390, 320]) {
        await page.setViewportSize({ width, height: 800 });
        await machine(page, 'job').waitFor();
        // The chart is drawn for its new width in a frame after this one.
        await eventually(() => page.evaluate('document.documentElement.scrollWidth')).toBe(width);
        const tooWide = () => machine(page, 'job').evaluate((box) => box.scrollWidth - box.clientWidth);
        await eventually(tooWide).toBe(0);
      }
      await wear(page, {});
    }));

  test('shows the whole of the last step of the sequence', () =>
    looking('/inspector', async (page) => {
      const bottomOf = async (name: string): Promise<number> => {
        const box = await page.locator(name).boundingBox();
        return Math.round((box?.y ?? Number.NaN) + (box?.height ?? Number.NaN));
      };
      await eventually(async () => (await bottomOf('.sequence')) - (await bottomOf('.call-row.here .call-hit'))).toBe(
        0,
      );
    }));

  test('asks a stranger to log in, and then shows what the link points to', async () => {
    const watched = await stage.stranger();
    const { page } = watched;
    await page.goto(`${stage.url}${jobPath(past.firstFailure)}`);
    await page.getByLabel('Email').fill('admin@example.com');
    await page.getByLabel('Password').fill('correct horse battery staple');
    await page.getByRole('button', { name: 'Log in' }).click();
    await here(page).getByText('job.failed').waitFor();
    await watched.close();
  });

  test('follows what happens now, until someone goes back', () =>
    looking('/inspector', async (page) => {
      const position = async () => Number(await here(page).locator('.fact-position').textContent());
      const live = page.getByRole('button', { name: 'Live', exact: true });
      expect(await live.getAttribute('aria-pressed')).toBe('true');
      const before = await position();
      const sent = await stage.client.post('/api/whatsapp/send-message', { number: '6281234567890', message: 'Now' });
      expect(sent.status).toBe(202);
      await eventually(position).toBeGreaterThan(before);
      await eventually(() => here(page).textContent()).toContain('job.queued');
      await page.keyboard.press('ArrowLeft');
      expect(await live.getAttribute('aria-pressed')).toBe('false');
      const kept = await position();
      await stage.client.post('/api/whatsapp/send-message', { number: '6281234567890', message: 'Later' });
      await eventually(async () => Number(await slider(page).getAttribute('max'))).toBeGreaterThan(kept + 1);
      expect(await position()).toBe(kept);
    }));
});
