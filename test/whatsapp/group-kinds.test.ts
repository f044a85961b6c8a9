/** Every kind of message to a group and as a status, with its file: real client, real wire, real keys. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { streamOf } from '../../src/kernel/ids.ts';
import { CONTENT_KINDS } from '../../src/messages/content.ts';
import { type FileKind, type Files, makeFiles, TYPES } from '../crash/mixed/files.ts';
import { AYU, BUDI, CITRA, type RoomRig, roomRig, sha256, STATUS, text } from '../support/room-rig.ts';

const FILE_KINDS = Object.keys(TYPES) as FileKind[];

let rig: RoomRig;
let files: Files;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'waybill-kinds-'));
  [rig, files] = await Promise.all([roomRig(), makeFiles(folder)]);
});
afterAll(async () => {
  await rig.run.close();
  rmSync(folder, { recursive: true });
});

/** Compares the file on a phone with the file that was sent. Waybill converts pictures for stickers alone. */
const expectSame = async (kind: FileKind, received: Buffer, original: Buffer): Promise<void> => {
  if (kind !== 'sticker') return expect(sha256(received)).toBe(sha256(original));
  expect(await sharp(received).metadata()).toMatchObject({ format: 'webp', width: 512, height: 512 });
};

test.each(['lid', 'pn'] as const)('a group of the %s form gets every kind, on each phone', async (addressing) => {
  const { group, sent, bubble, fileOn } = rig;
  const id = group({ addressing });
  const kinds = new Map<string, string>();
  const ship = async (kind: string, member: unknown): Promise<string> => {
    const { messageId } = await sent(id, kind, member);
    kinds.set(kind, messageId);
    return messageId;
  };
  for (const [number, kind] of FILE_KINDS.entries()) {
    const bytes = await files.of(kind, number);
    const messageId = await ship(kind, { media: { data: bytes.toString('base64'), mimetype: TYPES[kind] } });
    for (const phone of [AYU, BUDI]) {
      expect(bubble(phone, id, messageId)).toMatchObject({ type: kind, copies: 1 });
      await expectSame(kind, await fileOn(phone, messageId), bytes);
    }
  }
  const messageId = await ship('text', text('Hello all'));
  await ship('location', { latitude: -6.2, longitude: 106.8 });
  await ship('contacts', [{ name: 'Ayu', phones: [{ number: '+62 811 1111' }] }]);
  await ship('poll', { question: 'When?', options: ['Today', 'Tomorrow'], selectable: 1 });
  for (const [kind, shown] of kinds) expect(bubble(BUDI, id, shown)?.type).toBe(kind);
  await ship('reaction', { messageId, emoji: '👍' });
  await ship('edit', { messageId, text: 'Hello everybody' });
  await ship('forward', { messageId });
  await ship('delete', { messageId });
  expect(bubble(BUDI, id, messageId)).toMatchObject({ text: 'This message was deleted', edited: true, deleted: true });
  expect([...kinds.keys()].toSorted()).toEqual(CONTENT_KINDS.toSorted());
});

test('a voice note is played', async () => {
  const { run, api, sent } = rig;
  const bytes = await files.of('voice', 0);
  const { jobId, messageId } = await sent(AYU, 'voice', { media: { data: bytes.toString('base64') } });
  const { length } = run.log.read(streamOf.job(jobId));
  run.control.receipt(AYU, messageId, 'played');
  const facts = await run.told(streamOf.job(jobId), 2, length);
  expect(facts.map(({ type }) => type)).toEqual(expect.arrayContaining(['job.read', 'job.played']));
  const { body } = await api(`GET /api/whatsapp/jobs/${jobId}`);
  expect(body).toMatchObject({ readAt: expect.any(String), playedAt: expect.any(String) });
});

test('a status is seen with its look and its picture by its audience, and by nobody else', async () => {
  const { run, sent, on, bubble, fileOn } = rig;
  const look = { background: '#128c7e', font: 'CALISTOGA_REGULAR' };
  const words = await sent(STATUS, 'text', { body: 'Closed today', ...look }, { audience: [AYU, BUDI] });
  const bytes = await files.of('image', 99);
  const media = { data: bytes.toString('base64') };
  const image = await sent(STATUS, 'image', { media, caption: 'Our shop' }, { audience: [AYU] });
  for (const phone of [AYU, BUDI]) expect(bubble(phone, STATUS, words.messageId)?.content).toMatchObject(look);
  expect(bubble(AYU, STATUS, image.messageId)).toMatchObject({ type: 'image', text: 'Our shop', copies: 1 });
  expect(sha256(await fileOn(AYU, image.messageId))).toBe(sha256(bytes));
  expect(on(BUDI, STATUS)).toHaveLength(1);
  expect(await run.control.file(BUDI, image.messageId)).toBeNull();
  expect(on(CITRA, STATUS)).toEqual([]);
});
