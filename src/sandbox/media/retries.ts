/**
 * Devices ask the account's phone to upload the file of a message again, because the host has it no more.
 *
 * Question and answer are encrypted under a key that follows from the file's own key, so the server learns nothing, and
 * only who has the message can ask. Written from the protocol, without the client's code.
 */
import { createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto';
import { proto } from 'baileys/WAProto/index.js';
import { lettersIn } from '../incoming/letters-on-phone.ts';
import { fileIn, type Media } from '../kinds/shown.ts';
import type { LinkedDevice } from '../memory.ts';
import { bytesOf, childOf, type Node } from '../nodes.ts';
import { post } from '../outbox.ts';
import { behaviourOf } from '../test-numbers.ts';
import type { Waiting } from '../waiting.ts';
import type { World } from '../world.ts';

type Retry = Extract<Waiting, { kind: 'media_retry' }>;

const { SUCCESS, NOT_FOUND, DECRYPTION_ERROR } = proto.MediaRetryNotification.ResultType;
const KEY_BYTES = 32;
const IV_BYTES = 12;
const TAG_BYTES = 16;

const keyOf = ({ sealed }: Media): Uint8Array =>
  new Uint8Array(
    hkdfSync(
      'sha256',
      Buffer.from(sealed.key, 'base64'),
      Buffer.alloc(0),
      'WhatsApp Media Retry Notification',
      KEY_BYTES,
    ),
  );

/** Whether the question is one for this message, by somebody who has its key. */
const isGenuine = (question: Node | undefined, media: Media, id: string): boolean => {
  const [sealed, iv] = [bytesOf(childOf(question, 'enc_p')), bytesOf(childOf(question, 'enc_iv'))];
  try {
    const decipher = createDecipheriv('aes-256-gcm', keyOf(media), iv).setAAD(Buffer.from(id));
    decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
    const plain = Buffer.concat([decipher.update(sealed.subarray(0, -TAG_BYTES)), decipher.final()]);
    return proto.ServerErrorReceipt.decode(plain).stanzaId === id;
  } catch {
    return false;
  }
};

const sealedAnswer = (
  { entropy }: World,
  media: Media,
  id: string,
  said: proto.IMediaRetryNotification,
): Retry['sealed'] => {
  const iv = Buffer.from(entropy.bytes(IV_BYTES));
  const cipher = createCipheriv('aes-256-gcm', keyOf(media), iv).setAAD(Buffer.from(id));
  const plain = proto.MediaRetryNotification.encode({ stanzaId: id, ...said }).finish();
  const body = Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  return { body: body.toString('base64'), iv: iv.toString('base64') };
};

/** The phone uploads the file again, if it still has it: the host then has it under another path. */
const answerOf = (world: World, question: Node | undefined, chat: string, id: string): Retry['sealed'] => {
  const letter = lettersIn(world, chat).find((each) => each.id === id);
  const file = letter && fileIn(letter.content);
  if (!letter || !file) return null;
  const { media } = file;
  if (!isGenuine(question, media, id)) return sealedAnswer(world, media, id, { result: DECRYPTION_ERROR });
  if (behaviourOf(letter.from)?.kind === 'loses_files') return sealedAnswer(world, media, id, { result: NOT_FOUND });
  const directPath = `${media.sealed.directPath}?again=${world.clock.now()}`;
  return sealedAnswer(world, media, id, { result: SUCCESS, directPath });
};

/** The phone reads the question, and answers it. */
export const takeMediaRetry = (world: World, { jid }: LinkedDevice, receipt: Node): void => {
  const { id = '' } = receipt.attrs;
  const { jid: chat = '', from_me: fromMe = 'false', participant } = childOf(receipt, 'rmr')?.attrs ?? {};
  const sealed = answerOf(world, childOf(receipt, 'encrypt'), chat, id);
  post(world, jid, {
    kind: 'media_retry',
    id,
    chat,
    fromMe,
    ...(participant === undefined ? {} : { author: participant }),
    sealed,
    at: world.clock.now(),
  });
};
