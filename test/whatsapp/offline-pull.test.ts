/** What waited at WhatsApp comes in parts, each asked for when the last one is nearly on record. */
import { EventEmitter } from 'node:events';
import type { BinaryNode } from 'baileys';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { IN_HAND_MAX, PART, pullOffline } from '../../src/whatsapp/baileys/hearing/offline-pull.ts';
import { manualClock } from '../support/manual-clock.ts';
import { type RunningWithSandbox, runningWithSandbox } from '../support/running-with-sandbox.ts';

const ib = (child: BinaryNode): BinaryNode => ({ tag: 'ib', attrs: {}, content: [child] });
const PREVIEW = ib({ tag: 'offline_preview', attrs: { count: '7' } });
const END = ib({ tag: 'offline', attrs: { count: '7' } });
const waited = (tag = 'message'): BinaryNode => ({ tag, attrs: { offline: '1' } });

/** A connection whose server gives what is asked for, and a log that is told when to record. */
const rig = () => {
  const ws = new EventEmitter();
  const clock = manualClock();
  const asked: number[] = [];
  let inHand = 0;
  let recorded: (() => void) | undefined;
  const stop = pullOffline(
    {
      ws: ws as never,
      async sendNode({ content }) {
        asked.push(Number((content as BinaryNode[])[0]?.attrs['count']));
      },
    },
    { inHand: () => inHand, onRecorded: (listener) => (recorded = listener) },
    clock,
  );
  const hear = (node: BinaryNode): void => {
    ws.emit('frame', node);
    if (node.tag === 'message') inHand += 1;
  };
  const record = (count: number): void => {
    for (let n = 0; n < count && inHand > 0; n += 1) {
      inHand -= 1;
      recorded?.();
    }
  };
  return { hear, record, asked, clock, stop, inHand: () => inHand };
};

test('fifty thousand that wait are never in hand: at most two parts, and what may be left of the one before', () => {
  const { hear, record, asked, clock, inHand } = rig();
  hear(PREVIEW);
  let [left, granted, most] = [50_000, 100, 0];
  let requests = 0;
  while (left > 0) {
    for (; granted > 0 && left > 0; granted -= 1, left -= 1) hear(waited());
    most = Math.max(most, inHand());
    record(30);
    clock.advance(20);
    for (const count of asked.slice(requests)) granted += count;
    requests = asked.length;
  }
  hear(END);
  record(50_000);
  expect(most).toBeLessThanOrEqual(IN_HAND_MAX + 2 * PART);
  expect(requests).toBeGreaterThanOrEqual(50_000 / PART - 1);
  const { length } = asked;
  hear(waited());
  clock.advance(1_000);
  expect(asked).toHaveLength(length);
});

test('nothing is asked while the last request brings nothing, while much is in hand, or ten times a second', () => {
  const { hear, record, asked, clock } = rig();
  hear(waited());
  expect(asked).toEqual([]);
  hear(PREVIEW);
  clock.advance(10_000);
  expect(asked).toEqual([]);
  for (let n = 0; n <= IN_HAND_MAX; n += 1) hear(waited(n === 0 ? 'receipt' : 'message'));
  // The first stanza of a part shows that it comes, and then nothing of the next one has come.
  expect(asked).toEqual([PART]);
  clock.advance(10_000);
  expect(asked).toEqual([PART]);
  record(2);
  expect(asked).toEqual([PART, PART]);
  hear(waited('notification'));
  expect(asked).toEqual([PART, PART]);
  clock.advance(100);
  expect(asked).toEqual([PART, PART, PART]);
});

test('a connection that is over asks for nothing', () => {
  const { hear, asked, clock, stop } = rig();
  hear(PREVIEW);
  hear(waited());
  stop();
  clock.advance(1_000);
  hear(waited());
  expect(asked).toEqual([PART]);
});

let run: RunningWithSandbox;
beforeAll(async () => {
  run = await runningWithSandbox();
});
afterAll(() => run.close());

test('more than the client asks for by itself is on record, and then what is new', async () => {
  const anna = '6281234570009';
  const chat = `chat/default/${anna}@s.whatsapp.net`;
  for (let n = 0; n < 250; n += 1) run.control.deliver(anna, `waits ${n}`);
  await run.ready();
  await run.told(chat, 250);
  run.control.deliver(anna, 'new');
  const facts = await run.told(chat, 251);
  expect(facts.map(({ source }) => source)).toEqual([...Array.from({ length: 250 }, () => 'offline'), 'live']);
  const words = run.log.read(chat).map(({ position }) => (run.log.content(position) as { body: string }).body);
  expect(words).toEqual([...Array.from({ length: 250 }, (_, n) => `waits ${n}`), 'new']);
});
