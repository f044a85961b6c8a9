/**
 * Log lines on standard output, which never blocks the gateway.
 *
 * An unread pipe holds some 60 KB, and a blocking write into a full pipe would never return. So lines wait in a bounded
 * buffer. When it is full, further lines are dropped and counted, and the count is logged once the reader continues.
 * All lines of one turn, such as the lines of one commit, are one write. If the reader goes away or the disk is full,
 * only log lines are lost.
 */
import type { Writable } from 'node:stream';
import { endWithReader } from './shell.ts';

/** A destination for log lines. */
export interface Sink {
  write(text: string): void;
}

export interface LogOutput extends Sink {
  /** Called when the reader continues, with the number of lines that were dropped. */
  onFlow(tell: (dropped: number) => void): void;
  /** The number of lines dropped since the start. */
  dropped(): number;
  /** Writes the lines of the current turn at once. */
  flush(): void;
}

/** The size of the buffer, some thousand lines. */
const WAITING_BYTES_MAX = 1_048_576;

export const boundedOutput = (output: Writable, waitingBytesMax = WAITING_BYTES_MAX): LogOutput => {
  let turn = '';
  let dropped = 0;
  let told = 0;
  let tell: ((dropped: number) => void) | null = null;

  const tellDropped = (): void => {
    const count = dropped - told;
    told = dropped;
    if (count > 0) tell?.(count);
  };
  const flush = (): void => {
    const text = turn;
    turn = '';
    if (text !== '') output.write(text);
  };
  output.on('drain', tellDropped);

  return {
    onFlow(listener) {
      tell = listener;
    },
    dropped: () => dropped,
    flush,
    write(text) {
      if (output.writableLength + turn.length >= waitingBytesMax) {
        dropped += 1;
        return;
      }
      if (turn === '') queueMicrotask(flush);
      turn += text;
    },
  };
};

/** An error of the output is ignored. The gateway continues without its log. */
const lose = (): void => {};

/** The output of commands that run until they are stopped. */
export const standardOutput = (): LogOutput => {
  process.stdout.off('error', endWithReader).on('error', lose);
  const output = boundedOutput(process.stdout);
  process.once('exit', output.flush);
  return output;
};
