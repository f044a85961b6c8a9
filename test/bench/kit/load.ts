/**
 * A load on one route: this many connections, each with one request under way, for a while. It runs in a process of its
 * own, so that it does not use the event loop of the measured server. It speaks HTTP/1.1 by hand, because a client
 * library would be the slower side.
 *
 *     node test/bench/kit/load.ts '{"url": "http://127.0.0.1:3000/x", "connections": 50, "seconds": 3, …}'
 *
 * The last line that it prints is a `LoadReport` as JSON.
 */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises';

export interface Load {
  /** A POST with `body`, or a GET without one. `{n}` in the body becomes a number that grows. */
  readonly url: string;
  /** Paths that are requested in turns, in place of the path of `url`. */
  readonly paths?: readonly string[];
  readonly body?: string;
  readonly token?: string;
  readonly connections: number;
  /** The maximum duration. */
  readonly seconds: number;
  /** The maximum number of requests, after as many that do not count; left out, as many as fit in the time. */
  readonly requests?: number;
  /** Requests a second in total, evenly spaced; left out, as many as possible. */
  readonly rate?: number;
}

export interface LoadReport {
  /** Answers with a 2xx. */
  readonly answered: number;
  readonly refused: number;
  readonly seconds: number;
  /** Milliseconds, of the answers with a 2xx, from when the request was due. */
  readonly p50: number;
  readonly p99: number;
  readonly p999: number;
  readonly max: number;
}

const HEADER_END = '\r\n\r\n';

/** The length and status of one answer in the received bytes; null while it is incomplete. */
const answerIn = (text: string): { length: number; status: number } | null => {
  const end = text.indexOf(HEADER_END);
  if (end < 0) return null;
  const length = /\r\ncontent-length: (\d+)/i.exec(text.slice(0, end));
  const chunked = length === null ? text.indexOf('0\r\n\r\n', end) : -1;
  if (length === null && chunked < 0) return null;
  const whole = length === null ? chunked + 5 : end + HEADER_END.length + Number(length[1]);
  return text.length < whole ? null : { length: whole, status: Number(text.slice(9, 12)) };
};

const requests = ({ url, paths, body, token }: Load): (() => string) => {
  const { host, pathname, search } = new URL(url);
  const asked = paths ?? [pathname + search];
  const authorization = token === undefined ? '' : `Authorization: Bearer ${token}\r\n`;
  let sent = 0;
  const head = (method: string) =>
    `${method} ${asked[sent % asked.length]} HTTP/1.1\r\nHost: ${host}\r\n${authorization}`;
  return () => {
    sent += 1;
    if (body === undefined) return `${head('GET')}\r\n`;
    const said = body.replaceAll('{n}', String(sent));
    const type = 'Content-Type: application/json\r\n';
    return `${head('POST')}${type}Content-Length: ${Buffer.byteLength(said)}\r\n\r\n${said}`;
  };
};

interface Slot {
  readonly socket: Socket;
  text: string;
  dueAt: number;
}

const percentile = (sorted: readonly number[], part: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;

/**
 * A timer fires a millisecond or so late. Spinning the event loop instead would take a core from the measured server.
 */
const TIMER_LATE_MS = 2;

const untilSoonBefore = (due: number): Promise<unknown> => {
  const ms = Math.floor(due - performance.now() - TIMER_LATE_MS);
  return ms > 0 ? pause(ms) : nextTurn();
};

/**
 * Time for the server to accept the connections: accepting five hundred at once takes some 80 ms, which must not count.
 */
const SETTLING_MS = 500;

const connected = async ({ url, connections }: Load): Promise<readonly Socket[]> => {
  const { hostname, port } = new URL(url);
  const sockets = Array.from({ length: connections }, () =>
    connect(Number(port), hostname).setNoDelay(true).setEncoding('latin1'),
  );
  await Promise.all(sockets.map((socket) => once(socket, 'connect')));
  await pause(SETTLING_MS);
  return sockets;
};

const run = async (load: Load): Promise<LoadReport> => {
  const next = requests(load);
  const times: number[] = [];
  let refused = 0;
  const sockets = await connected(load);
  const start = performance.now();
  const end = start + load.seconds * 1_000;
  const spacing = load.rate === undefined ? 0 : 1_000 / load.rate;
  const uncounted = load.requests ?? 0;
  const most = load.requests === undefined ? Number.POSITIVE_INFINITY : 2 * load.requests;
  let heardOf = 0;
  let due = start;
  const idle: Slot[] = [];

  const send = (slot: Slot, dueAt: number): void => {
    slot.dueAt = dueAt;
    slot.socket.write(next());
  };

  const heard = (slot: Slot, finished: () => void): void => {
    const answer = answerIn(slot.text);
    if (!answer) return;
    slot.text = slot.text.slice(answer.length);
    const now = performance.now();
    heardOf += 1;
    if (answer.status >= 300) refused += 1;
    else if (heardOf > uncounted) times.push(now - slot.dueAt);
    if (heardOf >= most || (spacing === 0 ? now : due) >= end) finished();
    else if (spacing === 0) send(slot, now);
    else idle.push(slot);
  };

  const slots = sockets.map((socket) => {
    const slot: Slot = { socket, text: '', dueAt: start };
    const done = new Promise<void>((resolve, reject) => {
      socket.on('data', (chunk: string) => {
        slot.text += chunk;
        heard(slot, resolve);
      });
      socket.on('error', reject);
      socket.on('close', () => resolve());
    });
    return { slot, done };
  });

  if (spacing === 0) for (const { slot } of slots) send(slot, start);
  else idle.push(...slots.map(({ slot }) => slot));
  // Late requests count from when they were due: a server that stalls also pays for the queue that it caused.
  const sendDue = (): boolean => {
    for (; due < end && due <= performance.now() && idle.length > 0; due += spacing) {
      const slot = idle.pop();
      if (slot) send(slot, due);
    }
    return due < end;
  };
  if (spacing > 0) {
    while (sendDue()) await untilSoonBefore(due);
    for (const { socket } of idle) socket.destroy();
  }
  await Promise.all(slots.map(({ done }) => done));
  for (const { slot } of slots) slot.socket.destroy();

  const sorted = times.toSorted((a, b) => a - b);
  return {
    answered: times.length,
    refused,
    seconds: (performance.now() - start) / 1_000,
    p50: percentile(sorted, 0.5),
    p99: percentile(sorted, 0.99),
    p999: percentile(sorted, 0.999),
    max: sorted.at(-1) ?? Number.NaN,
  };
};

console.log(JSON.stringify(await run(JSON.parse(process.argv[2] ?? '{}') as Load)));
