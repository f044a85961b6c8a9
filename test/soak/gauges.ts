/** Figures of a running gateway, read from its metrics for Prometheus. */
import type { Client } from '../support/client.ts';

export interface Sample {
  /** Milliseconds since the soak began. */
  readonly atMs: number;
  readonly rss: number;
  readonly heap: number;
  /** Bytes that V8 holds for the heap, used or not. */
  readonly heapTotal: number;
  /** Bytes of buffers and of WebAssembly, which are not on the heap. */
  readonly external: number;
  /** Open file descriptors: sockets, files, pipes. */
  readonly descriptors: number;
  /** Timers, sockets and everything else that keeps the event loop alive. */
  readonly resources: number;
  /** Jobs that wait, are retried or are in hand. */
  readonly depth: number;
  readonly completed: number;
  readonly failed: number;
  /** Lag of the event loop since the previous sample, in milliseconds. */
  readonly lagP99: number;
  readonly lagMax: number;
}

/** The sum of a figure's lines whose labels contain `label`. @throws when there is no such figure. */
const figure = (text: string, name: string, label = ''): number => {
  const lines = text.split('\n').filter((line) => line.startsWith(`${name} `) || line.startsWith(`${name}{`));
  if (lines.length === 0) throw new Error(`The gateway has no figure ${name}`);
  return lines
    .filter((line) => line.includes(label))
    .reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' ') + 1)), 0);
};

const MS = 1_000;

export const sampleOf = async ({ url, token }: Client, atMs: number): Promise<Sample> => {
  const response = await fetch(`${url}/metrics`, { headers: { authorization: `Bearer ${token}` } });
  const text = await response.text();
  if (response.status !== 200) throw new Error(`/metrics answered ${response.status}`);
  return {
    atMs,
    rss: figure(text, 'process_resident_memory_bytes'),
    heap: figure(text, 'nodejs_heap_size_used_bytes'),
    heapTotal: figure(text, 'nodejs_heap_size_total_bytes'),
    external: figure(text, 'nodejs_external_memory_bytes'),
    descriptors: figure(text, 'process_open_fds'),
    resources: figure(text, 'nodejs_active_resources_total'),
    depth: figure(text, 'waybill_queue_depth'),
    completed: figure(text, 'waybill_jobs', 'status="completed"'),
    failed: figure(text, 'waybill_jobs', 'status="failed"'),
    lagP99: figure(text, 'nodejs_eventloop_lag_p99_seconds') * MS,
    lagMax: figure(text, 'nodejs_eventloop_lag_max_seconds') * MS,
  };
};

const MIB = 1_048_576;
const mib = (bytes: number): string => `${(bytes / MIB).toFixed(1)} MiB`;

const clock = (ms: number): string => {
  const seconds = Math.round(ms / MS);
  return `${String(Math.floor(seconds / 60)).padStart(3)}:${String(seconds % 60).padStart(2, '0')}`;
};

export const sampleText = (sample: Sample, sent: number): string =>
  [
    clock(sample.atMs),
    `rss ${mib(sample.rss)}`,
    `heap ${mib(sample.heap)} of ${mib(sample.heapTotal)}`,
    `external ${mib(sample.external)}`,
    `descriptors ${sample.descriptors}`,
    `resources ${sample.resources}`,
    `queue ${sample.depth}`,
    `lag p99 ${sample.lagP99.toFixed(0)} ms, max ${sample.lagMax.toFixed(0)} ms`,
    `sent ${sent}`,
    `completed ${sample.completed}`,
    `failed ${sample.failed}`,
  ].join('  ');
