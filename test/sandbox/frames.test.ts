import { expect, test } from 'vitest';
import { frameOf, frameReader, HEADER } from '../../src/sandbox/frames.ts';

const bodies = [Buffer.from('one'), Buffer.alloc(5000, 7), Buffer.from('three')];
const stream = Buffer.concat([HEADER, ...bodies.map(frameOf)]);

test('frames are found however the bytes are cut', () => {
  for (const size of [1, 2, 3, 5, 1000, stream.length]) {
    const reader = frameReader();
    const found: Buffer[] = [];
    for (let at = 0; at < stream.length; at += size) found.push(...reader.read(stream.subarray(at, at + size)));
    expect(found).toEqual(bodies);
  }
});

test('routing that precedes the header is left out', () => {
  const routing = Buffer.concat([Buffer.from([0x45, 0x44, 0, 1]), frameOf(Buffer.from('route'))]);
  expect(frameReader().read(Buffer.concat([routing, stream]))).toEqual(bodies);
});

test('a connection that does not start as one of WhatsApp is not read', () => {
  expect(() => frameReader().read(Buffer.from('GET / HTTP/1.1'))).toThrow('header');
});
