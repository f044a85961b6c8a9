/**
 * The inside of Waybill with the real client, against the sandbox. The wire runs in real time, and the actors run on a
 * clock that jumps to their next deadline: a restart, a retry, the end of a cooling.
 *
 * The client runs in the test's own thread unless `threads` requests threads of its own. One contract covers both
 * (`contract/whatsapp-baileys.test.ts`). `threads.test.ts`, `frames.test.ts` and `whatsapp/isolated.test.ts` cover the
 * differences. Here an uncaught error fails the test, while a thread would swallow it.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { Agent } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import { allowNothing, parseAllow } from '../../src/fetching/allow.ts';
import { createFetcher } from '../../src/fetching/fetcher.ts';
import type { GatewayPorts } from '../../src/gateway/gateway.ts';
import { createWorkshop } from '../../src/media/workshop.ts';
import { mediaFolder, scratchFolder } from '../../src/storage/media/layout.ts';
import { openMediaFiles } from '../../src/storage/media/media-files.ts';
import { sqliteMediaIndex } from '../../src/storage/sqlite/media-index.ts';
import type { Recorded } from '../../src/events/log/log.ts';
import { sqliteLog } from '../../src/storage/sqlite/sqlite-log.ts';
import { systemClock } from '../../src/kernel/clock.ts';
import { type Entropy, systemEntropy } from '../../src/kernel/entropy.ts';
import { DEFAULT_SESSION, streamOf } from '../../src/kernel/ids.ts';
import { type Logger, silentLogger } from '../../src/kernel/logger.ts';
import { createContacts } from '../../src/actors/contacts/contacts.ts';
import { createHearing } from '../../src/actors/chats/hearing.ts';
import { knownGroupIn } from '../../src/actors/groups/known-group.ts';
import { openReads } from '../../src/projections/reads.ts';
import type { ProxyAddress } from '../../src/proxy/address.ts';
import { openProjections } from '../../src/storage/sqlite/projector.ts';
import type { Sandbox, SandboxControl } from '../../src/sandbox/control.ts';
import type { Entry } from '../../src/sandbox/memory.ts';
import { startSandbox } from '../../src/sandbox/sandbox.ts';
import { baileysWhatsApp } from '../../src/whatsapp/baileys/baileys.ts';
import { cachedVault } from '../../src/whatsapp/baileys/cached-vault.ts';
import { credentialsIn } from '../../src/whatsapp/baileys/credentials.ts';
import { holdingKeys } from '../../src/whatsapp/baileys/hearing/held-keys.ts';
import { createDownload } from '../../src/whatsapp/media/download.ts';
import { isolatedWhatsApp } from '../../src/whatsapp/thread/isolated.ts';
import type { LinkTimes } from '../../src/whatsapp/baileys/times.ts';
import { sqliteVault, vaultAtHand } from '../../src/storage/sqlite/vault.ts';
import { ANNA, type Inside, startInside } from './inside.ts';
import { mediaRoomOf } from './media-room.ts';
import { linkedDevice } from './linked-device.ts';
import { type ManualClock, manualClock } from './manual-clock.ts';
import { memoryDatabase } from './memory-database.ts';
import { testSeal } from './seal.ts';

/** A fact and its time. */
export type Told = Readonly<Record<string, unknown>> & { readonly type: string; readonly at: number };

export interface RunningWithSandbox extends Inside {
  readonly clock: ManualClock;
  readonly sandbox: Sandbox;
  readonly control: SandboxControl;
  /** What the sandbox has recorded so far. */
  journal(): readonly Entry[];
  /** Starts a session, lets the phone link it if necessary, and waits until it is ready. */
  ready(session?: string): Promise<void>;
  /** The facts of a stream after the first `after`, once there are `count`. */
  told(stream: string, count: number, after?: number): Promise<readonly Told[]>;
  /** The facts of a job up to its end, once it has ended. */
  ended(job: string): Promise<readonly Told[]>;
  /** Ends these actors and their client. Resolves to those of the next process, over the same record, linked again. */
  restarted(): Promise<Inside>;
  /** Stops the clock, whatever the actors wait for. */
  holdClock(): void;
  close(): Promise<void>;
}

export interface SandboxRunOptions {
  readonly times?: Partial<LinkTimes>;
  /** The default session shows a QR at first; otherwise a phone has linked it before. */
  readonly unlinked?: boolean;
  /** Sessions ping as in production; otherwise never. */
  readonly pings?: boolean;
  /** Receives the log lines of the gateway, its client and the sandbox. */
  readonly logger?: Logger;
  /** Each session's side in a thread of its own, as in production; loading Baileys there takes a third of a second. */
  readonly threads?: boolean;
  /** The program of the session's threads, if not the real one. */
  readonly program?: URL;
  /** The proxy of the sessions, whose sides are in threads. */
  readonly proxy?: ProxyAddress;
  /** Messages are read as soon as they come in. */
  readonly autoRead?: boolean;
  /** Files on disk, read and converted as in production; otherwise bytes are believed. */
  readonly media?: boolean;
  /** Files of messages that come in are fetched, as in production; it takes `media`. */
  readonly fetches?: boolean;
  /** The addresses that may be fetched although they are not public. */
  readonly allow?: string;
  /** The endpoint of the client, if not the sandbox itself. */
  readonly url?: (sandbox: Sandbox) => Promise<string> | string;
}

const NEVER_MS = 1e12;
/** The lowest jitter. */
const entropy: Entropy = { bytes: systemEntropy.bytes, fraction: () => 0 };
const ENDS: readonly string[] = ['job.completed', 'job.abandoned'];

/** The deadline that a fact sets. */
const deadlineOf = (recorded: Recorded): number | null => {
  switch (recorded.type) {
    case 'session.closed':
      return recorded.data.restartAt;
    case 'job.failed':
      return recorded.data.retryAt;
    case 'queue.cooled':
      return recorded.data.until;
    default:
      return null;
  }
};

/** The media of a gateway in a folder, as `main.ts` opens them. */
const mediaOnDisk = async (
  data: string,
  db: Database,
  logger: Logger,
  allow: string,
): Promise<GatewayPorts['mediaRoom']> => {
  const folder = mediaFolder(data);
  const files = openMediaFiles({ folder, clock: systemClock, entropy: systemEntropy });
  const workshop = createWorkshop({ folder: scratchFolder(folder), clock: systemClock, logger });
  const read = parseAllow(allow);
  const fetcher = createFetcher({ allow: read.ok ? read.value : allowNothing, clock: systemClock });
  const index = sqliteMediaIndex(db);
  return { ...mediaRoomOf(systemClock, files), index, workshop, fetcher };
};

export const runningWithSandbox = async (options: SandboxRunOptions = {}): Promise<RunningWithSandbox> => {
  const { times = {}, pings = false, logger = silentLogger, program } = options;
  const device = await linkedDevice();
  const folder = mkdtempSync(join(tmpdir(), 'waybill-running-'));
  const file = join(folder, 'sandbox.jsonl');
  device.tellSandbox(file);
  const sandbox = await startSandbox({ file }, { clock: systemClock, entropy: systemEntropy, logger });
  const { control } = sandbox;
  const db = memoryDatabase();
  const clock = manualClock(Date.now());
  const log = sqliteLog(db, { project: openProjections(db), clock });
  let held = false;

  log.onCommit((facts) => {
    for (const fact of facts) {
      const at = deadlineOf(fact);
      // Runs once the actor has armed its alarm.
      if (at !== null) setImmediate(() => held || clock.advance(Math.max(at - clock.now(), 0)));
    }
  });

  /** The actors of the newest process. */
  let newest: Inside | null = null;
  const vault = sqliteVault(db, testSeal(), sandbox.rootKey);
  if (!options.unlinked) device.moveInto(db);
  const mediaRoom = options.media ? await mediaOnDisk(folder, db, logger, options.allow ?? '') : undefined;
  const contacts = createContacts({ log, reads: openReads(db, log), clock, entropy });
  const shared = {
    content: (id: string, chats: readonly string[]) => newest?.system.sentMessage(id, chats) ?? null,
    group: knownGroupIn(openReads(db, log)),
    hearing: createHearing({ log, reads: openReads(db, log), contacts, vault, clock, entropy }),
    mediaCa: sandbox.mediaCa,
    // The client's deadlines are real, like the wire; its time is the actors'.
    clock: { now: clock.now, after: systemClock.after },
    logger,
    url: (await options.url?.(sandbox)) ?? sandbox.url,
    rootKey: sandbox.rootKey,
    times: { connectMs: 10_000, queryMs: 10_000, ackMs: 10_000, closeMs: 50, ...times },
  };
  const { proxy } = options;
  const through = proxy ? { proxy: () => proxy } : {};
  const threaded = options.threads || program ? isolatedWhatsApp({ vault, ...shared, ...through, program }) : null;
  const inThisThread = () =>
    baileysWhatsApp({
      credentials: credentialsIn(cachedVault(holdingKeys(vaultAtHand(db, testSeal(), sandbox.rootKey)))),
      ...shared,
    });
  const agent = new Agent({ ca: sandbox.mediaCa });
  const remote =
    mediaRoom && options.fetches
      ? { download: createDownload({ ...mediaRoom, agentOf: () => agent, clock: shared.clock }) }
      : null;
  const start = async (): Promise<Inside> => {
    newest = await startInside({
      db,
      log,
      clock,
      entropy,
      logger,
      whatsapp: threaded ?? inThisThread(),
      contacts,
      ...(mediaRoom ? { mediaRoom } : {}),
      ...(remote ? { remote } : {}),
      ...(options.autoRead ? { autoRead: true } : {}),
      keepalive: pings
        ? { keepaliveMs: 30_000, keepaliveTimeoutMs: 15_000 }
        : { keepaliveMs: NEVER_MS, keepaliveTimeoutMs: NEVER_MS },
    });
    return newest;
  };
  const inside = await start();
  const { gateway, reads } = inside;

  /** Checks again at each commit. */
  const once = <T>(look: () => T | undefined): Promise<T> =>
    new Promise((resolve) => {
      const found = look();
      if (found !== undefined) return resolve(found);
      const forget = log.onCommit(() => {
        const found = look();
        if (found === undefined) return;
        forget();
        resolve(found);
      });
    });

  const read = (stream: string): readonly Told[] =>
    log.read(stream).map(({ type, at, data }) => ({ ...data, type, at }));

  return {
    ...inside,
    clock,
    sandbox,
    control,
    journal: () =>
      readFileSync(file, 'utf8')
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as Entry),
    async ready(session = DEFAULT_SESSION) {
      await gateway.sessions.start(session, ANNA);
      await once(() => {
        const shown = gateway.sessions.qr(session);
        if (shown.ok) control.show(shown.value.qr);
        return reads.sessions.byId(session)?.state === 'ready' || undefined;
      });
    },
    told: (stream, count, after = 0) =>
      once(() => {
        const facts = read(stream).slice(after);
        return facts.length >= count ? facts : undefined;
      }),
    ended: (job) =>
      once(() => {
        const facts = read(streamOf.job(job));
        const end = facts.findIndex(({ type }) => ENDS.includes(type));
        return end < 0 ? undefined : facts.slice(0, end + 1);
      }),
    async restarted() {
      const { position } = log.head();
      await newest?.system.stop();
      const next = await start();
      await next.fact('session.opened', (opened) => opened.position > position);
      return next;
    },
    holdClock() {
      held = true;
    },
    async close() {
      held = true;
      await newest?.system.stop();
      await threaded?.shut();
      agent.destroy();
      await mediaRoom?.workshop.close();
      await sandbox.close();
      rmSync(folder, { recursive: true });
    },
  };
};
