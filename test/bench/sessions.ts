/**
 * `npm run bench:sessions [-- --sessions 1,10,50 --messages 3000 --idle 10]`: the memory and processor time of idle
 * linked sessions in one process, and the messages that they have acknowledged in a second in total, three at a time
 * each, to known contacts. WhatsApp is a sandbox in a process of its own, and shares the same cores.
 */
import { availableParallelism } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { sampleOf } from '../soak/gauges.ts';
import { machine } from './bench.ts';
import { short } from './kit/growth-figures.ts';
import { ask, type Linked, linked } from './kit/linked.ts';
import { residentMib, SERVING, SESSIONS, sum, type Used, watch, watchMachine } from './kit/threads.ts';

const { values } = parseArgs({
  options: {
    sessions: { type: 'string', default: '1,10,50' },
    messages: { type: 'string', default: '3000' },
    idle: { type: 'string', default: '10' },
  },
});

const CONCURRENCY = 3;
const CONTACTS = 5;
const LOOK_MS = 100;
/** A core with this usage counts as full. */
const FULL = 0.85;

const namesOf = (count: number): readonly string[] => [
  'default',
  ...Array.from({ length: count - 1 }, (_, index) => `session-${index + 1}`),
];

const digits = (value: number, length: number): string => String(value).padStart(length, '0');

/** Every session writes to its own contacts, none of them a test number that misbehaves. */
const numberOf = (session: number, message: number): string =>
  `62812${digits(session, 3)}${digits(message % CONTACTS, 2)}777`;

const onAllQueues = ({ client }: Linked, sessions: readonly string[], what: 'pause' | 'resume') =>
  Promise.all(sessions.map((session) => ask(client, `/api/whatsapp/queue/${what}?session=${session}`, {})));

/** Queues this many messages on each session, while nothing is sent. */
const queueAll = async (gateway: Linked, sessions: readonly string[], each: number): Promise<void> => {
  await onAllQueues(gateway, sessions, 'pause');
  await Promise.all(
    sessions.map(async (session, index) => {
      for (let message = 0; message < each; message += 1) {
        const body = { number: numberOf(index, message), message: `Hello ${message}` };
        await ask(gateway.client, `/api/whatsapp/send-message?session=${session}`, body);
      }
    }),
  );
};

/** Resumes the queues; returns the seconds until all are acknowledged. */
const sendAll = async (gateway: Linked, sessions: readonly string[]): Promise<number> => {
  const start = performance.now();
  await onAllQueues(gateway, sessions, 'resume');
  for (let left = Number.POSITIVE_INFINITY; left > 0; await pause(LOOK_MS)) {
    const { depth, failed } = await sampleOf(gateway.client, 0);
    if (failed > 0) throw new Error(`${failed} messages failed`);
    left = depth;
  }
  return (performance.now() - start) / 1_000;
};

const percent = (part: number): string => `${Math.round(100 * part)} %`;

/** Fractions of the time, and of the cores, that were in use. */
interface Load {
  readonly serving: number;
  readonly disk: number;
  /** The share of one session's thread. */
  readonly session: number;
  readonly gateway: number;
  readonly sandbox: number;
  /** The share of the whole machine, other processes included. */
  readonly all: number;
}

/** The bottleneck, as far as these figures show it. */
const ceiling = ({ serving, disk, session, gateway, sandbox, all }: Load): string => {
  const cores = availableParallelism();
  const main = `the thread that serves HTTP and writes computes ${percent(serving)} of the time and waits for the disk ${percent(disk)}`;
  const told = `${main}, a session's thread computes ${percent(session)}; of ${cores} cores Waybill uses ${short(gateway)}, the sandbox ${short(sandbox)}, and everybody together ${short(all)}`;
  if (all >= FULL * cores) return `the cores are full: ${told}`;
  if (serving + disk >= FULL) return `that thread is full: ${told}`;
  if (session >= FULL) return `the session's thread is full: ${told}`;
  return `nothing is full, so it waits for ${CONCURRENCY} answers of WhatsApp at a time in each session: ${told}`;
};

const show = (used: Used, messages: number): void => {
  for (const [kind, seconds] of [...used].sort((a, b) => b[1] - a[1])) {
    if (seconds > 0) console.log(`    ${kind}: ${short((seconds / messages) * 1_000)} ms a message`);
  }
};

const measureIdle = async ({ pid }: Linked, count: number): Promise<number> => {
  const idle = watch(pid);
  await pause(Number(values.idle) * 1_000);
  const part = sum(idle().used) / Number(values.idle);
  const mib = residentMib(pid);
  console.log(`  idle: ${short(mib)} MiB, ${short((100 * part) / count)} % of a core a session`);
  return mib;
};

const measureBusy = async (gateway: Linked, sessions: readonly string[]): Promise<void> => {
  // Warms up: contacts are met, and code is compiled.
  await queueAll(gateway, sessions, 2 * CONTACTS);
  await sendAll(gateway, sessions);

  const each = Math.ceil(Number(values.messages) / sessions.length);
  const messages = each * sessions.length;
  await queueAll(gateway, sessions, each);
  const [ours, theirs, everybody] = [watch(gateway.pid), watch(gateway.sandboxPid), watchMachine()];
  const seconds = await sendAll(gateway, sessions);
  const [{ used, disk }, sandbox, all] = [ours(), sum(theirs().used), everybody()];
  console.log(`  busy: ${short(messages / seconds)} messages/s in all, ${short(residentMib(gateway.pid))} MiB`);
  console.log(`  Waybill: ${short((sum(used) / messages) * 1_000)} ms of processor time a message:`);
  show(used, messages);
  console.log(`  the sandbox: ${short((sandbox / messages) * 1_000)} ms a message`);
  const load = {
    serving: (used.get(SERVING) ?? 0) / seconds,
    disk,
    session: (used.get(SESSIONS) ?? 0) / seconds / sessions.length,
    gateway: sum(used) / seconds,
    sandbox: sandbox / seconds,
    all: all / seconds,
  };
  console.log(`  what sets the ceiling: ${ceiling(load)}`);
};

/** Returns MiB with this many sessions, before they are ever busy. */
const measure = async (count: number): Promise<number> => {
  const sessions = namesOf(count);
  const gateway = await linked();
  try {
    for (const session of sessions) await gateway.link(session, CONCURRENCY);
    console.log(`\n${count} linked`);
    const mib = await measureIdle(gateway, count);
    await measureBusy(gateway, sessions);
    return mib;
  } finally {
    await gateway.stop();
  }
};

console.log(machine());
const resident: (readonly [count: number, mib: number])[] = [];
for (const count of values.sessions.split(',').map(Number)) resident.push([count, await measure(count)]);
const [[few, low] = [0, 0]] = resident;
const [most, high] = resident.at(-1) ?? [0, 0];
if (most > few) console.log(`\nEach further session takes ${short((high - low) / (most - few))} MiB.`);
