/**
 * Log lines on standard output, which never holds up the gateway.
 *
 * A pipe that nobody reads takes some 60 KB, and a write into a full one that waits for its reader stands still for ever. So
 * lines wait in memory up to a bound; beyond it they are dropped and counted, and the count is logged as soon as somebody
 * reads on. The lines of one turn, such as those of one commit, are one write. A reader that goes away, and a disk that is full,
 * cost log lines and nothing else.
 */
import type { Writable } from 'node:stream';
import { endWithReader } from './shell.ts';

/** Takes log lines. */
export interface Sink {
  write(text: string): void;
}

export interface LogOutput extends Sink {
  /** Called when somebody reads on, with the number of lines that were dropped until then. */
  onFlow(tell: (dropped: number) => void): void;
  /** How many lines were dropped since the start. */
  dropped(): number;
  /** Writes the lines that still wait for the end of this turn. */
  flush(): void;
}

/** Some thousand lines. */
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

/** Ends nothing: the gateway goes on without its log. */
const lose = (): void => {};

/** For the commands that run until they are stopped. */
export const standardOutput = (): LogOutput => {
  process.stdout.off('error', endWithReader).on('error', lose);
  const output = boundedOutput(process.stdout);
  process.once('exit', output.flush);
  return output;
};
