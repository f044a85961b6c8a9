import { beforeEach, expect, test } from 'vitest';
import { frameGate, type Gate } from '../../src/whatsapp/baileys/gate.ts';

let gate: Gate;
let left: string[];
let send: (frame: string, written?: () => void) => void;

beforeEach(() => {
  left = [];
  const wire = {
    send(frame: string, written?: () => void) {
      left.push(frame);
      written?.();
    },
  };
  gate = frameGate();
  gate.guard({ ws: { socket: wire } });
  send = (...args) => wire.send(...args);
});

/** Keys that are being written to disk. */
const keys = () => {
  const stored = Promise.withResolvers<void>();
  gate.close(stored.promise);
  return stored;
};

test('a frame leaves at once while no keys are on their way', async () => {
  send('a');
  expect(left).toEqual(['a']);
  const first = keys();
  first.resolve();
  await first.promise;
  send('b');
  expect(left).toEqual(['a', 'b']);
});

test('a frame waits for the keys before it, not for those after it, and for the frames before it', async () => {
  const first = keys();
  send('a');
  const second = keys();
  send('b');
  expect(left).toEqual([]);
  first.resolve();
  await first.promise;
  send('c');
  expect(left).toEqual(['a']);
  second.resolve();
  await second.promise;
  expect(left).toEqual(['a', 'b', 'c']);
});

test('a frame waits for all keys before it, in whatever order they are stored', async () => {
  const first = keys();
  const second = keys();
  send('a');
  const third = keys();
  for (const each of [second, third]) {
    each.resolve();
    await each.promise;
  }
  expect(left).toEqual([]);
  first.resolve();
  await first.promise;
  expect(left).toEqual(['a']);
});

test('behind keys that could not be stored nothing leaves any more', async () => {
  const first = keys();
  send('a');
  first.reject(new Error('the disk is full'));
  await first.promise.catch(() => {});
  const second = keys();
  second.resolve();
  await second.promise;
  send('b');
  expect(left).toEqual([]);
});

test('a frame behind a message that came in counts as written, and leaves when the message is on record', async () => {
  const recorded = Promise.withResolvers<void>();
  gate.hold(recorded.promise);
  const written: string[] = [];
  send('receipt', () => written.push('receipt'));
  await Promise.resolve();
  expect({ left, written }).toEqual({ left: [], written: ['receipt'] });
  recorded.resolve();
  await recorded.promise;
  expect({ left, written }).toEqual({ left: ['receipt'], written: ['receipt'] });
});

test('a frame behind keys alone is told to be written when it is', async () => {
  const first = keys();
  const written: string[] = [];
  send('a', () => written.push('a'));
  await Promise.resolve();
  expect(written).toEqual([]);
  first.resolve();
  await first.promise;
  expect(written).toEqual(['a']);
});
