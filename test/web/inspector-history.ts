/** A made-up past of any length: a session that comes and goes, jobs that arrive, fail, are retried and given up. */
import { join } from 'node:path';
import type { Fact } from '../../src/events/facts/catalogue.ts';
import { openDatabase } from '../../src/storage/sqlite/database.ts';
import { failure } from '../../src/events/facts/failure.ts';
import type { Append, Entry } from '../../src/events/log/log.ts';
import { sqliteLog } from '../../src/storage/sqlite/sqlite-log.ts';
import { evolve, initial, stateOf } from '../../src/machines/evolve.ts';
import type { Job } from '../../src/machines/job.machine.ts';
import { machineOf } from '../../src/machines/kinds.ts';
import { openProjections } from '../../src/storage/sqlite/projector.ts';
import { ANNA, queued, streamOfJob } from '../projections/story.ts';
import { sayText } from '../support/said.ts';

const BEGIN = Date.UTC(2026, 0, 5, 9, 0, 0);
const SESSION = 'session/default';
const QUEUE = 'queue/default';
const USER = '7f3c2a90b1d84e55';

const timedOut = failure('network_timeout', 'WhatsApp did not answer within 20 s');
const blocked = failure('blocked', 'The recipient has blocked this number');
const lost = { type: 'session.closed', code: 428, reason: 'the connection was lost', restarts: 1 } as const;

export interface Past {
  /** Positions. */
  readonly firstFailure: number;
  readonly lastDisconnect: number;
  readonly facts: number;
  /** The job that failed first, and the position after which it had arrived. */
  readonly job: string;
}

type By = 'system' | 'whatsapp' | typeof USER;

/** Tells facts with the states that the machines say, a little later each time. */
const teller = (folder: string) => {
  const db = openDatabase(join(folder, 'waybill.db'));
  const log = sqliteLog(db, { project: openProjections(db) });
  const actors = new Map<string, { snapshot: Job; version: number }>();
  const appends: Append[] = [];
  let position = 0;
  let at = BEGIN;

  const tell = (
    stream: string,
    fact: Fact,
    by: By = 'system',
    causation: number | null = null,
    laterMs = 180,
  ): number => {
    const machine = machineOf(stream);
    if (!machine) throw new Error(`${stream} has no machine`);
    const { snapshot, version } = actors.get(stream) ?? { snapshot: initial(machine) as Job, version: 0 };
    const next = evolve(machine, snapshot, fact);
    if (!next) throw new Error(`${stream} cannot take ${fact.type}`);
    const entry: Entry = { fact, from: stateOf(snapshot), to: stateOf(next.snapshot as Job) };
    actors.set(stream, { snapshot: next.snapshot as Job, version: version + 1 });
    at += laterMs;
    const correlation = by === USER ? `request-${position}` : null;
    const said = fact.type === 'job.queued' ? { contents: [sayText('Hello').said] } : {};
    appends.push({ stream, expected: version, entries: [{ ...entry, ...said }], at, by, correlation, causation });
    position += 1;
    return position;
  };
  return {
    tell,
    now: () => at,
    position: () => position,
    async write() {
      await Promise.all(appends.map((append) => log.append(append)));
      await log.close();
    },
  };
};

/** Writes about so many facts into a data folder. */
export const writePast = async (folder: string, about: number): Promise<Past> => {
  const { tell, now, position, write } = teller(folder);
  let firstFailure = 0;
  let lastDisconnect = 0;
  let job = '';

  const link = (): void => {
    const started = tell(SESSION, { type: 'session.started' });
    tell(SESSION, { type: 'session.opened', account: '6281111111111@s.whatsapp.net' }, 'whatsapp', started, 900);
  };
  const pair = (): void => {
    const started = tell(SESSION, { type: 'session.started' }, USER);
    const expiresAt = now() + 60_000;
    const shown = tell(SESSION, { type: 'session.qr_issued', expiresAt }, 'whatsapp', started, 700);
    tell(SESSION, { type: 'session.paired', account: '6281111111111@s.whatsapp.net' }, 'whatsapp', shown, 6_000);
    tell(SESSION, { type: 'session.opened', account: '6281111111111@s.whatsapp.net' }, 'whatsapp', shown, 800);
  };
  const attempt = (stream: string, number: number): number => {
    const started = tell(stream, { type: 'job.started', attempt: number });
    return tell(stream, { type: 'job.validated', chat: ANNA }, 'whatsapp', started, 120);
  };
  const deliver = (number: number): void => {
    const stream = streamOfJob(number);
    tell(stream, queued(number, { priority: number % 5 === 0 ? 'HIGH' : 'NORMAL' }), USER, null, 2_000);
    let sent = attempt(stream, 1);
    if (number % 6 === 2) {
      const failed = { type: 'job.failed', attempt: 1, failure: timedOut, retryAt: now() + 20_000 + 2_000 } as const;
      const at = tell(stream, failed, 'whatsapp', sent, 20_000);
      if (firstFailure === 0) [firstFailure, job] = [at, stream];
      sent = attempt(stream, 2);
    }
    if (number % 11 === 10)
      tell(stream, { type: 'job.abandoned', attempt: 1, failure: blocked }, 'whatsapp', sent, 300);
    else {
      tell(stream, { type: 'job.completed' }, 'whatsapp', sent, 240);
      tell(stream, { type: 'job.delivered', deliveredAt: now() + 400 }, 'whatsapp', null, 500);
    }
  };
  const lose = (): void => {
    const missed = tell(SESSION, { type: 'session.keepalive_missed', missed: 1 });
    lastDisconnect = tell(SESSION, { ...lost, restartAt: now() + 2_000 }, 'whatsapp', missed);
    link();
  };

  pair();
  for (let number = 1; position() < about - 1; number += 1) {
    deliver(number);
    if (number % 9 === 0) lose();
    if (number % 40 === 12) {
      tell(QUEUE, { type: 'queue.paused' }, USER);
      tell(QUEUE, { type: 'queue.resumed' }, USER, null, 30_000);
    }
  }
  tell(SESSION, { type: 'session.stopped', reason: 'asked' }, USER);
  const facts = position();
  await write();
  return { firstFailure, lastDisconnect, facts, job: job === '' ? streamOfJob(1) : job };
};
