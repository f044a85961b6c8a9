/**
 * Endpoints of webhooks over a real log and real tables in memory, with a scripted receiver and a clock that stands still.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Database } from 'better-sqlite3';
import { sayBeside } from '../../src/events/log/content.ts';
import type { Fact } from '../../src/events/facts/catalogue.ts';
import type { EndpointConfig } from '../../src/events/facts/webhook.ts';
import type { EventLog, Recorded } from '../../src/events/log/log.ts';
import type { Post, Posted } from '../../src/fetching/posting.ts';
import { SYSTEM } from '../../src/kernel/caller.ts';
import type { Clock } from '../../src/kernel/clock.ts';
import { systemEntropy } from '../../src/kernel/entropy.ts';
import { silentLogger } from '../../src/kernel/logger.ts';
import { type Reads, openReads } from '../../src/projections/reads.ts';
import { memoryDatabase } from '../support/memory-database.ts';
import { isFinished, leavesInPart } from '../../src/machines/kinds.ts';
import { archive } from '../../src/storage/archive/archive.ts';
import { openDepartures } from '../../src/storage/archive/departures.ts';
import { openProjections } from '../../src/storage/sqlite/projector.ts';
import { sqliteLog } from '../../src/storage/sqlite/sqlite-log.ts';
import { sqliteWebhookRecords } from '../../src/storage/sqlite/webhook-records.ts';
import { newSecret } from '../../src/webhooks/sending/signing.ts';
import { createWebhooks, type Webhooks } from '../../src/webhooks/webhooks.ts';
import { endpointConfig } from '../support/facts.ts';
import { type ManualClock, manualClock } from '../support/manual-clock.ts';
import { testSeal } from '../support/seal.ts';

/** A request as the receiver got it. */
export interface Got {
  readonly id: string;
  readonly type: string;
  readonly text: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

export type Answering = (got: Got) => Posted | Promise<Posted>;

/** Lets everything happen that waits for no clock. */
const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 60; turn++) await nextTurn();
};

export const answered = (status: number, more: { retryAfter?: string; text?: string } = {}): Posted => ({
  type: 'answered',
  status,
  retryAfter: more.retryAfter,
  text: more.text ?? '',
});
export const fine: Answering = () => answered(204);

export const ANNA = '6281234567890@s.whatsapp.net';
export const BUDI = '6281234567891@s.whatsapp.net';

export interface World {
  readonly db: Database;
  readonly log: EventLog;
  readonly reads: Reads;
  readonly clock: ManualClock;
  readonly webhooks: Webhooks;
  readonly got: Got[];
  answer: Answering;
  /** Fires the alarm of an endpoint that fails. */
  probe(id: string): Promise<void>;
  endpoint(config?: Partial<EndpointConfig>, url?: string): Promise<string>;
  /** Somebody changes what an endpoint asks for, or its address. */
  change(id: string, config: Partial<EndpointConfig>, url?: string): Promise<void>;
  /** A message comes in; returns its position. */
  hear(chat: string, name: string): Promise<number>;
  /** Two addresses turn out to be of one person, whose conversation is the first one's. */
  join(chat: string, other: string): Promise<void>;
  /** Lets everything go on that needs no time. */
  settle(): Promise<void>;
  /** Moves the clock, and lets everything go on. */
  pass(ms: number): Promise<void>;
  /** Moves all facts that may leave the file into segments. */
  archive(): Promise<void>;
  /** The process dies, and starts again on the same file. Nothing that was in memory is left. */
  die(): Promise<World>;
}

const openWorld = async (db: Database, clock: ManualClock, got: Got[], answering: Answering): Promise<World> => {
  let alive = true;
  const mortal: Clock = { now: clock.now, after: (ms, work) => clock.after(ms, () => alive && work()) };
  const projections = openProjections(db);
  const departures = openDepartures(db);
  const project = {
    ...projections,
    apply(facts: readonly Recorded[]) {
      projections.apply(facts);
      departures.apply(facts);
    },
  };
  const log = sqliteLog(db, { project, clock: mortal });
  await projections.catchUp(log);
  const reads = openReads(db, log);
  const stored = sqliteWebhookRecords(db, testSeal());
  const webhooks = createWebhooks({
    log,
    reads,
    records: { ...stored, write: (changes) => alive && stored.write(changes) },
    clock: mortal,
    entropy: systemEntropy,
    logger: silentLogger,
    openPoster: () => ({
      async post({ url, headers, body, signal }: Post): Promise<Posted> {
        const text = body;
        const { type = 'batch' } = JSON.parse(text) as { type?: string };
        const one = { id: headers['webhook-id'] ?? '', type, text, url, headers };
        got.push(one);
        const cut = new Promise<Posted>((resolve) =>
          signal.addEventListener('abort', () => resolve({ type: 'cut' }), { once: true }),
        );
        const posted = await Promise.race([world.answer(one), cut]);
        return alive ? posted : new Promise(() => {});
      },
      close: () => {},
    }),
    wakeAt: () => {},
    defect(thrown) {
      throw thrown;
    },
  });
  let heard = 0;

  const world: World = {
    db,
    log,
    reads,
    clock,
    webhooks,
    got,
    answer: answering,
    async endpoint(config = {}, url = 'https://hooks.example/waybill') {
      const { id, endpoint } = webhooks.create();
      const { said, ref } = sayBeside('endpoint', { name: 'Orders', url }, systemEntropy);
      webhooks.records.keepSecrets(id, { secret: newSecret(systemEntropy), formers: [], headers: {} });
      const whole = { ...endpointConfig, payload: 'thin', ...config } as const;
      await endpoint.actor.tell(
        { type: 'create', config: whole, about: ref, headers: 0, startAt: log.head().position, source: 'api' },
        SYSTEM,
        { contents: [said] },
      );
      await settle();
      return id;
    },
    async change(id, config, url) {
      const actor = webhooks.find(id)?.actor;
      const was = actor?.snapshot().context.config;
      const spoken = url === undefined ? null : sayBeside('endpoint', { name: 'Orders', url }, systemEntropy);
      const about = spoken ? { about: spoken.ref } : {};
      await actor?.tell(
        { type: 'change', config: { ...endpointConfig, ...was, ...config }, headers: 0, ...about },
        SYSTEM,
        spoken ? { contents: [spoken.said] } : {},
      );
    },
    async hear(chat, name) {
      heard += 1;
      const [fact] = await log.append({
        stream: `chat/default/${chat}`,
        expected: null,
        at: clock.now(),
        by: 'whatsapp',
        correlation: null,
        causation: null,
        entries: [
          {
            fact: {
              type: 'message.received',
              messageId: name,
              source: 'live',
              direction: 'in',
              by: chat,
              sentAt: clock.now(),
              unread: { kind: 'undecryptable', reason: 'missing_keys' },
            },
            from: null,
            to: null,
          },
        ],
      });
      return fact?.position ?? 0;
    },
    async join(chat, other) {
      const fact: Fact = { type: 'contact.addressed', addresses: [chat, other], chat };
      const origin = { at: clock.now(), by: 'whatsapp', correlation: null, causation: null };
      const stream = 'contact/default/ct_000000000000000001';
      await log.append({ stream, expected: null, ...origin, entries: [{ fact, from: null, to: null }] });
    },
    async probe(id) {
      const { probeAt } = webhooks.find(id)?.actor.snapshot().context ?? { probeAt: null };
      if (probeAt === null) throw new Error('the endpoint waits for no probe');
      if (probeAt > clock.now()) clock.advance(probeAt - clock.now());
      await webhooks.woken(id)?.tell({ type: 'probe', probeAt }, SYSTEM);
      await nextTurn();
    },
    settle,
    async archive() {
      const terms = { before: clock.now(), isFinished, leavesInPart, caller: SYSTEM, progress: () => {} };
      await archive({ db, log, departures, clock }, terms);
    },
    async pass(ms) {
      clock.advance(ms);
      await settle();
    },
    async die() {
      alive = false;
      await settle();
      return openWorld(db, clock, got, world.answer);
    },
  };
  webhooks.start();
  await settle();
  return world;
};

export const world = (answering: Answering = fine, db: Database = memoryDatabase()): Promise<World> =>
  openWorld(db, manualClock(), [], answering);

/** The message ids of what came, in its order. */
export const namesIn = (got: readonly Got[]): string[] =>
  got.flatMap(({ text }) => {
    const body = JSON.parse(text) as { data?: { messageId: string }; events?: { data: { messageId: string } }[] };
    return (body.events ?? [body]).map(({ data }) => data?.messageId ?? '');
  });
