/**
 * The cost and gain of a thread for each session: acknowledged messages through a WhatsApp in a process of its own,
 * HTTP latency meanwhile, the lag of the main event loop, and memory for each further session.
 *
 *     node test/bench/isolation.ts [messages] [rounds]
 */
import type { Database } from 'better-sqlite3';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Worker } from 'node:worker_threads';
import { openDatabase } from '../../src/storage/sqlite/database.ts';
import { sqliteLog } from '../../src/storage/sqlite/sqlite-log.ts';
import { serve } from '../../src/http/edge/serve.ts';
import { systemClock } from '../../src/kernel/clock.ts';
import { systemEntropy } from '../../src/kernel/entropy.ts';
import { silentLogger } from '../../src/kernel/logger.ts';
import { openProjections } from '../../src/storage/sqlite/projector.ts';
import { isolatedWhatsApp } from '../../src/whatsapp/thread/isolated.ts';
import type { WhatsApp } from '../../src/whatsapp/port.ts';
import type { SideOptions } from '../../src/whatsapp/thread/side.ts';
import { sqliteVault, vaultAtHand } from '../../src/storage/sqlite/vault.ts';
import type { Client } from '../support/client.ts';
import { httpOver } from '../support/http-over.ts';
import { ANNA, startInside } from '../support/inside.ts';
import { startSandbox } from '../support/real-gateway.ts';
import { testSeal } from '../support/seal.ts';
import { spawnWaybill } from '../support/spawn.ts';

const MODES = ['one thread', 'isolated'] as const;
type Mode = (typeof MODES)[number];

interface Report {
  readonly perSecond: number;
  readonly httpMs: { readonly median: number; readonly p99: number };
  readonly loopMs: { readonly median: number; readonly p99: number };
  /** Processor time of a message. It is valid on a busy machine too, where rates are not. */
  readonly cpuMs: { readonly serving: number; readonly all: number };
  readonly sessionMb: number;
}

const CONTACTS = 50;
const MORE_SESSIONS = 4;
const KEEPALIVE = { keepaliveMs: 1e9, keepaliveTimeoutMs: 1e9 };

/** Requests `/healthz` again and again from a thread of its own, and reports how long each answer took. */
const PROBE = `
  const { parentPort, workerData } = require('node:worker_threads');
  const times = [];
  let stopped = false;
  parentPort.on('message', () => { stopped = true; });
  (async () => {
    while (!stopped) {
      const began = performance.now();
      await (await fetch(workerData + '/healthz')).text();
      times.push(performance.now() - began);
      await new Promise((resume) => setTimeout(resume, 5));
    }
    parentPort.postMessage(times);
    parentPort.close();
  })();
`;

const probe = (url: string) => {
  const worker = new Worker(PROBE, { eval: true, workerData: url });
  return () =>
    new Promise<readonly number[]>((resolve) => {
      worker.once('message', resolve);
      worker.postMessage('stop');
    });
};

const quantile = (values: readonly number[], part: number): number =>
  [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) * part)] ?? Number.NaN;

const span = ({ median, p99 }: { median: number; p99: number }): string =>
  `${median.toFixed(1)} (p99 ${p99.toFixed(1)}) ms`;

type Shared = Omit<SideOptions, 'vault'>;

const clientIn = async (
  mode: Mode,
  options: Shared,
  db: Database,
): Promise<{ whatsapp: WhatsApp; shut(): Promise<void> }> => {
  if (mode === 'isolated') {
    const whatsapp = isolatedWhatsApp({ ...options, vault: sqliteVault(db, testSeal()) });
    return { whatsapp, shut: whatsapp.shut };
  }
  // Loaded only here: an isolated gateway has no Baileys in this thread.
  const { baileysWhatsApp } = await import('../../src/whatsapp/baileys/baileys.ts');
  const { credentialsIn } = await import('../../src/whatsapp/baileys/credentials.ts');
  return {
    whatsapp: baileysWhatsApp({ ...options, credentials: credentialsIn(vaultAtHand(db, testSeal())) }),
    shut: async () => {},
  };
};

const memoryMb = (): number => {
  globalThis.gc?.();
  return process.memoryUsage.rss() / 1e6;
};

const measure = async (mode: Mode, messages: number, folder: string): Promise<Report> => {
  const { control, env, process: sandbox } = await startSandbox(spawnWaybill, folder);
  const db = openDatabase(join(folder, 'waybill.db'));
  const log = sqliteLog(db, { project: openProjections(db) });
  const shared: Shared = {
    content: () => null,
    clock: systemClock,
    logger: silentLogger,
    url: env['WAYBILL_WHATSAPP_URL'],
    rootKey: env['WAYBILL_WHATSAPP_ROOT_KEY'],
  };
  const { whatsapp, shut } = await clientIn(mode, shared, db);
  const ports = { db, log, clock: systemClock, entropy: systemEntropy, logger: silentLogger, whatsapp };
  const inside = await startInside({ ...ports, keepalive: KEEPALIVE });
  const server = await serve(await httpOver({ ...inside, clock: systemClock }), { host: '127.0.0.1', port: 0 });
  const { gateway } = inside;

  /** Waits until this many more have ended. */
  const completed = (count: number) =>
    new Promise<void>((resolve) => {
      let left = count;
      const forget = log.onCommit((facts) => {
        left -= facts.filter(({ type }) => type === 'job.completed').length;
        if (left > 0) return;
        forget();
        resolve();
      });
    });
  const queueAll = async (count: number) => {
    await gateway.queues.pause('default', ANNA);
    for (let n = 0; n < count; n += 1) await inside.queue({ number: `62812000070${10 + (n % CONTACTS)}` });
  };
  const runAll = async (count: number) => {
    const done = completed(count);
    await gateway.queues.resume('default', ANNA);
    await done;
  };

  await pair(inside, control, 'default');
  // Warms up: contacts are met, and code is compiled.
  await queueAll(2 * CONTACTS);
  await runAll(2 * CONTACTS);

  await queueAll(messages);
  const loop = monitorEventLoopDelay({ resolution: 1 });
  const stopProbe = probe(server.url);
  loop.enable();
  const [all, serving] = [process.cpuUsage(), process.threadCpuUsage()];
  const began = performance.now();
  await runAll(messages);
  const seconds = (performance.now() - began) / 1_000;
  loop.disable();
  const perMessage = ({ user, system }: NodeJS.CpuUsage) => (user + system) / 1_000 / messages;
  const cpuMs = { all: perMessage(process.cpuUsage(all)), serving: perMessage(process.threadCpuUsage(serving)) };
  const http = await stopProbe();

  const before = memoryMb();
  for (let n = 0; n < MORE_SESSIONS; n += 1) await pair(inside, control, `more-${n}`);
  const sessionMb = (memoryMb() - before) / MORE_SESSIONS;

  await inside.system.stop();
  await shut();
  await server.close();
  await log.close();
  await sandbox.end('SIGTERM');
  return {
    perSecond: messages / seconds,
    httpMs: { median: quantile(http, 0.5), p99: quantile(http, 0.99) },
    loopMs: { median: loop.percentile(50) / 1e6, p99: loop.percentile(99) / 1e6 },
    cpuMs,
    sessionMb,
  };
};

/** Starts a session and lets the phone of the sandbox link it. */
const pair = async ({ gateway, log }: Awaited<ReturnType<typeof startInside>>, sandbox: Client, session: string) => {
  const seen = (wanted: string) =>
    new Promise<void>((resolve) => {
      const forget = log.onCommit((facts) => {
        if (!facts.some(({ type, stream }) => type === wanted && stream === `session/${session}`)) return;
        forget();
        resolve();
      });
    });
  const [issued, opened] = [seen('session.qr_issued'), seen('session.opened')];
  // The default session starts by itself.
  await gateway.sessions.start(session, ANNA);
  if (!gateway.sessions.qr(session).ok) await issued;
  const shown = gateway.sessions.qr(session);
  if (!shown.ok) throw new Error(shown.refusal.detail);
  await sandbox.post('/api/sandbox/scan', { qr: shown.value.qr });
  await opened;
};

const run = async (mode: Mode, messages: number): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), 'waybill-isolation-'));
  try {
    process.stdout.write(JSON.stringify(await measure(mode, messages, folder)));
  } finally {
    rmSync(folder, { recursive: true });
  }
  // Some of Baileys' timers keep running for a while.
  process.exit();
};

const compare = async (messages: number, rounds: number): Promise<void> => {
  const self = fileURLToPath(import.meta.url);
  for (let round = 0; round < rounds; round += 1) {
    const reports = new Map<Mode, Report>();
    for (const mode of MODES) {
      const { stdout } = await promisify(execFile)(process.execPath, ['--expose-gc', self, mode, String(messages)]);
      const report = JSON.parse(stdout) as Report;
      reports.set(mode, report);
      const { perSecond, httpMs, loopMs, cpuMs, sessionMb } = report;
      console.log(
        `${mode}: ${Math.round(perSecond)} messages/s, ${cpuMs.serving.toFixed(1)} ms of processor a message in the thread that serves HTTP and ${cpuMs.all.toFixed(1)} in all, GET /healthz ${span(httpMs)}, loop turn ${span(loopMs)}, ${Math.round(sessionMb)} MB for each further session`,
      );
    }
    const ratio = (reports.get('isolated')?.perSecond ?? 0) / (reports.get('one thread')?.perSecond ?? 1);
    console.log(`isolated / one thread: ${ratio.toFixed(2)} messages/s`);
  }
};

const [first, second] = process.argv.slice(2);
const mode = MODES.find((known) => known === first);
await (mode ? run(mode, Number(second)) : compare(Number(first ?? 2_000), Number(second ?? 2)));
