/**
 * Makes a sample of the format of today, with files and messages that name others: `node test/samples/make.ts FOLDER`.
 * The process is killed, so nothing was closed. Run it before the format changes.
 */
import { mkdtempSync, mkdirSync, cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import sharp from 'sharp';
import { openDatabase } from '../../src/storage/sqlite/database.ts';
import { healed } from '../crash/healed.ts';
import type { Client } from '../support/client.ts';
import { command } from '../support/command.ts';
import { layLinked } from '../support/linked-folder.ts';
import { ready, startGateway } from '../support/real-gateway.ts';
import { spawnWaybill } from '../support/spawn.ts';
import { foldedIn } from './folded.ts';

const ANNA = '6281234567890';
const BUDI = '6281234567891';
const NOBODY = '6281200000404';

interface Sent {
  readonly jobId: string;
  readonly messageId: string;
}

const senderOf =
  (client: Client) =>
  async (to: string, type: string, member: unknown, more: object = {}, headers = {}): Promise<Sent> => {
    const body = { to, type, [type]: member, ...more };
    const answer = await client.post<Sent>('/api/whatsapp/messages', body, headers);
    if (answer.status > 202) throw new Error(`${type} was answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  };

const picture = (): Promise<Buffer> =>
  sharp({ create: { width: 64, height: 48, channels: 3, background: '#0c785a' } })
    .jpeg()
    .toBuffer();

/** What happened while the queue was running, and is in the archive later. */
const sendAndEnd = async (client: Client): Promise<Sent> => {
  const send = senderOf(client);
  const media = { data: (await picture()).toString('base64'), fileName: 'parcel.jpg' };
  const image = await send(ANNA, 'image', { media, caption: 'Your parcel' }, { clientRef: 'order-1' });
  await send(BUDI, 'document', { media, fileName: 'parcel.jpg' }, { metadata: { shop: 'jakarta' } });
  const text = await send(ANNA, 'text', { body: 'Is it this one?' }, { replyTo: image.messageId });
  await send(ANNA, 'reaction', { messageId: image.messageId, emoji: '👍' });
  await send(ANNA, 'edit', { messageId: text.messageId, text: 'Is it that one?' });
  await send(BUDI, 'forward', { messageId: image.messageId });
  await send(BUDI, 'poll', { question: 'When?', options: ['Today', 'Tomorrow'], selectable: 1 });
  await send(NOBODY, 'text', { body: 'To nobody' });
  await healed(client);
  return image;
};

/** What still waits when the process is killed. */
const sendAndWait = async (client: Client, image: Sent): Promise<void> => {
  const send = senderOf(client);
  await client.post('/api/whatsapp/queue/pause');
  const edited = await send(ANNA, 'text', { body: 'Helo' });
  await send(ANNA, 'edit', { messageId: edited.messageId, text: 'Hello' }, {}, { 'idempotency-key': 'an-edit' });
  const withdrawn = await send(ANNA, 'text', { body: 'By mistake' });
  await send(ANNA, 'delete', { messageId: withdrawn.messageId });
  await send(ANNA, 'reaction', { messageId: edited.messageId, emoji: '👍' }, { priority: 'HIGH' });
  await send(
    BUDI,
    'forward',
    { messageId: image.messageId },
    { expiresAt: new Date(Date.now() + 3.6e6).toISOString() },
  );
  const voice = { media: { data: Buffer.from('A report').toString('base64'), fileName: 'report.txt' } };
  await send(BUDI, 'document', voice, { sendAt: new Date(Date.now() + 7.2e6).toISOString() });
};

const folder = process.argv[2] ?? '';
const data = join(mkdtempSync(join(tmpdir(), 'waybill-sample-')), 'data');
await layLinked(data);
const { client, process: gateway } = await startGateway(spawnWaybill, data, { WAYBILL_WHATSAPP: 'sandbox' });
await ready(client);
await sendAndWait(client, await sendAndEnd(client));
await gateway.end('SIGKILL');
const archived = await command(['archive', '--before', new Date(Date.now() + 1_000).toISOString()], {
  WAYBILL_DATA: data,
});
if (archived.code !== 0) throw new Error(archived.output);

const db = openDatabase(join(data, 'waybill.db'));
db.pragma('wal_checkpoint(truncate)');
db.close();
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, 'waybill.db.gz'), gzipSync(readFileSync(join(data, 'waybill.db')), { level: 9 }));
writeFileSync(join(folder, 'expected.json'), `${JSON.stringify(await foldedIn(data), null, 1)}\n`);
cpSync(join(data, 'encryption-key'), join(folder, 'encryption-key'));
for (const kept of ['archive', 'media']) cpSync(join(data, kept), join(folder, kept), { recursive: true });
rmSync(join(folder, 'media', 'scratch'), { recursive: true, force: true });
rmSync(join(data, '..'), { recursive: true });
