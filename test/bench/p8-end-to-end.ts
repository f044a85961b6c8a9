/**
 * P8: messages that a WhatsApp in a process of its own has acknowledged, through all of Waybill and through Baileys alone,
 * to contacts that both have met, three at once.
 */
import { join } from 'node:path';
import { openDatabase } from '../../src/storage/sqlite/database.ts';
import { sqliteLog } from '../../src/storage/sqlite/sqlite-log.ts';
import { systemClock } from '../../src/kernel/clock.ts';
import { systemEntropy } from '../../src/kernel/entropy.ts';
import { silentLogger } from '../../src/kernel/logger.ts';
import { quietLibsignal } from '../../src/kernel/quiet-libsignal.ts';
import { openProjections } from '../../src/storage/sqlite/projector.ts';
import { isolatedWhatsApp } from '../../src/whatsapp/thread/isolated.ts';
import { sqliteVault } from '../../src/storage/sqlite/vault.ts';
import { ANNA, startInside } from '../support/inside.ts';
import { memoryAuth, rawClient } from '../support/raw-client.ts';
import { startSandbox } from '../support/real-gateway.ts';
import { testSeal } from '../support/seal.ts';
import { spawnWaybill } from '../support/spawn.ts';
import type { Bench, Size } from './bench.ts';
import { newFolder } from './kit/folder.ts';

/**
 * Enough, because more messages do not change the rate. Each takes two flushes, which take 10 ms or more on a busy
 * disk.
 */
const MESSAGES: Record<Size, number> = { full: 1_000, quick: 200 };
const CONTACTS = 50;
const CONCURRENCY = 3;
const KEEPALIVE = { keepaliveMs: 1e9, keepaliveTimeoutMs: 1e9 };

type Sandbox = Awaited<ReturnType<typeof startSandbox>>;
type Send = (count: number) => Promise<number>;

const numberOf = (index: number): string => `62812000070${10 + (index % CONTACTS)}`;
const scan = (sandbox: Sandbox, qr: string) => sandbox.control.post('/api/sandbox/scan', { qr });

const timed = async (count: number, work: () => Promise<unknown>): Promise<number> => {
  const start = performance.now();
  await work();
  return (count / (performance.now() - start)) * 1_000;
};

const waybill = async (sandbox: Sandbox, folder: string): Promise<{ send: Send; close(): Promise<void> }> => {
  const db = openDatabase(join(folder, 'waybill.db'));
  const project = openProjections(db);
  const log = sqliteLog(db, { project });
  await project.catchUp(log);
  const whatsapp = isolatedWhatsApp({
    vault: sqliteVault(db, testSeal()),
    content: () => null,
    clock: systemClock,
    logger: silentLogger,
    url: sandbox.env['WAYBILL_WHATSAPP_URL'],
    rootKey: sandbox.env['WAYBILL_WHATSAPP_ROOT_KEY'],
  });
  const ports = { db, log, clock: systemClock, entropy: systemEntropy, logger: silentLogger, whatsapp };
  const { gateway, fact, queue, system } = await startInside({ ...ports, keepalive: KEEPALIVE });
  await fact('session.qr_issued');
  const shown = gateway.sessions.qr('default');
  if (!shown.ok) throw new Error(shown.refusal.detail);
  await scan(sandbox, shown.value.qr);
  await fact('session.opened');
  await gateway.queues.configure('default', { concurrency: CONCURRENCY }, ANNA);

  const send: Send = async (count) => {
    await gateway.queues.pause('default', ANNA);
    await Promise.all(Array.from({ length: count }, (_, index) => queue({ number: numberOf(index) })));
    let left = count;
    const { promise: ended, resolve } = Promise.withResolvers<void>();
    const forget = log.onCommit((facts) => {
      left -= facts.filter(({ type }) => type === 'job.completed').length;
      if (left === 0) resolve();
    });
    const rate = await timed(count, async () => {
      await gateway.queues.resume('default', ANNA);
      await ended;
    });
    forget();
    return rate;
  };
  return {
    send,
    async close() {
      await system.stop();
      await whatsapp.shut();
      await log.close();
    },
  };
};

const baileys = async (sandbox: Sandbox): Promise<{ send: Send; close(): void }> => {
  quietLibsignal();
  const url = sandbox.env['WAYBILL_WHATSAPP_URL'] ?? '';
  const auth = memoryAuth();
  const linking = rawClient(url, auth);
  const { qr = '' } = await linking.update((update) => update.qr !== undefined);
  await scan(sandbox, qr);
  await linking.closed();
  const client = rawClient(url, auth);
  await client.open();

  const send: Send = (count) =>
    timed(count, () => {
      let next = 0;
      const worker = async (): Promise<void> => {
        while (next < count) {
          next += 1;
          await client.send(`${numberOf(next)}@s.whatsapp.net`, 'Hello');
        }
      };
      return Promise.all(Array.from({ length: CONCURRENCY }, worker));
    });
  return { send, close: client.end };
};

export const p8: Bench = {
  name: 'p8',
  title: 'Messages acknowledged end to end by the sandbox, three at once, to contacts that are known',
  against: 'Baileys alone against the same sandbox',
  unit: 'messages/s',
  better: 'more',
  floor: 0.6,
  aim: 0.9,
  async open(size) {
    const folder = newFolder();
    const sandbox = await startSandbox(spawnWaybill, folder.path);
    const [ours, theirs] = [await waybill(sandbox, folder.path), await baileys(sandbox)];
    // Warms up: contacts are met, and code is compiled.
    for (const { send } of [ours, theirs]) await send(10 * CONTACTS);
    return {
      ours: () => ours.send(MESSAGES[size]),
      theirs: () => theirs.send(MESSAGES[size]),
      async close() {
        theirs.close();
        await ours.close();
        await sandbox.process.end('SIGTERM');
        folder.remove();
      },
    };
  },
};
