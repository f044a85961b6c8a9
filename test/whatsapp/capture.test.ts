/** The bound of what is held while nothing can be put on record. */
import { expect, test } from 'vitest';
import { type CaptureOptions, createCapture, HELD_BYTES_MAX } from '../../src/whatsapp/baileys/hearing/capture.ts';

const MIB = 1024 * 1024;

const captured = (record: CaptureOptions['ear']['record']) => {
  const failures: unknown[] = [];
  const capture = createCapture({
    ear: { record, isOnRecord: () => false },
    gate: { close() {}, hold() {}, guard() {} },
    clock: { now: () => 1_700_000_000_000 },
    me: () => ({ number: '6281100009999@s.whatsapp.net', lid: null }),
    decode: () => ({ type: 'nothing' }),
    fail: (thrown) => failures.push(thrown),
  });
  let count = 0;
  const arrive = (bytes: number): void => {
    count += 1;
    capture.arrive({
      tag: 'message',
      attrs: { id: `A${count}`, from: '6281234567801@s.whatsapp.net', t: '1700000000', type: 'text' },
      content: [{ tag: 'enc', attrs: { type: 'msg', v: '2' }, content: new Uint8Array(bytes) }],
    });
  };
  return { failures, arrive };
};

test('while the log takes nothing, 64 MiB are held; then the link ends, and WhatsApp keeps the rest', () => {
  const { failures, arrive } = captured(() => new Promise(() => {}));
  for (let held = 0; held < HELD_BYTES_MAX; held += MIB) arrive(MIB);
  expect(failures).toEqual([]);
  arrive(1);
  expect(failures).toHaveLength(1);
  arrive(MIB);
  expect(failures).toHaveLength(1);
});
