/** Compares what the phones show with what the clients wanted to say, and the data folder with its facts. */
import { partialDeepStrictEqual } from 'node:assert';
import { isDeepStrictEqual } from 'node:util';
import sharp from 'sharp';
import type { Client } from '../../support/client.ts';
import { fileNameOf } from './load.ts';
import { hasChanged, type Kind, type Message } from './script.ts';

interface Bubble {
  readonly messageId: string;
  readonly type: string;
  readonly text: string;
  readonly details: Readonly<Record<string, unknown>>;
  readonly replyTo: { readonly messageId: string } | null;
  readonly forwarded: number;
  readonly file: { readonly state: string; readonly problem: string | null } | null;
}

const idOf = (message: Message | null): string => message?.answer?.messageId ?? '';

/** What a phone shows of a message whose words are these. */
const SHOWN: Readonly<Record<Kind, (message: Message, words: string) => object>> = {
  text: (_, words) => ({ type: 'text', text: words }),
  image: (_, words) => ({ type: 'image', details: { caption: words } }),
  video: (_, words) => ({ type: 'video', details: { caption: words } }),
  audio: () => ({ type: 'audio' }),
  voice: () => ({ type: 'voice' }),
  document: (message) => ({ type: 'document', details: { fileName: fileNameOf(message) } }),
  sticker: () => ({ type: 'sticker' }),
  location: (_, words) => ({ type: 'location', details: { latitude: -6.2, longitude: 106.8, name: words } }),
  contacts: (_, words) => ({ type: 'contacts', details: { contacts: [{ name: words }] } }),
  poll: (_, words) => ({ type: 'poll', details: { question: words, options: ['Today', 'Tomorrow'] } }),
  reaction: ({ about }) => ({ type: 'reaction', details: { to: idOf(about), emoji: '👍' } }),
  edit: ({ about }, words) => ({ type: 'edit', details: { of: idOf(about), content: editOf(about, words) } }),
  delete: ({ about }) => ({ type: 'delete', details: { of: idOf(about) } }),
  /** What it passes on, and a mark. */
  forward: ({ about }, words) => ({ ...(about ? SHOWN[about.kind](about, words) : {}), forwarded: 1 }),
};

const editOf = (about: Message | null, words: string): object =>
  about?.kind === 'text' ? { body: words } : { caption: words };

const fits = (found: object, expected: object): boolean => {
  try {
    partialDeepStrictEqual(found, expected);
    return true;
  } catch {
    return false;
  }
};

/** The messages that go out, in the order in which their clients sent them. */
const outgoing = (messages: readonly Message[]): readonly Message[] => {
  const withdrawn = new Set(
    messages.filter((one) => one.kind === 'delete' && hasChanged(one)).map(({ about }) => about),
  );
  return messages.filter((message) => !hasChanged(message) && !withdrawn.has(message));
};

/** The message whose words and file this one shows. */
const sourceOf = (message: Message): Message => (message.kind === 'forward' && message.about) || message;

/** The words that a message shows, after the last change while it waited. */
const lastWords = (message: Message, messages: readonly Message[]): string => {
  const source = sourceOf(message);
  const change = messages.findLast((one) => one.kind === 'edit' && one.about === source && hasChanged(one));
  return (change ?? source).words;
};

const isWhole = async (message: Message, bytes: Buffer): Promise<boolean> => {
  if (message.kind !== 'sticker') return message.bytes?.equals(bytes) ?? false;
  const { data, info } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true });
  const source = await sharp(message.bytes ?? bytes)
    .raw()
    .toBuffer();
  const middle = ((info.height >> 1) * info.width + (info.width >> 1)) * info.channels;
  const isNear = [0, 1, 2].every((channel) => Math.abs((data[middle + channel] ?? 0) - (source[channel] ?? 255)) < 8);
  return isNear && info.width === 512 && info.height === 512;
};

const fileProblem = async (sandbox: Client, message: Message, shown: Bubble): Promise<readonly string[]> => {
  const source = sourceOf(message);
  if (source.bytes === null) return [];
  const path = `/api/sandbox/phones/${message.number}/messages/${shown.messageId}/file`;
  const response = await fetch(sandbox.url + path, { headers: { authorization: `Bearer ${sandbox.token}` } });
  const bytes = Buffer.from(await response.arrayBuffer());
  if (response.status === 200 && (await isWhole(source, bytes))) return [];
  return [`the file of "${message.words}" (${message.kind}) is not whole on its phone: ${response.status}`];
};

const chatProblems = async (sandbox: Client, messages: readonly Message[]): Promise<readonly string[]> => {
  const number = messages[0]?.number ?? '';
  const { body } = await sandbox.get<{ items: { messages: Bubble[] }[] }>(`/api/sandbox/inbox?number=${number}`);
  const shown = body.items.flatMap((inbox) => inbox.messages);
  const expected = outgoing(messages);
  const problems: string[] = [];
  if (
    !isDeepStrictEqual(
      shown.map(({ messageId }) => messageId),
      expected.map(idOf),
    )
  )
    problems.push(
      `${number} shows ${shown.map(({ type, text }) => `${type} "${text}"`).join(', ')} and not ${expected.map(({ kind, words }) => `${kind} "${words}"`).join(', ')}`,
    );
  for (const message of expected) {
    const bubble = shown.find(({ messageId }) => messageId === idOf(message));
    if (!bubble) continue;
    const words = lastWords(message, messages);
    const replyTo = message.kind === 'text' && message.about ? { messageId: idOf(message.about) } : null;
    if (!fits(bubble, SHOWN[message.kind](message, words)) || !fits({ replyTo: bubble.replyTo }, { replyTo }))
      problems.push(`"${words}" (${message.kind}) is shown as ${JSON.stringify(bubble)}`);
    problems.push(...(await fileProblem(sandbox, message, bubble)));
  }
  return problems;
};

interface Job {
  readonly jobId: string;
  readonly status: string;
}

/** Each accepted message has its job, and there is no other. */
const jobProblems = (jobs: readonly Job[], chats: readonly (readonly Message[])[]): readonly string[] => {
  const expected = chats.flatMap((messages) => {
    const sent = new Set(outgoing(messages));
    return messages
      .filter((message) => !hasChanged(message))
      .map((message) => `${message.answer?.jobId} ${sent.has(message) ? 'completed' : 'cancelled'}`);
  });
  const found = new Set(jobs.map(({ jobId, status }) => `${jobId} ${status}`));
  return [
    ...expected.filter((job) => !found.has(job)).map((job) => `there is no job ${job}`),
    ...(jobs.length === expected.length ? [] : [`there are ${jobs.length} jobs, and not ${expected.length}`]),
  ];
};

/** The broken promises, as sentences; empty if all were kept. */
export const judgeMixed = async (
  gateway: Client,
  sandbox: Client,
  chats: readonly (readonly Message[])[],
): Promise<readonly string[]> => {
  const { body } = await gateway.get<{ items: Job[] }>('/api/whatsapp/jobs?limit=500');
  const shown = await Promise.all(chats.map((messages) => chatProblems(sandbox, messages)));
  return [...jobProblems(body.items, chats), ...shown.flat()];
};
