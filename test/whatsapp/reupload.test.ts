/** A file that the hosts have no more: the phone that sent it is asked for it, and its answer is read with care. */
import { EventEmitter } from 'node:events';
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { type BinaryNode, getBinaryNodeChild, getBinaryNodeChildBuffer, proto, type WASocket } from 'baileys';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { undelivered } from '../../src/whatsapp/baileys/failures.ts';
import { createReupload } from '../../src/whatsapp/baileys/media/reupload.ts';
import type { LostFile } from '../../src/whatsapp/port.ts';
import { type RunningWithSandbox, runningWithSandbox } from '../support/running-with-sandbox.ts';

const MEDIA_KEY = randomBytes(32);
const KEY = Buffer.from(hkdfSync('sha256', MEDIA_KEY, '', 'WhatsApp Media Retry Notification', 32));
const ME = '6281200000001:7@s.whatsapp.net';
const LOST: LostFile = {
  chatId: '120363041234567890@g.us',
  messageId: '3AD4F1C7',
  fromMe: false,
  participant: '6281234567890@s.whatsapp.net',
  mediaKey: MEDIA_KEY,
};
const { ResultType } = proto.MediaRetryNotification;

/** What a phone answers, encrypted as the protocol says. */
const answer = (said: proto.IMediaRetryNotification, id = LOST.messageId, key = KEY): BinaryNode => {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(id));
  const plain = proto.MediaRetryNotification.encode(said).finish();
  const sealed = Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  return notification(id, {
    tag: 'encrypt',
    attrs: {},
    content: [
      { tag: 'enc_p', attrs: {}, content: sealed },
      { tag: 'enc_iv', attrs: {}, content: iv },
    ],
  });
};

const notification = (id: string, first: BinaryNode): BinaryNode => ({
  tag: 'notification',
  attrs: { type: 'mediaretry', id, from: ME },
  content: [first, { tag: 'rmr', attrs: { jid: LOST.chatId, from_me: 'false' } }],
});

const error = (code: string): BinaryNode => notification(LOST.messageId, { tag: 'error', attrs: { code } });

/** Asks, and lets the phone answer with these notifications. */
const asking = async (...answers: readonly BinaryNode[]) => {
  const ws = new EventEmitter();
  const sent: BinaryNode[] = [];
  const sendNode = async (node: BinaryNode) => {
    sent.push(node);
    for (const one of answers) ws.emit('CB:notification,type:mediaretry', one);
  };
  const silence = Promise.reject(undelivered('network_timeout', false));
  silence.catch(() => {});
  const reupload = createReupload({
    socket: { ws, sendNode } as unknown as Pick<WASocket, 'ws' | 'sendNode'>,
    account: () => ME,
    ask: (question) => question(),
    answerOf: (promise) => (answers.length === 0 ? silence : promise),
  });
  const told = await reupload(LOST).catch((thrown: unknown) => thrown);
  expect(ws.listenerCount('CB:notification,type:mediaretry')).toBe(0);
  return { told, sent };
};

test('the question names the message, its chat and its author, and proves that it knows the key', async () => {
  const { sent } = await asking();
  expect(sent).toMatchObject([{ tag: 'receipt', attrs: { id: LOST.messageId, type: 'server-error' } }]);
  expect(sent[0]?.attrs['to']).toBe('6281200000001@s.whatsapp.net');
  expect(getBinaryNodeChild(sent[0], 'rmr')?.attrs).toEqual({
    jid: LOST.chatId,
    from_me: 'false',
    participant: LOST.participant,
  });
  const encrypt = getBinaryNodeChild(sent[0], 'encrypt');
  const [sealed, iv] = ['enc_p', 'enc_iv'].map((tag) => Buffer.from(getBinaryNodeChildBuffer(encrypt, tag) ?? []));
  const decipher = createDecipheriv('aes-256-gcm', KEY, iv ?? Buffer.alloc(0)).setAAD(Buffer.from(LOST.messageId));
  decipher.setAuthTag(sealed?.subarray(-16) ?? Buffer.alloc(0));
  const plain = Buffer.concat([decipher.update(sealed?.subarray(0, -16) ?? Buffer.alloc(0)), decipher.final()]);
  expect(proto.ServerErrorReceipt.decode(plain).stanzaId).toBe(LOST.messageId);
});

test('the answer to another message is not taken for that of this one', async () => {
  const other = answer({ result: ResultType.SUCCESS, directPath: '/other' }, '3AD4F1C8');
  const { told } = await asking(other, answer({ result: ResultType.SUCCESS, directPath: '/again' }));
  expect(told).toBe('/again');
});

test.each<[string, BinaryNode]>([
  ['in an error', error('2')],
  ['in its answer', answer({ result: ResultType.NOT_FOUND })],
])('a phone that has the file no more says so %s', async (_, said) => {
  expect((await asking(said)).told).toBeNull();
});

test.each<[string, BinaryNode]>([
  ['a general error', error('0')],
  ['an error without meaning', error('what')],
  ['an answer that it could not decrypt the question', answer({ result: ResultType.DECRYPTION_ERROR })],
  ['success without a path', answer({ result: ResultType.SUCCESS })],
  [
    'an answer under another key',
    answer({ result: ResultType.SUCCESS, directPath: '/x' }, LOST.messageId, randomBytes(32)),
  ],
  ['an answer without the message', { ...error('2'), content: [] }],
])('%s is a failure that is tried again', async (_, said) => {
  expect((await asking(said)).told).toMatchObject({ failure: { code: 'protocol_error', retryable: true } });
});

test('a phone that is off leaves the question unanswered', async () => {
  expect((await asking()).told).toMatchObject({ failure: { code: 'network_timeout' } });
});

describe('the real client and the phone of the sandbox', () => {
  let run: RunningWithSandbox;
  beforeAll(async () => {
    run = await runningWithSandbox({ media: true, fetches: true });
    await run.ready();
  });
  afterAll(() => run.close());

  const AYU = '6281234567801';
  const FORGETFUL = '6281234560605';
  const ACCOUNT = '6281100009999';
  const image = { kind: 'image', caption: null, file: { bytes: randomBytes(2_000), mimetype: 'image/jpeg' } } as const;
  /** Each of the two hosts that WhatsApp names has the file no more. */
  const lose = () => run.control.mediaFault({ how: 'refused', code: 404, transfer: 'download' }, 2);
  /** The facts of the one file of a chat, once it has this fact. */
  const storyWith = async (type: 'media.stored' | 'media.expired', after: number) => {
    const { stream } = await run.fact(type, ({ position }) => position > after);
    return run.story(stream);
  };

  test('a file that the hosts have no more is uploaded again, and then it is here', async () => {
    const { position } = run.log.head();
    lose();
    await run.control.write(AYU, image);
    expect(await storyWith('media.stored', position)).toEqual(['media.awaited', 'media.relocated', 'media.stored']);
    expect(run.journal().some((entry) => entry.type === 'taken' && entry.key.startsWith('media_retry '))).toBe(true);
  });

  test('in a group the phone finds it by its chat and author, also one that it sent itself', async () => {
    const { id } = run.control.createGroup({ subject: 'Parcels', members: [AYU] });
    for (const from of [AYU, ACCOUNT]) {
      const { position } = run.log.head();
      lose();
      await run.control.writeInGroup(id, from, image);
      expect(await storyWith('media.stored', position)).toContain('media.relocated');
    }
  });

  test('a file that the phone refuses to upload again is expired', async () => {
    const { position } = run.log.head();
    lose();
    await run.control.write(FORGETFUL, image);
    expect(await storyWith('media.expired', position)).toEqual(['media.awaited', 'media.expired']);
  });
});
