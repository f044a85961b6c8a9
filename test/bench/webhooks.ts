/**
 * `npm run bench:webhooks [-- --messages 5000 --chats 200 --payload full]`: what deliveries cost. One endpoint is as many
 * messages behind and catches up; its receiver is a process of its own, on the same cores.
 *
 * Prints events a second, and the processor time of the main thread for each. The aims are 1,000 and 0.3 ms.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { EndpointConfig } from '../../src/events/facts/webhook.ts';
import { sayBeside } from '../../src/events/log/content.ts';
import { parseAllow } from '../../src/fetching/allow.ts';
import { createPoster } from '../../src/fetching/posting.ts';
import { SYSTEM } from '../../src/kernel/caller.ts';
import { systemClock } from '../../src/kernel/clock.ts';
import { systemEntropy } from '../../src/kernel/entropy.ts';
import { silentLogger } from '../../src/kernel/logger.ts';
import { openReads } from '../../src/projections/reads.ts';
import { openDatabase } from '../../src/storage/sqlite/database.ts';
import { openProjections } from '../../src/storage/sqlite/projector.ts';
import { sqliteLog } from '../../src/storage/sqlite/sqlite-log.ts';
import { sqliteWebhookRecords } from '../../src/storage/sqlite/webhook-records.ts';
import { newSecret } from '../../src/webhooks/sending/signing.ts';
import { createWebhooks } from '../../src/webhooks/webhooks.ts';
import { chatting } from '../support/chatting.ts';
import { endpointConfig } from '../support/facts.ts';
import { testSeal } from '../support/seal.ts';
import { newFolder } from './kit/folder.ts';

const { values } = parseArgs({
  options: {
    messages: { type: 'string', default: '5000' },
    chats: { type: 'string', default: '200' },
    payload: { type: 'string', default: 'full' },
  },
});
const messages = Number(values.messages);
const chats = Number(values.chats);
const payload: EndpointConfig['payload'] = values.payload === 'thin' ? 'thin' : 'full';

const LOCAL = '127.0.0.1';
const allowed = parseAllow(LOCAL);
if (!allowed.ok) throw new Error(allowed.refusal.detail);

const receiver = spawn(process.execPath, [fileURLToPath(new URL('kit/receiver.ts', import.meta.url))], {
  stdio: ['ignore', 'pipe', 'inherit'],
});
const [port] = (await once(receiver.stdout, 'data')) as [Buffer];
const folder = newFolder();

const db = openDatabase(join(folder.path, 'waybill.db'));
const log = sqliteLog(db, { project: openProjections(db) });
const reads = openReads(db, log);
const chat = chatting(log);
// The recorder records who somebody is once, and not for each message.
for (let at = 0; at < messages; at += 1)
  await chat.receive({
    chat: `62813${String(at % chats).padStart(5, '0')}777@s.whatsapp.net`,
    messageId: `M${at}`,
    text: `message ${at} of the bench`,
    ...(at < chats ? { pushName: 'Anna' } : { heard: { pushName: 'Anna', quoted: null, referral: null } }),
  });

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
const { id, endpoint } = webhooks.create();
webhooks.records.keepSecrets(id, { secret: newSecret(systemEntropy), former: null, headers: {} });
const url = `http://${LOCAL}:${String(port).trim()}/`;
const { said, ref } = sayBeside('endpoint', { name: 'Bench', url }, systemEntropy);
const config: EndpointConfig = { ...endpointConfig, payload };
const created = { type: 'create', config, about: ref, headers: 0, startAt: 0, source: 'api' } as const;
await endpoint.actor.tell(created, SYSTEM, { contents: [said] });

const used = process.threadCpuUsage();
const start = performance.now();
webhooks.start();
const delivered = (): number => webhooks.figures().deliveries.get('delivered') ?? 0;
while (delivered() < messages) await pause(100);
const ms = performance.now() - start;
const { user, system } = process.threadCpuUsage(used);

console.log(`${messages} messages of ${chats} chats, ${payload}`);
console.log(`${Math.round((messages * 1_000) / ms)} events a second (aim: 1,000)`);
console.log(`${((user + system) / 1_000 / messages).toFixed(3)} ms of the main thread for each (aim: 0.3)`);

webhooks.stop();
receiver.kill();
await log.close();
folder.remove();
