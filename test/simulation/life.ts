/**
 * One life of the process, from its start on the data of the previous life to its end, clean or not.
 *
 * After its death, nothing that it had pending has an effect: its timers do not ring, its appends are neither written
 * nor answered, and WhatsApp and the process do not receive each other's signals. Its code that still runs has no
 * effect.
 */
import type { Database } from 'better-sqlite3';
import { createAudit, type AuditReport } from '../../src/gateway/operation/audit.ts';
import { createBackups } from '../../src/gateway/operation/backups.ts';
import { sqliteErasureWork } from '../../src/storage/sqlite/erasure-work.ts';
import { openJournal } from '../../src/events/log/journal.ts';
import { fileFinder } from '../../src/gateway/media/finder.ts';
import { createMediaUpkeep } from '../../src/gateway/media/upkeep.ts';
import { groupCalls } from '../support/groups.ts';
import { mediaRoomOf } from '../support/media-room.ts';
import { memoryMedia } from '../support/memory-media.ts';
import { createSessionProxies } from '../../src/gateway/sessions/proxies.ts';
import { sqliteProxies } from '../../src/storage/sqlite/session-proxies.ts';
import { testSeal } from '../support/seal.ts';
import { createGateway, type Gateway } from '../../src/gateway/gateway.ts';
import { createContacts } from '../../src/actors/contacts/contacts.ts';
import { createHearing } from '../../src/actors/chats/hearing.ts';
import { createWebhooks } from '../../src/webhooks/webhooks.ts';
import { sqliteWebhookRecords } from '../../src/storage/sqlite/webhook-records.ts';
import type { Endpoints } from './endpoints.ts';
import { createSystem, type System } from '../../src/actors/system.ts';
import type { EventLog, Projector, Recorded } from '../../src/events/log/log.ts';
import { sqliteLog } from '../../src/storage/sqlite/sqlite-log.ts';
import type { Clock } from '../../src/kernel/clock.ts';
import { Fault } from '../../src/kernel/fault.ts';
import { silentLogger } from '../../src/kernel/logger.ts';
import { ok, refuse } from '../../src/kernel/result.ts';
import { sqliteMediaIndex } from '../../src/storage/sqlite/media-index.ts';
import { openProjections } from '../../src/storage/sqlite/projector.ts';
import { GROUP } from '../support/groups.ts';
import { openReads, type Reads } from '../../src/projections/reads.ts';
import type { Link, WhatsApp } from '../../src/whatsapp/port.ts';
import type { Disk } from './disk.ts';
import { heardBy, type Moment, never } from './mortal.ts';
import { mortalFiles, mortalIndex } from './mortal-media.ts';
import { mortalRecords } from './mortal-records.ts';
import type { Incoming } from './incoming.ts';
import type { Random } from './random.ts';
import { quietAccount } from '../support/quiet-account.ts';

export interface LifePorts {
  readonly db: Database;
  readonly clock: Clock;
  readonly whatsapp: WhatsApp;
  /** What contacts write, and the keys with which it is read. */
  readonly incoming: Incoming;
  /** Those who are told by webhooks. */
  readonly endpoints: Endpoints;
  readonly random: Random;
  readonly disk: Disk;
  /** An error from it rolls the commit back. */
  duringCommit(place: 'before its tables' | 'after its tables', facts: readonly Recorded[]): void;
  committed(facts: readonly Recorded[]): void;
  /** Called in the turn after a commit. */
  heard(): void;
  /** Whether the process dies now. */
  diesAt(moment: Moment): boolean;
  died(): void;
}

export interface Life {
  readonly gateway: Gateway;
  readonly system: System;
  readonly log: EventLog;
  readonly reads: Reads;
  readonly started: Promise<unknown>;
  alive(): boolean;
  /** Unanswered appends, and the count of all appends. */
  underWay(): number;
  activity(): number;
  audit(): Promise<AuditReport>;
  /** Expires old uploads and removes files that nothing needs, as every start does. False if the disk was full. */
  tidy(): Promise<boolean>;
  /** Cuts off what endpoints are being told. */
  hangUp(): void;
  die(): void;
}

const readNumber = (input: string) =>
  input === GROUP
    ? ok(input)
    : /^\d{5,15}$/.test(input)
      ? ok(`${input}@s.whatsapp.net`)
      : refuse('number.invalid', 'not a number');

export const beginLife = (ports: LifePorts): Life => {
  const { db, random } = ports;
  let living = true;
  let underWay = 0;
  let activity = 0;

  const alive = () => living;
  const die = () => {
    if (!living) return;
    living = false;
    ports.died();
  };
  const mayDie = (moment: Moment) => {
    if (living && ports.diesAt(moment)) die();
  };

  const clock: Clock = {
    now: ports.clock.now,
    after: (ms, work) =>
      ports.clock.after(ms, () => {
        if (living) work();
      }),
  };

  const projections = openProjections(db);
  const project: Projector = {
    ...projections,
    apply(facts) {
      mayDie('before a commit');
      if (!living) throw new Fault('process.dead', 'The process has died', { hint: 'The simulation asked for this.' });
      ports.duringCommit('before its tables', facts);
      projections.apply(facts);
      ports.duringCommit('after its tables', facts);
      ports.committed(facts);
      mayDie('after a commit');
    },
  };
  const stored = sqliteLog(db, { project, clock });
  // Tables that lag may have lost facts with the last life. They are few, and caught up with at once.
  void projections.catchUp(stored);
  stored.onCommit(() => {
    if (living) ports.heard();
  });
  const log: EventLog = {
    ...stored,
    async append(append) {
      if (!living) return never();
      underWay += 1;
      activity += 1;
      try {
        return await heardBy(alive, stored.append(append));
      } finally {
        underWay -= 1;
        activity += 1;
      }
    },
  };

  const call = <T>(work: () => Promise<T>): Promise<T> => {
    mayDie('before a call');
    if (!living) return never();
    activity += 1;
    const answer = heardBy(alive, work());
    mayDie('after a call');
    return answer;
  };
  const mortal = (link: Link): Link => ({
    ...quietAccount,
    ...groupCalls(),
    known: (chat) => link.known(chat),
    check: (chat) => call(() => link.check(chat)),
    group: (chat) => call(() => link.group(chat)),
    mediaHosts: () => call(() => link.mediaHosts()),
    reupload: (lost) => call(() => link.reupload(lost)),
    read: (messages) => call(() => link.read(messages)),
    type: (chat, typing) => call(() => link.type(chat, typing)),
    appear: (available) => call(() => link.appear(available)),
    watch: (chat) => call(() => link.watch(chat)),
    changeChat: (...args) => call(() => link.changeChat(...args)),
    setTimer: (...args) => call(() => link.setTimer(...args)),
    send: (message) => call(() => link.send(message)),
    ping: () => (living ? heardBy(alive, link.ping()) : never()),
    pairingCode: (number) => call(() => link.pairingCode(number)),
    logout: () => call(() => link.logout()),
    close: () => {
      if (living) link.close();
    },
  });
  const deaf: Link = {
    ...quietAccount,
    ...groupCalls(),
    known: () => null,
    check: never,
    group: never,
    mediaHosts: never,
    reupload: never,
    read: never,
    type: never,
    appear: never,
    watch: never,
    changeChat: never,
    setTimer: never,
    send: never,
    ping: never,
    pairingCode: never,
    logout: never,
    close: () => {},
  };
  const whatsapp: WhatsApp = {
    open(session, signal) {
      mayDie('before a call');
      return living ? mortal(ports.whatsapp.open(session, (said) => living && signal(said))) : deaf;
    },
    paired: (session) => ports.whatsapp.paired(session),
    forget: (session, unlinkUntil) => (living ? heardBy(alive, ports.whatsapp.forget(session, unlinkUntil)) : never()),
    left: (device) => (living ? heardBy(alive, ports.whatsapp.left(device)) : never()),
    unlink: (session, ended) => (living ? heardBy(alive, ports.whatsapp.unlink(session, ended)) : never()),
  };

  const reads = openReads(db, log);
  const files = mortalFiles(memoryMedia(clock, ports.disk), { alive, mayDie });
  const index = mortalIndex(sqliteMediaIndex(db), alive);
  const upkeep = createMediaUpkeep({ log, reads, clock, files, index, days: ports.disk.days, logger: silentLogger });
  upkeep.forgetUnrecorded();
  const contacts = createContacts({ log, reads, clock, entropy: random });
  const hearing = createHearing({
    log,
    reads,
    contacts,
    clock,
    entropy: random,
    vault: { setKeys: (...args) => (living ? heardBy(alive, ports.incoming.vault.setKeys(...args)) : never()) },
  });
  ports.incoming.listen({
    record: (...args) => call(() => hearing.record(...args)),
    isOnRecord: (...args) => hearing.isOnRecord(...args),
  });
  const system = createSystem({
    log,
    reads,
    contacts,
    clock,
    whatsapp,
    entropy: random,
    logger: silentLogger,
    file: fileFinder({ log, reads, files, index }),
    endpoint: (id) => webhooks.woken(id),
    // Sooner than usual: few connections of the simulation live for half a minute.
    keepalive: { keepaliveMs: 6_000, keepaliveTimeoutMs: 3_000 },
  });
  // A file that vanished is a finding, and no fault of the process.
  const audit = () =>
    createAudit({ db, log, clock, ...(ports.disk.lost.size > 0 ? {} : { media: { files, reads, index } }) });
  const record = openJournal(log, clock);
  const backups = createBackups({ db, clock, record, folder: 'backups' });
  const webhooks = createWebhooks({
    log,
    reads,
    clock,
    entropy: random,
    records: mortalRecords(sqliteWebhookRecords(db, testSeal()), alive),
    logger: silentLogger,
    openPoster: () => ({ post: (request) => call(() => ports.endpoints.post(request)), close: () => {} }),
    wakeAt: system.wakeAt,
    defect: system.meetDefect,
  });
  const gateway = createGateway({
    system,
    log,
    reads,
    clock,
    entropy: random,
    readNumber,
    proxies: createSessionProxies({ reads, entropy: random, store: sqliteProxies(db, testSeal()) }),
    audit: audit(),
    backups,
    record,
    webhooks,
    checkAddress: async () => ({ ok: true, value: null }),
    receiversAt: null,
    mediaRoom: { ...mediaRoomOf(clock, files), index, days: ports.disk.days },
    leftOut: () => 0,
    erasing: {
      work: sqliteErasureWork(db, log),
      forgetUploads: async () => {},
      elsewhere: () => {},
      days: 0,
      logger: silentLogger,
    },
  });

  const tidy = async (): Promise<boolean> => {
    try {
      await upkeep.run();
      return true;
    } catch (thrown) {
      if (!(thrown instanceof Fault)) throw thrown;
      return false;
    }
  };
  const start = async (): Promise<void> => {
    await system.start();
    webhooks.start();
    void tidy();
  };

  return {
    gateway,
    system,
    log,
    reads,
    started: start(),
    alive,
    underWay: () => underWay,
    activity: () => activity,
    audit: () => audit().run(),
    tidy,
    hangUp: webhooks.stop,
    die,
  };
};
