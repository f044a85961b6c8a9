/** Phones that could not read a message ask for it again, after a restart too: any kind is composed from the record. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { proto } from 'baileys';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Content, CONTENT_KINDS } from '../../src/messages/content.ts';
import { compose } from '../../src/whatsapp/baileys/composing.ts';
import { secretsOf } from '../../src/whatsapp/baileys/secrets.ts';
import type { Received } from '../../src/sandbox/control.ts';
import { type FileKind, type Files, makeFiles, TYPES } from '../crash/mixed/files.ts';
import { AYU, BUDI, type RoomRig, roomRig, text } from '../support/room-rig.ts';

const FILE_KINDS = Object.keys(TYPES) as FileKind[];
const CHAT = `${AYU}@s.whatsapp.net`;

let rig: RoomRig;
let files: Files;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'waybill-again-'));
  [rig, files] = await Promise.all([roomRig(), makeFiles(folder)]);
});
afterAll(async () => {
  await rig.run.close();
  rmSync(folder, { recursive: true });
});

const onPhone = (messageId: string): Received | undefined =>
  rig.run.control.inboxes(AYU)[0]?.messages.find((message) => message.messageId === messageId);

/** Looks at the phones again whenever they change. */
const until = (done: () => boolean): Promise<void> =>
  new Promise((resolve) => {
    if (done()) return resolve();
    const forget = rig.run.control.onChange(() => {
      if (!done()) return;
      forget();
      resolve();
    });
  });

/** One message of each kind; their ids by kind. */
const everyKind = async (): Promise<ReadonlyMap<string, string>> => {
  const sent = new Map<string, string>();
  const ship = async (kind: string, member: unknown, more: object = {}): Promise<string> => {
    const { messageId } = await rig.sent(AYU, kind, member, more);
    sent.set(kind, messageId);
    return messageId;
  };
  for (const kind of FILE_KINDS) {
    const bytes = await files.of(kind, 1);
    await ship(kind, { media: { data: bytes.toString('base64'), mimetype: TYPES[kind] } });
  }
  const theirs = await rig.run.control.write(AYU, { kind: 'text', body: 'Well?' });
  await rig.run.fact('message.received', ({ data }) => data.messageId === theirs.messageId);
  const messageId = await ship('text', text('Hello'), { replyTo: theirs.messageId });
  await ship('location', { latitude: -6.2, longitude: 106.8 });
  await ship('contacts', [{ name: 'Ayu', phones: [{ number: '+62 811 1111' }] }]);
  await ship('poll', { question: 'When?', options: ['Today', 'Tomorrow'], selectable: 1 });
  await ship('reaction', { messageId: theirs.messageId, emoji: '👍' });
  await ship('edit', { messageId, text: 'Hello again' });
  await ship('forward', { messageId });
  await ship('delete', { messageId });
  return sent;
};

describe('after a restart', () => {
  test('a message of any kind goes out once more as it was, its file is not uploaded again, and weeks do not matter', async () => {
    const sent = await everyKind();
    expect([...sent.keys()].toSorted()).toEqual(CONTENT_KINDS.toSorted());
    const group = rig.group({ addressing: 'lid' });
    const toGroup = await rig.sent(group, 'text', text('Hello all'));
    const first = new Map([...sent].map(([kind, messageId]) => [kind, onPhone(messageId)]));
    rig.run.control.mediaFault({ how: 'down', transfer: 'upload' }, 100);
    rig.run.clock.set(29 * 24 * 60 * 60 * 1000);
    await rig.run.restarted();
    for (const messageId of sent.values()) rig.run.control.askAgain(AYU, messageId);
    rig.run.control.askAgain(BUDI, toGroup.messageId, group);
    for (const [kind, messageId] of sent) {
      await until(() => onPhone(messageId)?.copies === 2);
      expect(onPhone(messageId)).toEqual({ ...first.get(kind), copies: 2 });
    }
    await until(() => rig.bubble(BUDI, group, toGroup.messageId)?.copies === 2);
    expect(rig.bubble(BUDI, group, toGroup.messageId)?.text).toBe('Hello all');
  });
});

describe('the bytes of a message', () => {
  test('are the same at another time, in another process of the linked device', async () => {
    const identity = { private: new Uint8Array(32).fill(7), public: new Uint8Array(32) };
    const composed = async (now: number) => {
      const ports = {
        clock: { now: () => now, after: () => () => {} },
        secretOf: secretsOf({ signedIdentityKey: identity }),
        account: () => '6281100009999@s.whatsapp.net',
        group: () => null,
      };
      const at = 1_700_000_000_000;
      const each: Content[] = [
        { kind: 'text', body: 'Hello' },
        { kind: 'reaction', messageId: 'M1', emoji: '👍' },
        { kind: 'edit', messageId: 'M1', text: 'Hello' },
        { kind: 'delete', messageId: 'M1' },
        { kind: 'poll', question: 'When?', options: ['Today'], selectable: 1, secret: 'c2VjcmV0' },
      ];
      const encoded = each.map(async (content) => {
        const message = { chatId: CHAT, messageId: '3EB0000000000000000001', content, at };
        const { message: said } = await compose(message, ports, () => Promise.reject(new Error('no file')));
        return Buffer.from(proto.Message.encode(said).finish()).toString('hex');
      });
      return Promise.all(encoded);
    };
    expect(await composed(1_800_000_000_000)).toEqual(await composed(1_700_000_000_000));
  });

  test('hold a secret of the message alone, and another one for each device', () => {
    const secrets = [1, 2].map((byte) => {
      const signedIdentityKey = { private: new Uint8Array(32).fill(byte), public: new Uint8Array(32) };
      return secretsOf({ signedIdentityKey });
    });
    const all = secrets.flatMap((of) => [of('3EB0000000000000000001'), of('3EB0000000000000000002')]);
    expect(new Set(all.map((secret) => Buffer.from(secret).toString('hex'))).size).toBe(4);
    expect(all.every(({ length }) => length === 32)).toBe(true);
  });
});
