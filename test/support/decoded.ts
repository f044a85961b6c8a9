/** What Waybill hears of a message after its way through WhatsApp's encoding. */
import { proto } from 'baileys';
import { heardIn } from '../../src/whatsapp/baileys/decoding.ts';
import type { HeardSaid, Spoken } from '../../src/whatsapp/heard.ts';

export const ANNA = '6281234567801@s.whatsapp.net';
export const MESSAGE = '3EB0C767D82B60E5A9F2';

export const encoded = (message: proto.IMessage): Uint8Array => proto.Message.encode(message).finish();

export const heardBytes = (bytes: Uint8Array, chat = ANNA): HeardSaid =>
  heardIn(proto.Message.decode(bytes), bytes, { chat });

export const heard = (message: proto.IMessage, chat = ANNA): HeardSaid => heardBytes(encoded(message), chat);

/** @throws Error for what is no message that can be read. */
export const spoken = (message: proto.IMessage, chat = ANNA): Spoken => {
  const said = heard(message, chat);
  if (said.type !== 'spoken') throw new Error(`It was heard as ${said.type}`);
  return said;
};

/** Where a file is, as its message says it. */
export const FILE = {
  url: 'https://mmg.whatsapp.net/v/t62.7118-24/1',
  directPath: '/v/t62.7118-24/1',
  mediaKey: new Uint8Array(32).fill(1),
  fileSha256: new Uint8Array(32).fill(2),
  fileEncSha256: new Uint8Array(32).fill(3),
  fileLength: 48_120,
  mimetype: 'image/jpeg',
} as const;
