/** Clients that send the messages of their chat one after another, and repeat a request that was not answered. */
import type { Client } from '../../support/client.ts';
import { TYPES } from './files.ts';
import { type Answered, type Kind, type Message, QUEUED_FIRST } from './script.ts';

type Media = { readonly id: string } | { readonly data: string; readonly mimetype: string; readonly fileName: string };

export const fileNameOf = ({ words }: Message): string => `${words.replaceAll(/\W+/g, '-')}.bin`;

/** The member of the request that is named like the kind. */
const MEMBERS: Readonly<Record<Kind, (message: Message, media: Media | null) => unknown>> = {
  text: ({ words }) => ({ body: words }),
  image: ({ words }, media) => ({ media, caption: words }),
  video: ({ words }, media) => ({ media, caption: words }),
  audio: (_, media) => ({ media }),
  voice: (_, media) => ({ media }),
  document: (message, media) => ({ media, fileName: fileNameOf(message) }),
  sticker: (_, media) => ({ media }),
  location: ({ words }) => ({ latitude: -6.2, longitude: 106.8, name: words }),
  contacts: ({ words }) => [{ name: words, phones: [{ number: '+62 811 1111' }] }],
  poll: ({ words }) => ({ question: words, options: ['Today', 'Tomorrow'], selectable: 1 }),
  reaction: ({ about }) => ({ messageId: about?.answer?.messageId, emoji: '👍' }),
  edit: ({ about, words }) => ({ messageId: about?.answer?.messageId, text: words }),
  delete: ({ about }) => ({ messageId: about?.answer?.messageId }),
  forward: ({ about }) => ({ messageId: about?.answer?.messageId }),
};

/** @throws when the gateway answers with anything but the promise. */
const promised = async <T>(message: Message, response: Response, ...statuses: readonly number[]): Promise<T> => {
  const text = await response.text();
  if (!statuses.includes(response.status))
    throw new Error(`"${message.words}" (${message.kind}) was answered ${response.status}: ${text}`);
  return JSON.parse(text) as T;
};

class Gone extends Error {}

const ask = async (path: string, init: RequestInit): Promise<Response> => {
  const response = await fetch(path, init).catch(() => null);
  if (response === null) throw new Gone();
  return response;
};

const upload = async ({ url, token }: Client, message: Message, bytes: Buffer, type: string): Promise<Media> => {
  const response = await ask(`${url}/api/whatsapp/media?fileName=${fileNameOf(message)}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': type },
    body: new Uint8Array(bytes),
  });
  return { id: (await promised<{ id: string }>(message, response, 201)).id };
};

const mediaOf = async (gateway: Client, message: Message): Promise<Media | null> => {
  const { bytes, kind } = message;
  if (bytes === null) return null;
  const mimetype = TYPES[kind as keyof typeof TYPES];
  if (message.uploadsFirst) return upload(gateway, message, bytes, mimetype);
  return { data: bytes.toString('base64'), mimetype, fileName: fileNameOf(message) };
};

const send = async (gateway: Client, message: Message): Promise<Answered> => {
  const { number, kind, words, about } = message;
  const names = kind === 'text' && about ? { replyTo: about.answer?.messageId } : {};
  const member = MEMBERS[kind](message, await mediaOf(gateway, message));
  const response = await ask(`${gateway.url}/api/whatsapp/messages`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${gateway.token}`,
      'content-type': 'application/json',
      'idempotency-key': words.replaceAll(' ', '-'),
    },
    body: JSON.stringify({ to: number, type: kind, [kind]: member, ...names }),
  });
  return promised<Answered>(message, response, 200, 202);
};

/** Whether the gateway is still there. */
const speak = async (gateway: Client, messages: readonly Message[]): Promise<boolean> => {
  try {
    for (const message of messages) message.answer ??= await send(gateway, message);
    return true;
  } catch (thrown) {
    if (thrown instanceof Gone) return false;
    throw thrown;
  }
};

export interface MixedLoad {
  /** All clients send until they have an answer for each message, or until the gateway is gone. */
  run(gateway: Client): Promise<void>;
}

/** `sends` is whether the queue is running: until then it is paused, so that changes find their message waiting. */
export const mixedLoad = (chats: readonly (readonly Message[])[], sends: () => boolean): MixedLoad => {
  const speakAll = async (gateway: Client, lines?: number): Promise<boolean> => {
    const there = await Promise.all(chats.map((messages) => speak(gateway, messages.slice(0, lines))));
    return there.every(Boolean);
  };
  return {
    async run(gateway) {
      if (!(await speakAll(gateway, QUEUED_FIRST)) || !sends()) return;
      const resumed = await gateway.post('/api/whatsapp/queue/resume').catch(() => null);
      if (resumed) await speakAll(gateway);
    },
  };
};
