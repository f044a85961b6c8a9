/** Webhooks over a log in a file, with receivers in a process of their own on the same cores. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { EndpointConfig } from '../../../src/events/facts/webhook.ts';
import { sayBeside } from '../../../src/events/log/content.ts';
import { parseAllow } from '../../../src/fetching/allow.ts';
import { createPoster } from '../../../src/fetching/posting.ts';
import { SYSTEM } from '../../../src/kernel/caller.ts';
import { systemClock } from '../../../src/kernel/clock.ts';
import { systemEntropy } from '../../../src/kernel/entropy.ts';
import { silentLogger } from '../../../src/kernel/logger.ts';
import { openReads } from '../../../src/projections/reads.ts';
import { openDatabase } from '../../../src/storage/sqlite/database.ts';
import { openProjections } from '../../../src/storage/sqlite/projector.ts';
import { sqliteLog } from '../../../src/storage/sqlite/sqlite-log.ts';
import { sqliteWebhookRecords } from '../../../src/storage/sqlite/webhook-records.ts';
import { newSecret } from '../../../src/webhooks/sending/signing.ts';
import { createWebhooks, type Webhooks } from '../../../src/webhooks/webhooks.ts';
import { chatting } from '../../support/chatting.ts';
import { endpointConfig } from '../../support/facts.ts';
import { testSeal } from '../../support/seal.ts';
import { newFolder } from './folder.ts';

export interface Hooked {
  readonly webhooks: Webhooks;
  /** The addresses of receivers: one that answers, one that takes requests and never answers, and one where nobody is. */
  readonly urls: { readonly fine: string; readonly hanging: string; readonly nobody: string };
  /** Records so many messages of so many chats. */
  hear(messages: number, chats: number): Promise<void>;
  /** Makes an endpoint that begins before the first message. */
  endpoint(url: string, config?: Partial<EndpointConfig>): Promise<string>;
  /** Resolves when so many deliveries were answered well. @throws Error where the machine is too busy to answer in time. */
  delivered(count: number): Promise<void>;
  close(): Promise<void>;
}

const LOCAL = '127.0.0.1';
/** Messages that are recorded at once, in one transaction. */
const AT_ONCE = 200;
const LOOK_MS = 50;

const urlOf = (port: string | number | undefined): string => `http://${LOCAL}:${port}/`;

const openReceivers = async () => {
  const receiver = spawn(process.execPath, [fileURLToPath(new URL('receiver.ts', import.meta.url))], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [said] = (await once(receiver.stdout, 'data')) as [Buffer];
  const [fine, hanging] = String(said).trim().split(' ');
  // Nobody listens at the port of tcpmux.
  return { urls: { fine: urlOf(fine), hanging: urlOf(hanging), nobody: urlOf(1) }, close: () => receiver.kill() };
};

export const openHooked = async (): Promise<Hooked> => {
  const allowed = parseAllow(LOCAL);
  if (!allowed.ok) throw new Error(allowed.refusal.detail);
  const receivers = await openReceivers();
  const folder = newFolder();
  const db = openDatabase(join(folder.path, 'waybill.db'));
  const log = sqliteLog(db, { project: openProjections(db) });
  const chat = chatting(log);
  const reads = openReads(db, log);
  const answering: string[] = [];
  const isBusy = (): boolean => answering.some((id) => reads.webhooks.byId(id)?.state === 'failing');
  const webhooks = createWebhooks({
    log,
    reads,
    records: sqliteWebhookRecords(db, testSeal()),
    clock: systemClock,
    entropy: systemEntropy,
    logger: silentLogger,
    openPoster: (terms) => createPoster({ allow: allowed.value, clock: systemClock, ...terms }),
    wakeAt: () => {},
    defect(thrown) {
      throw thrown;
    },
  });

  /** The recorder records who somebody is once, and not for each message. */
  const receive = (at: number, chats: number): Promise<number> =>
    chat.receive({
      chat: `62813${String(at % chats).padStart(5, '0')}777@s.whatsapp.net`,
      messageId: `M${at}`,
      text: `message ${at} of the bench`,
      ...(at < chats ? { pushName: 'Anna' } : { heard: { pushName: 'Anna', quoted: null, referral: null } }),
    });

  return {
    webhooks,
    urls: receivers.urls,
    async hear(messages, chats) {
      for (let first = 0; first < messages; first += AT_ONCE) {
        const count = Math.min(AT_ONCE, messages - first);
        await Promise.all(Array.from({ length: count }, (_, place) => receive(first + place, chats)));
      }
    },
    async endpoint(url, config = {}) {
      const { id, endpoint } = webhooks.create();
      if (url === receivers.urls.fine) answering.push(id);
      webhooks.records.keepSecrets(id, { secret: newSecret(systemEntropy), formers: [], headers: {} });
      const { said, ref } = sayBeside('endpoint', { name: 'Bench', url }, systemEntropy);
      const created = { config: { ...endpointConfig, ...config }, about: ref, headers: 0, startAt: 0 } as const;
      await endpoint.actor.tell({ type: 'create', ...created, source: 'api' }, SYSTEM, { contents: [said] });
      return id;
    },
    async delivered(count) {
      while ((webhooks.figures().deliveries.get('delivered') ?? 0) < count) {
        if (isBusy()) throw new Error('The machine is too busy: a receiver that answers did not do so in time.');
        await pause(LOOK_MS);
      }
    },
    async close() {
      webhooks.stop();
      receivers.close();
      await log.close();
      folder.remove();
    },
  };
};
