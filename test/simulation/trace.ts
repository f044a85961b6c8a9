/** The trace of a run, in order: commands, faults, calls at the WhatsApp port and facts, each with its time. */
import type { Recorded } from '../../src/events/log/log.ts';
import type { Clock, Millis } from '../../src/kernel/clock.ts';

export type Said = 'command' | 'endpoint' | 'answer' | 'fault' | 'call' | 'whatsapp' | 'fact' | 'process' | 'broken';

export interface Trace {
  say(what: Said, ...words: readonly unknown[]): void;
  fact(fact: Recorded): void;
  /** `  12.345 s  fact      17 job/4f…  job.started {"attempt":1}` */
  lines(): readonly string[];
}

const word = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

export const traceOf = (clock: Clock): Trace => {
  const start = clock.now();
  const said: (readonly [Millis, Said, readonly unknown[]])[] = [];

  const line = ([at, what, words]: (typeof said)[number]): string =>
    `${((at - start) / 1_000).toFixed(3).padStart(10)} s  ${what.padEnd(9)} ${words.map(word).join(' ')}`;

  return {
    say: (what, ...words) => void said.push([clock.now(), what, words]),
    fact({ position, stream, type, data, from, to, by }) {
      said.push([clock.now(), 'fact', [position, stream, type, data, `${from} → ${to}`, `by ${by}`]]);
    },
    lines: () => said.map(line),
  };
};
