/** The bytes of an answer, counted while they pass. */
import type { IncomingMessage } from 'node:http';
import { blaming, type Limits } from './limits.ts';
import { FetchFailure, tooLarge, unreachable } from './refusals.ts';

interface Terms {
  readonly host: string;
  readonly maxBytes: number;
  readonly limits: Limits;
}

/** The size that the answer announces; null when it announces none. */
export const announcedSize = ({ headers }: IncomingMessage): number | null => {
  const length = headers['content-length'];
  return length === undefined ? null : Number(length);
};

const failureOf = (thrown: unknown, { host, limits: { signal } }: Terms): unknown => {
  if (thrown instanceof FetchFailure) return thrown;
  return signal.aborted ? blaming(host, signal.reason) : new FetchFailure(unreachable(host, 'answer'));
};

/**
 * Passes the bytes on as they came, without undoing a content encoding. Closes the connection at the end, when the
 * reader stops, and on every failure. Time that the reader takes for itself does not count as time without a byte.
 */
export async function* countedBody(response: IncomingMessage, terms: Terms): AsyncGenerator<Uint8Array, void, void> {
  const { host, maxBytes, limits } = terms;
  const chunks: AsyncIterator<Uint8Array> = response[Symbol.asyncIterator]();
  let size = 0;
  try {
    for (;;) {
      const next = await limits.withinIdle(chunks.next());
      if (next.done) return;
      size += next.value.byteLength;
      if (size > maxBytes) throw new FetchFailure(tooLarge(host, maxBytes, announcedSize(response)));
      yield next.value;
    }
  } catch (thrown) {
    throw failureOf(thrown, terms);
  } finally {
    limits.end();
    response.destroy();
  }
}
