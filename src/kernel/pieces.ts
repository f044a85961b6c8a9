/**
 * Large files piece by piece, in memory that is used again.
 *
 * V8 collects a buffer late, because the object that stands for it is small: a stream that makes a buffer for each piece
 * leaves 64 MiB of them behind before anything is collected, in each thread.
 */
import { open } from 'node:fs/promises';

/** Larger memory is mapped and unmapped each time by the C library, which costs more than the copying. */
const PIECE_BYTES = 65_536;

/** The content of a file, in order. A piece is valid until the next one is requested, which is read into its place. */
export async function* piecesOf(path: string): AsyncGenerator<Buffer> {
  const handle = await open(path, 'r');
  try {
    const place = Buffer.allocUnsafeSlow(PIECE_BYTES);
    for (;;) {
      const { bytesRead } = await handle.read(place, 0, PIECE_BYTES, null);
      if (bytesRead === 0) return;
      yield place.subarray(0, bytesRead);
    }
  } finally {
    await handle.close();
  }
}

/**
 * Frees the memory of bytes at once. They have no length afterwards, and neither has anything that shares their memory.
 * Bytes that are a part of something larger stay as they are.
 */
export const giveBack = ({ buffer, byteLength }: Uint8Array): void => {
  if (buffer instanceof ArrayBuffer && buffer.byteLength === byteLength) buffer.transfer(0);
};

/** The same chunks, each given back when the next one is requested. The source must not use them again. */
export async function* givenBack(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    yield chunk;
    giveBack(chunk);
  }
}
