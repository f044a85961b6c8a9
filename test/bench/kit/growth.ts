/**
 * One size of a log: half of the jobs finished, half of them waiting, all queued in one session to chats of fifty jobs
 * each, so that a page has as many rows at every size. A finished job has four facts, a waiting one has one.
 */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { openDatabase } from '../../../src/storage/sqlite/database.ts';
import { sqliteLog } from '../../../src/storage/sqlite/sqlite-log.ts';
import { streamOf } from '../../../src/kernel/ids.ts';
import { encodeCursor } from '../../../src/projections/cursor.ts';
import { openProjections } from '../../../src/storage/sqlite/projector.ts';
import { openReads } from '../../../src/projections/reads.ts';
import { spawnWaybill } from '../../support/spawn.ts';
import { median } from '../bench.ts';
import { openClaims } from './claim.ts';
import { newFolder } from './folder.ts';
import type { FigureName, Measured, Size } from './growth-figures.ts';
import { chatOf, FACTS_A_JOB, jobIdOf, numberOf, writePast } from './past.ts';
import { load, login, restartMs, startIn } from './processes.ts';

const JOBS_A_CHAT = 50;
const CLAIMED = 3;
const RESTARTS = 3;
const SECONDS_MAX = 60;

/** Nothing listens at this address, so the session cannot open, and waiting jobs keep waiting. */
const UNLINKED = {
  WAYBILL_WHATSAPP: 'live',
  WAYBILL_WHATSAPP_URL: 'ws://127.0.0.1:9/ws/chat',
  WAYBILL_LOG_FORMAT: 'json',
};

interface Inside {
  readonly claim: Measured;
  /** The cursor of the oldest page of the list of jobs. */
  readonly cursor: string;
}

/** Read from the file itself, while no server runs. */
const askInside = async (file: string, position: number, times: number): Promise<Inside> => {
  const db = openDatabase(file);
  const { apply } = openProjections(db);
  const log = sqliteLog(db);
  const claim = openClaims({ apply, line: openReads(db, log).line, position });
  db.exec('begin');
  const ms = Array.from({ length: 2 * times }, () => {
    const start = performance.now();
    claim(CLAIMED);
    return performance.now() - start;
  })
    .slice(times)
    .toSorted((a, b) => a - b);
  db.exec('rollback');
  // A job's place in the list is the number of its stream.
  const cursor = encodeCursor(['jobs', log.streamId(streamOf.job(jobIdOf(2 * JOBS_A_CHAT))) ?? 0]);
  await log.close();
  return { claim: { median: median(ms), p99: ms[Math.floor(ms.length * 0.99)] ?? Number.NaN }, cursor };
};

/** Jobs of the past at even distances, in random order. */
const someJobs = (jobs: number, count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => jobIdOf(Math.floor((((index * 7) % count) * jobs) / count)));

const pathsFor = (jobs: number, facts: number, requests: number, oldest: string) => {
  const api = '/api/whatsapp';
  const some = someJobs(jobs, requests);
  const chats = some.map((job) => chatOf(numberOf(job), jobs / JOBS_A_CHAT));
  return {
    jobs: [`${api}/jobs`],
    'jobs-deep': [`${api}/jobs?cursor=${oldest}`],
    'jobs-chat': chats.map((chat) => `${api}/jobs?chatId=${chat}`),
    'jobs-status': [`${api}/jobs?status=waiting`],
    'jobs-status-deep': [`${api}/jobs?status=completed&cursor=${oldest}`],
    job: some.map((job) => `${api}/jobs/${job}`),
    history: some.map((job) => `/api/history/${streamOf.job(job)}`),
    events: [`/api/events?after=${Math.floor(facts / 2)}`],
    status: [`${api}/status`],
    metrics: ['/metrics'],
  } satisfies Partial<Record<FigureName, readonly string[]>>;
};

const requestsTo = async (data: string, paths: ReturnType<typeof pathsFor>, requests: number) => {
  const server = await startIn(data, UNLINKED);
  try {
    const token = await login(server.url);
    const stopped = await fetch(`${server.url}/api/whatsapp/session/stop`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
    });
    if (!stopped.ok) throw new Error(`The session was not stopped (${stopped.status})`);
    /** One connection; its first requests are not counted. */
    const ask = async (what: { url: string; paths?: readonly string[]; body?: string }): Promise<Measured> => {
      const { answered, refused, p50, p99 } = await load({
        ...what,
        token,
        connections: 1,
        requests,
        seconds: SECONDS_MAX,
      });
      if (answered === requests && refused === 0) return { median: p50, p99 };
      throw new Error(`${what.paths?.[0] ?? what.url}: ${answered} answers of ${requests}, ${refused} refused`);
    };
    // Warms up the code, whichever request comes first.
    for (const some of Object.values(paths)) await ask({ url: server.url, paths: some });
    const found: [string, Measured][] = [];
    for (const [name, some] of Object.entries(paths)) found.push([name, await ask({ url: server.url, paths: some })]);
    const body = JSON.stringify({ number: '0812-3456-7890', message: 'Hello {n}' });
    found.push(['enqueue', await ask({ url: `${server.url}/api/whatsapp/send-message`, body })]);
    return Object.fromEntries(found) as Record<keyof typeof paths | 'enqueue', Measured>;
  } finally {
    await server.stop();
  }
};

/** Seconds that a command takes, run as a user runs it. */
const secondsOf = async (command: string, data: string): Promise<Measured> => {
  const start = performance.now();
  const process = spawnWaybill([command], { WAYBILL_DATA: data });
  if ((await process.exited()) !== 0) throw new Error(`waybill ${command} failed:\n${process.output()}`);
  return { median: (performance.now() - start) / 1_000 };
};

/** `say` is called with each step that begins. */
export const measureSize = async (facts: number, requests: number, say: (doing: string) => void): Promise<Size> => {
  const folder = newFolder();
  try {
    const [data, file] = [folder.path, join(folder.path, 'waybill.db')];
    const half = facts / (FACTS_A_JOB + 1);
    const jobs = 2 * half;
    say('writing the past');
    await writePast({ file, finished: half, waiting: half, chats: jobs / JOBS_A_CHAT });
    const bytes = statSync(file).size;
    say('claims');
    const { claim, cursor } = await askInside(file, facts, requests);
    say('requests');
    const asked = await requestsTo(data, pathsFor(jobs, facts, requests, cursor), requests);
    say('restarts');
    const restarts: number[] = [];
    for (let time = 0; time < RESTARTS; time += 1) restarts.push((await restartMs(data, UNLINKED)) / 1_000);
    say('verify');
    const verify = await secondsOf('verify', data);
    say('rebuild');
    const rebuild = await secondsOf('rebuild', data);
    const whole = { restart: { median: median(restarts) }, verify, rebuild, file: { median: bytes / 1e6 } };
    return { facts, jobs, figures: { claim, ...asked, ...whole } };
  } finally {
    folder.remove();
  }
};
