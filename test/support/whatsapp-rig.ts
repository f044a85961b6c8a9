/** The real client, its keys and a sandbox for it. Each can be restarted. */
import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../src/kernel/clock.ts';
import { systemEntropy } from '../../src/kernel/entropy.ts';
import { type Logger, silentLogger } from '../../src/kernel/logger.ts';
import type { SandboxControl } from '../../src/sandbox/control.ts';
import { startSandbox } from '../../src/sandbox/sandbox.ts';
import { type BaileysOptions, baileysWhatsApp } from '../../src/whatsapp/baileys/baileys.ts';
import { type Credentials, credentialsIn } from '../../src/whatsapp/baileys/credentials.ts';
import { type IsolatedWhatsApp, isolatedWhatsApp } from '../../src/whatsapp/thread/isolated.ts';
import type { Link, WhatsApp } from '../../src/whatsapp/port.ts';
import type { SideOptions } from '../../src/whatsapp/thread/side.ts';
import { sqliteVault, vaultAtHand } from '../../src/storage/sqlite/vault.ts';
import type { ThreadVault, Vault } from '../../src/whatsapp/vault.ts';
import { type Heard, heard } from './heard.ts';
import { linkedDevice } from './linked-device.ts';
import { memoryDatabase } from './memory-database.ts';
import { testSeal } from './seal.ts';

export type Opened = Heard & { readonly link: Link };

export interface Rig {
  readonly control: SandboxControl;
  readonly vault: Vault;
  /** The same, as the session's thread has it. */
  readonly atHand: ThreadVault;
  readonly credentials: Credentials;
  readonly url: string;
  /** A client over the same keys, as after a restart of the process. */
  client(changed?: Partial<BaileysOptions>): WhatsApp;
  /** The same in threads of its own, as in production. */
  isolated(changed?: Partial<SideOptions>): IsolatedWhatsApp;
  /** From now on the session counts as linked by a phone earlier. */
  link(): void;
  /** An open link of a linked session; with a new client unless one is given. */
  opened(whatsapp?: WhatsApp): Promise<Opened>;
  close(): Promise<void>;
}

export const SESSION = 'default';

export const openRealLink = (whatsapp: WhatsApp, session = SESSION): Opened => {
  const ears = heard();
  return { ...ears, link: whatsapp.open(session, ears.hear) };
};

export const startRig = async (logger: Logger = silentLogger): Promise<Rig> => {
  const device = await linkedDevice();
  const folder = mkdtempSync(join(tmpdir(), 'waybill-rig-'));
  const file = join(folder, 'sandbox.jsonl');
  device.tellSandbox(file);
  const ports = { clock: systemClock, entropy: systemEntropy, logger: silentLogger };
  const sandbox = await startSandbox({ file }, ports);
  const db = memoryDatabase();
  const vault = sqliteVault(db, testSeal(), sandbox.rootKey);
  const atHand = vaultAtHand(db, testSeal(), sandbox.rootKey);
  const credentials = credentialsIn(atHand);
  const { control } = sandbox;
  const { url, rootKey } = sandbox;
  const shared = { content: () => null, clock: systemClock, logger, url, rootKey };
  const times = { connectMs: 10_000, queryMs: 10_000, ackMs: 10_000, closeMs: 100 };
  const threaded: IsolatedWhatsApp[] = [];

  const client = (changed: Partial<BaileysOptions> = {}) =>
    baileysWhatsApp({ credentials, ...shared, ...changed, times: { ...times, ...changed.times } });

  const link = () => device.moveInto(db);

  return {
    control,
    vault,
    atHand,
    credentials,
    url,
    client,
    isolated(changed = {}) {
      const whatsapp = isolatedWhatsApp({ vault, ...shared, ...changed, times: { ...times, ...changed.times } });
      threaded.push(whatsapp);
      return whatsapp;
    },
    link,
    async opened(whatsapp = client()) {
      if (!credentials.paired(SESSION)) link();
      const opened = openRealLink(whatsapp);
      await opened.first('opened');
      return opened;
    },
    async close() {
      await Promise.all(threaded.map((whatsapp) => whatsapp.shut()));
      await sandbox.close();
      db.close();
      rmSync(folder, { recursive: true });
    },
  };
};

export interface Wire {
  readonly url: string;
  /** Inserts bytes into the server's output on the newest connection. */
  inject(bytes: Uint8Array): void;
  /** From now on no data arrives on either side: `swallow` reads and drops it, `freeze` leaves it unread. */
  swallow(): void;
  freeze(): void;
  close(): Promise<void>;
}

/** A proxy to an endpoint that a test can disturb. New connections work. */
export const startWire = async (to: string): Promise<Wire> => {
  const ends: { client: Socket; upstream: Socket }[] = [];
  const server = createServer((client) => {
    const upstream = connect(Number(new URL(to).port), '127.0.0.1');
    ends.push({ client, upstream });
    client.pipe(upstream).pipe(client);
    for (const end of [client, upstream])
      end.on('error', () => {}).on('close', () => (client.destroy(), upstream.destroy()));
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const cut = (then: (end: Socket) => void) => {
    for (const { client, upstream } of ends) {
      client.unpipe();
      upstream.unpipe();
      then(client);
      then(upstream);
    }
  };
  return {
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}/ws/chat`,
    inject: (bytes) => void ends.at(-1)?.client.write(bytes),
    swallow: () => cut((end) => end.resume()),
    freeze: () => cut((end) => end.pause()),
    close: () =>
      new Promise((resolve) => {
        for (const { client } of ends) client.destroy();
        server.close(() => resolve());
      }),
  };
};
