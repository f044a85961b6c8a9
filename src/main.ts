/** The one file that knows every room: it builds a running Waybill from its configuration, and takes it apart again. */
import { join } from 'node:path';
import { openAccounts } from './access/accounts.ts';
import { openLocalTicket } from './access/local-ticket.ts';
import type { FirstUser } from './access/users.ts';
import { createGateway } from './gateway/gateway.ts';
import { heardFinder } from './gateway/chats/heard-messages.ts';
import { createReceiveFile } from './gateway/media/receive.ts';
import { MB } from './messages/media.ts';
import { mediaFolder } from './storage/media/layout.ts';
import { knownGroupIn } from './actors/groups/known-group.ts';
import { createHearing } from './actors/chats/hearing.ts';
import { selectiveHearing } from './actors/chats/selective-hearing.ts';
import { createContacts } from './actors/contacts/contacts.ts';
import { createSystem } from './actors/system.ts';
import { watchQrs } from './actors/sessions/watch-qrs.ts';
import { createAudit } from './gateway/operation/audit.ts';
import { createInstallation } from './gateway/operation/installation.ts';
import { createBackups } from './gateway/operation/backups.ts';
import type { Config } from './config/config.ts';
import { copyFile, databaseFile, keptJwtSecret, prepareDataFolder } from './cli/data-folder.ts';
import { openSeal } from './cli/encryption-key.ts';
import { narrate } from './story/narrator.ts';
import packageJson from '../package.json' with { type: 'json' };
import { sqliteErasureWork } from './storage/sqlite/erasure-work.ts';
import { openJournal } from './events/log/journal.ts';
import { lockFolder } from './storage/sqlite/lock.ts';
import { createApp } from './http/app.ts';
import { edgeOf } from './http/edge/edge.ts';
import { inspectorUpgrade } from './http/routes/inspector-socket.ts';
import { bind } from './http/edge/serve.ts';
import { openTickets } from './http/routes/tickets.ts';
import { openInspectBridge } from './inspector/bridge.ts';
import { SYSTEM } from './kernel/caller.ts';
import { systemClock } from './kernel/clock.ts';
import { systemEntropy } from './kernel/entropy.ts';
import { streamOf } from './kernel/ids.ts';
import type { Fault } from './kernel/fault.ts';
import type { CountingLogger, Logger } from './kernel/logger.ts';
import { placingPaths } from './kernel/own-paths.ts';
import { openReads } from './projections/reads.ts';
import type { Sandbox } from './sandbox/control.ts';
import { createDownload } from './whatsapp/media/download.ts';
import { isolatedWhatsApp } from './whatsapp/thread/isolated.ts';
import { WHATSAPP_MEDIA_HOST } from './whatsapp/remote-media.ts';
import { readNumberFor } from './whatsapp/numbers.ts';
import { sqliteVault } from './storage/sqlite/vault.ts';
import { VAULT_CHANGES } from './whatsapp/vault.ts';
import type { Closing } from './wiring/closing.ts';
import { liveStreams } from './wiring/live-streams.ts';
import { openLogRoom } from './wiring/log-room.ts';
import { openMediaRoom } from './wiring/media.ts';
import { mediaAgents, openProxies } from './wiring/proxies.ts';
import { receiversBelow } from './webhooks/receiver-address.ts';
import { ensureWebhook, openWebhooks } from './wiring/webhooks.ts';

export interface Waybill {
  /** `http://127.0.0.1:3000` */
  readonly url: string;
  /** The embedded WhatsApp; null when it is the real one, or elsewhere. */
  readonly sandbox: Sandbox | null;
  /** Hears each new QR, for a terminal to show. */
  onQr(show: (session: string, qr: string) => void): void;
  /** Resolves if another gateway takes the log, with what to say about it: this one has to be stopped. */
  readonly lost: Promise<Fault>;
  /** No new work, the work in hand finished or on record as interrupted; within ten seconds. */
  stop(reason: string): Promise<void>;
}

/** Leaves room for the rest of a stop within the ten seconds that are promised: answers in hand take up to two. */
const DRAIN_MS = 5_000;

/**
 * `introduce` is told of the first user as soon as there is one, also when the start fails after that.
 * @throws Fault when something it needs cannot be had; Defect when the log is not what it should be.
 */
export const startWaybill = async (
  config: Config,
  logger: Logger | CountingLogger,
  introduce: (firstUser: FirstUser) => void,
): Promise<Waybill> => {
  const closers: (() => unknown)[] = [];
  const closing = <T>(thing: T, close: (thing: T) => unknown): T => {
    closers.unshift(() => close(thing));
    return thing;
  };
  const closeAll = async () => {
    for (const close of closers.splice(0)) await close();
  };
  try {
    return await wire(config, logger, introduce, closing, closeAll);
  } catch (thrown) {
    await closeAll();
    throw thrown;
  }
};

const { version } = packageJson;
const ports = { clock: systemClock, entropy: systemEntropy };

const wire = async (
  config: Config,
  logger: Logger | CountingLogger,
  introduce: (firstUser: FirstUser) => void,
  closing: Closing,
  closeAll: () => Promise<void>,
): Promise<Waybill> => {
  const { clock, entropy } = ports;
  const edge = edgeOf(config.edge);
  // Before anything is made: a start that cannot have its port leaves no trace.
  const server = closing(await bind({ ...config, ...edge }), (bound) => bound.close());
  prepareDataFolder(config.data, logger);
  const lock = closing(lockFolder(config.data), (held) => held.release());

  const files = { log: databaseFile(config.data), copy: copyFile(config.data) };
  const room = await openLogRoom(config, { files, clock, closing });
  const { db, projections, durable } = room;
  let lastWords: (() => Promise<void>) | null = null;
  const log = closing(room.log, async (open) => {
    const said = lastWords?.();
    // Nothing that is asked for from now on is written behind them.
    await Promise.all([said, open.close()]);
  });
  const seal = openSeal(config, db, { entropy, logger });
  await projections.catchUp(log);
  const reads = openReads(db, log);
  // Until the log closes, so that the end of the story is told too.
  narrate(log, logger, placingPaths(edge.basePath));

  const secret = new TextEncoder().encode(config.jwtSecret ?? keptJwtSecret(config.data, entropy, logger));
  const accounts = await openAccounts({ store: room.accounts, log, secret, ...ports });
  const firstUser = await accounts.users.ensureFirst(config.admin);
  // At once: a start that fails after this would take the password with it.
  if (firstUser) introduce(firstUser);
  else if (config.admin.password !== null)
    logger.info({}, "WAYBILL_ADMIN_PASSWORD has no effect after the first start; 'waybill user password' sets another");

  const proxies = openProxies({ db, seal, reads, entropy });
  const proxyOf = proxies.of;
  const media = openMediaRoom(config, { db, log, reads, secret, logger, closing, proxyOf, ...ports });
  const { scratch, upkeep, room: mediaRoom } = media;
  // Before the first upload, whose fact is not there yet either.
  upkeep.forgetUnrecorded();

  const sandbox = config.whatsapp.mode === 'sandbox' ? await openSandbox(config, logger, closing) : null;
  const rootKey = sandbox?.rootKey ?? config.whatsapp.rootKey ?? undefined;
  const vault = durable(sqliteVault(db, seal, rootKey), VAULT_CHANGES);
  const contacts = createContacts({ log, reads, ...ports });
  const hearing = selectiveHearing(createHearing({ log, reads, contacts, vault, ...ports }), config.recorded);
  const whatsapp = closing(
    isolatedWhatsApp({
      vault,
      hearing,
      content: (id, chats) => system.sentMessage(id, chats),
      group: knownGroupIn(reads),
      url: sandbox?.url ?? config.whatsapp.url ?? undefined,
      rootKey,
      scratch,
      mediaCa: sandbox?.mediaCa,
      proxy: proxyOf,
      times: { ackMs: config.ackTimeoutMs },
      logger,
      clock,
    }),
    (open) => open.shut(),
  );
  const keepalive = { keepaliveMs: config.keepalive.everyMs, keepaliveTimeoutMs: config.keepalive.timeoutMs };
  const agentOf = mediaAgents(proxyOf, sandbox?.mediaCa, closing);
  const receiveFile = createReceiveFile({
    log,
    reads,
    ...mediaRoom,
    ...ports,
    download: createDownload({ files: mediaRoom.files, agentOf, clock }),
    hosts: sandbox || config.whatsapp.url !== null ? null : [WHATSAPP_MEDIA_HOST],
    link: (session) => system.session(session)?.link.ready() ?? null,
    bytesMax: config.mediaFetchMaxMb * MB,
  });
  const heard = heardFinder({ log, reads });
  const system = createSystem({
    log,
    reads,
    contacts,
    whatsapp,
    logger,
    keepalive,
    file: media.file,
    heard,
    fetchFile: media.fetchFile,
    receiveFile,
    autoRead: config.autoRead,
    endpoint: (id) => webhooks.woken(id),
    ...ports,
  });
  const { wakeAt, meetDefect: defect } = system;
  const receiversAt = sandbox && receiversBelow(server.url);
  const heeding = { wakeAt, defect, receiversAt };
  const webhooks = openWebhooks(config, { db, log, reads, seal, logger, closing, ...heeding, ...ports });
  const record = openJournal(log, clock);
  const gateway = createGateway({
    system,
    log,
    reads,
    readNumber: readNumberFor(config.country),
    audit: createAudit({ db, log, clock, media: { ...mediaRoom, reads } }),
    backups: createBackups({
      db,
      clock,
      record,
      folder: config.backups,
      elsewhere: config.databaseUrl !== null,
      media: mediaFolder(config.data),
    }),
    record,
    webhooks,
    proxies,
    checkAddress: mediaRoom.fetcher.check,
    receiversAt,
    mediaRoom: { ...mediaRoom, removed: upkeep.removed },
    leftOut: hearing.leftOut,
    erasing: {
      work: sqliteErasureWork(db, log),
      forgetUploads: vault.forgetUploads,
      elsewhere: (ids) => sandbox?.control.erase(ids),
      days: config.contentDays,
      logger,
    },
    ...ports,
  });

  await record(streamOf.process, { type: 'process.started', version, node: process.version }, SYSTEM);
  const bridge = config.inspect ? await openInspectBridge({ log, live: () => liveStreams(reads), logger }) : null;
  const tickets = bridge && openTickets(ports);
  const localTicket = openLocalTicket(entropy);
  const app = createApp({
    gateway,
    accounts,
    localTicket,
    logger,
    sandbox: sandbox?.control ?? null,
    metricsToken: config.metricsToken,
    tickets,
    version,
    installation: createInstallation({ settings: config.settings, folder: config.data }),
    edge: { ...edge, listensAt: server.url },
    ...ports,
  });
  const viewing = { identify: accounts.identify, addressOf: edge.addressOf, clock };
  const upgrade = bridge && tickets && inspectorUpgrade({ bridge, tickets, ...viewing });
  server.open(app, upgrade);
  lock.announce({ url: server.url, ticket: localTicket.text });
  const closeDoors = closing(
    async () => {
      // Before the server, which waits for every socket.
      bridge?.close();
      await server.close();
    },
    (close) => close(),
  );

  const shows: ((session: string, qr: string) => void)[] = [];
  watchQrs(log, system, (session, qr) => {
    sandbox?.control.show(qr);
    for (const show of shows) show(session, qr);
  });
  const { jobs, sessions } = await system.start();
  gateway.carryOn();
  await ensureWebhook(config, gateway, { ...webhooks, reads, logger });
  upkeep.start();
  if (jobs + sessions > 0) await record(streamOf.process, { type: 'process.recovered', jobs, sessions }, SYSTEM);

  return {
    url: server.url,
    sandbox,
    onQr: (show) => void shows.push(show),
    lost: room.lost,
    async stop(reason) {
      try {
        gateway.jobs.endings.stop();
        gateway.stop();
        await system.drain(DRAIN_MS);
        // Commands that were taken are on record before the actors that carry them out end.
        await closeDoors();
        await system.stop();
        lastWords = () => record(streamOf.process, { type: 'process.stopped', reason }, SYSTEM);
      } finally {
        await closeAll();
      }
    },
  };
};

const openSandbox = async (config: Config, logger: Logger, closing: Closing): Promise<Sandbox> => {
  // Only here, because it brings Baileys into this thread, which takes a third of a second and some 60 MB.
  const { startSandbox } = await import('./sandbox/sandbox.ts');
  const sandbox = await startSandbox({ file: join(config.data, 'sandbox.jsonl') }, { logger, ...ports });
  return closing(sandbox, (open) => open.close());
};
