/**
 * The whole inside of Waybill: real actors, machines and projections, on a log, a clock and a WhatsApp of the test's
 * choice.
 */
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import type { QueueMessage } from '../../src/gateway/messages/acceptance.ts';
import { createAudit } from '../../src/gateway/operation/audit.ts';
import { createBackups } from '../../src/gateway/operation/backups.ts';
import { createSessionProxies, type SessionProxies } from '../../src/gateway/sessions/proxies.ts';
import { createGateway, type Gateway, type GatewayPorts } from '../../src/gateway/gateway.ts';
import { heardFinder } from '../../src/gateway/chats/heard-messages.ts';
import { fileFinder } from '../../src/gateway/media/finder.ts';
import { createFetchLater } from '../../src/gateway/media/later.ts';
import { createReceiveFile, type ReceivePorts } from '../../src/gateway/media/receive.ts';
import { FETCH_MB, MB } from '../../src/messages/media.ts';
import { mediaRoomOf } from './media-room.ts';
import type { Webhooks } from '../../src/webhooks/webhooks.ts';
import { type Receiver, webhooksOver } from './webhooks.ts';
import type { KeepaliveTimes } from '../../src/actors/sessions/link-monitor.ts';
import { type Contacts, createContacts } from '../../src/actors/contacts/contacts.ts';
import { createSystem, type System } from '../../src/actors/system.ts';
import type { FactType } from '../../src/events/facts/catalogue.ts';
import { sqliteProxies } from '../../src/storage/sqlite/session-proxies.ts';
import { testSeal } from './seal.ts';
import { sqliteErasureWork } from '../../src/storage/sqlite/erasure-work.ts';
import { openJournal } from '../../src/events/log/journal.ts';
import type { EventLog, Recorded } from '../../src/events/log/log.ts';
import type { Caller } from '../../src/kernel/caller.ts';
import type { Clock } from '../../src/kernel/clock.ts';
import type { Entropy } from '../../src/kernel/entropy.ts';
import { DEFAULT_SESSION } from '../../src/kernel/ids.ts';
import { type Logger, silentLogger } from '../../src/kernel/logger.ts';
import { ok, refuseField } from '../../src/kernel/result.ts';
import { openReads, type Reads } from '../../src/projections/reads.ts';
import type { WhatsApp } from '../../src/whatsapp/port.ts';

/** Created by the first backup; the test has to remove it. */
export const BACKUPS = join(tmpdir(), `waybill-backups-${process.pid}`);

export const ANNA: Caller = { by: 'anna', correlation: 'request-1' };

export interface Inside {
  readonly db: Database;
  readonly log: EventLog;
  readonly reads: Reads;
  readonly system: System;
  readonly gateway: Gateway;
  readonly mediaRoom: GatewayPorts['mediaRoom'];
  /** What endpoints of webhooks are sent, and what they answer. */
  readonly receiver: Receiver;
  readonly webhooks: Webhooks;
  readonly proxies: SessionProxies;
  /** The first fact of this type that `which` accepts, once it is recorded. */
  fact<T extends FactType>(
    type: T,
    which?: (recorded: Extract<Recorded, { type: T }>) => boolean,
  ): Promise<Extract<Recorded, { type: T }>>;
  /** Types of all facts of a stream so far. */
  story(stream: string): readonly string[];
  /** Queues a message and returns its id. */
  queue(message?: Partial<QueueMessage> & { readonly text?: string }): Promise<string>;
}

export interface InsidePorts {
  readonly db: Database;
  readonly log: EventLog;
  readonly clock: Clock;
  readonly entropy: Entropy;
  readonly whatsapp: WhatsApp;
  readonly keepalive: KeepaliveTimes;
  readonly logger: Logger;
  /** Left out where nothing comes in over WhatsApp itself. */
  readonly contacts?: Contacts;
  /** Left out where no message has a file. */
  readonly mediaRoom?: GatewayPorts['mediaRoom'];
  /** Whether messages are read as soon as they come in. */
  readonly autoRead?: boolean;
  /** How files that come in are fetched; left out, no host is reached. */
  readonly remote?: Partial<Pick<ReceivePorts, 'download' | 'hosts' | 'bytesMax' | 'workshop'>>;
}

const RECEIVERS_AT = 'http://127.0.0.1:3000/receivers/';

/** Digits become the chat of that number, a leading zero in DE its country code; any other text is refused. */
const readNumber = (written: string, country?: string | null) => {
  const input = country === 'DE' ? written.replace(/^0/, '49') : written;
  return /^\d{5,15}$/.test(input)
    ? ok(`${input}@s.whatsapp.net`)
    : /@(?:lid|g\.us|s\.whatsapp\.net)$/.test(input)
      ? ok(input)
      : refuseField('number.invalid', 'number', 'not a number');
};

export const startInside = async (ports: InsidePorts): Promise<Inside> => {
  const { db, log } = ports;
  const reads = openReads(db, log);
  const mediaRoom = ports.mediaRoom ?? mediaRoomOf(ports.clock);
  const file = fileFinder({ log, reads, ...mediaRoom });
  const proxies = createSessionProxies({ ...ports, reads, store: sqliteProxies(db, testSeal()) });
  const fetchFile = createFetchLater({ ...ports, reads, ...mediaRoom, proxyOf: proxies.of });
  const receiveFile = createReceiveFile({
    ...ports,
    reads,
    ...mediaRoom,
    hosts: null,
    link: (session) => system.session(session)?.link.ready() ?? null,
    bytesMax: FETCH_MB.byDefault * MB,
    download: async () => ({ ok: false, reason: 'unreachable' }),
    ...ports.remote,
  });
  const heard = heardFinder({ log, reads });
  const contacts = ports.contacts ?? createContacts({ ...ports, reads });
  const endpoint = (id: string) => webhooks.woken(id);
  const system = createSystem({ ...ports, contacts, reads, file, heard, fetchFile, receiveFile, endpoint });
  const { wakeAt, meetDefect: defect } = system;
  const { webhooks, receiver } = webhooksOver({ ...ports, reads, wakeAt, defect });
  const record = openJournal(log, ports.clock);
  const gateway = createGateway({
    ...ports,
    mediaRoom,
    system,
    reads,
    readNumber,
    record,
    webhooks,
    proxies,
    checkAddress: async (url) => mediaRoom.fetcher.read(url),
    receiversAt: RECEIVERS_AT,
    audit: createAudit(ports),
    backups: createBackups({ ...ports, record, folder: BACKUPS }),
    leftOut: () => 0,
    erasing: {
      work: sqliteErasureWork(db, log),
      forgetUploads: async () => {},
      elsewhere: () => {},
      days: 0,
      logger: silentLogger,
    },
  });
  await system.start();
  gateway.carryOn();

  const fact: Inside['fact'] = (type, which = () => true) => {
    const match = (recorded: Recorded) => recorded.type === type && which(recorded as never);
    const [found] = log.page({ after: 0, limit: 100_000 }).filter(match);
    if (found) return Promise.resolve(found as never);
    return new Promise((resolve) => {
      const forget = log.onCommit((facts) => {
        const hit = facts.find(match);
        if (!hit) return;
        forget();
        resolve(hit as never);
      });
    });
  };

  return {
    db,
    log,
    reads,
    system,
    gateway,
    mediaRoom,
    receiver,
    webhooks,
    proxies,
    fact,
    story: (stream) => log.read(stream).map(({ type }) => type),
    async queue({ text = 'Hello', ...message } = {}) {
      const whole = {
        session: DEFAULT_SESSION,
        number: '6281234567890',
        content: { kind: 'text', body: text },
        priority: 'NORMAL',
        notBefore: null,
        idempotencyKey: null,
      } as const;
      const told = await gateway.jobs.queue({ ...whole, ...message }, ANNA);
      if (!told.ok) throw new Error(told.refusal.detail);
      return told.value.job.jobId;
    },
  };
};
