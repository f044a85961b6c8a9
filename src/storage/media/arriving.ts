/**
 * The bytes of a source that nobody trusts, in small pieces, until it ends, sends too many or stalls.
 *
 * The next bytes are not requested before the consumer is done with the last ones, so at most one chunk of the source is
 * in memory. A source that has not ended is ended with `return()`, as `for await` does. It is not waited for: a
 * generator that hangs in `next()` would never answer.
 */
import { type Clock, nothingToCancel } from '../../kernel/clock.ts';
import { Stalled, type TakeTerms, TooLarge } from '../../messages/media.ts';

/** Hashing and writing a piece of this size blocks nobody else for long. */
const PIECE_BYTES = 1_048_576;

function* piecesOf(chunk: Uint8Array): Generator<Uint8Array> {
  for (let start = 0; start < chunk.length; start += PIECE_BYTES) yield chunk.subarray(start, start + PIECE_BYTES);
}

const ignore = (): void => {};

/** Waits for a step of the source, and can be told to stop waiting. Nothing of a step is kept once it was returned. */
const interruptible = (iterator: AsyncIterator<Uint8Array>) => {
  let interrupt: (reason: unknown) => void = ignore;
  return {
    next: () =>
      new Promise<IteratorResult<Uint8Array>>((resolve, reject) => {
        interrupt = reject;
        iterator.next().then(resolve, reject);
      }),
    interrupt: (reason: unknown) => interrupt(reason),
  };
};

/** @throws TooLarge, Stalled, the signal's reason, or the source's own error. */
export async function* arriving(
  bytes: AsyncIterable<Uint8Array>,
  { maxBytes, idleMs, signal }: TakeTerms,
  clock: Pick<Clock, 'after'>,
): AsyncGenerator<Uint8Array> {
  const iterator = bytes[Symbol.asyncIterator]();
  const source = interruptible(iterator);
  const abort = () => source.interrupt(signal?.reason);
  signal?.addEventListener('abort', abort);
  let size = 0;
  let ended = false;
  let cancelIdle = nothingToCancel;
  const watchIdle = () => clock.after(idleMs, () => source.interrupt(new Stalled(size, idleMs)));
  try {
    cancelIdle = watchIdle();
    for (;;) {
      signal?.throwIfAborted();
      const { done, value } = await source.next();
      if (done === true) {
        ended = true;
        return;
      }
      // An empty chunk is no byte: the time goes on.
      if (value.length === 0) continue;
      cancelIdle();
      size += value.length;
      if (size > maxBytes) throw new TooLarge(size, maxBytes);
      yield* piecesOf(value);
      cancelIdle = watchIdle();
    }
  } finally {
    cancelIdle();
    signal?.removeEventListener('abort', abort);
    if (!ended) iterator.return?.().catch(ignore);
  }
}
