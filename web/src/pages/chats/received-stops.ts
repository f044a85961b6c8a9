/** The way of a message that no job sent: one stop for each fact about it and its file, in the order of the log. */
import type { Schema } from '../../api/shape.ts';
import type { Stamp, Stop } from '../../waybill/stop.ts';
import { chatName } from '../../words/chats.ts';
import { durationText } from '../../words/times.ts';

type Fact = Schema<'Fact'>;
type FactOf<T extends Fact['type']> = Extract<Fact, { type: T }>;

export interface ReceivedStop extends Stop {
  readonly stream: string;
  readonly position: number;
}

interface Said {
  readonly stamp: Stamp;
  readonly title: string;
  readonly detail?: string;
  readonly code?: string;
}

const SOURCES: Readonly<Record<FactOf<'message.received'>['data']['source'], string>> = {
  live: 'WhatsApp handed it over as it was written.',
  offline: 'WhatsApp had kept it while the session was away.',
  phone: "It was written on another device of the account, and WhatsApp handed over this account's copy.",
  history: 'The phone handed it over with its history.',
};

const handedOver = ({ data: { source, unread, sentAt }, at }: FactOf<'message.received'>): Said => ({
  stamp: 'handed',
  title: 'Handed over and stored',
  detail: `${SOURCES[source]} It was on its way for ${durationText(Math.max(Date.parse(at) - sentAt, 0))}, and cannot be lost from here on.${
    unread ? ' It could not be read.' : ''
  }`,
  ...(unread ? { code: unread.reason } : {}),
});

const READ_WORDS: Readonly<Record<FactOf<'chat.read'>['data']['source'], string>> = {
  api: 'The chat was marked as read here.',
  phone: 'The chat was read on the phone.',
  auto: 'The chat was marked as read by itself.',
};

const MEDIA_ENDS: Readonly<Record<FactOf<'media.expired'>['data']['reason'], string>> = {
  retention: 'Its time was over.',
  deleted: 'Somebody removed it.',
  gone: 'WhatsApp has it no more, and neither has the phone of the sender.',
};

type Words = { readonly [T in Fact['type']]?: (fact: FactOf<T>) => Said };

const WORDS: Words = {
  'message.received': handedOver,
  'message.repaired': () => ({
    stamp: 'taken',
    title: 'Repaired',
    detail: 'It was sent again, and can be read now.',
  }),
  'message.edited': ({ data: { by } }) => ({ stamp: 'edited', title: 'Edited', detail: `By ${chatName(by)}.` }),
  'message.deleted': ({ data: { by } }) => ({
    stamp: 'cancelled',
    title: 'Deleted',
    detail: `Taken back by ${chatName(by)}. What it said stays on record.`,
  }),
  'message.reacted': ({ data: { by } }) => ({ stamp: 'answered', title: 'Reaction', detail: `By ${chatName(by)}.` }),
  'content.erased': ({ data: { reason } }) => ({
    stamp: 'cancelled',
    title: 'Erased',
    detail: reason === 'asked' ? 'What it said is gone from here for good.' : 'It was older than contents are kept.',
  }),
  'poll.voted': ({ data: { by } }) => ({ stamp: 'answered', title: 'Vote', detail: `By ${chatName(by)}.` }),
  'chat.read': ({ data: { source } }) => ({ stamp: 'read', title: 'Read', detail: READ_WORDS[source] }),
  'media.awaited': ({ data: { size } }) => ({
    stamp: 'started',
    title: 'File to be fetched',
    detail: size === null ? 'WhatsApp keeps it.' : `WhatsApp keeps its ${size.toLocaleString('en')} bytes.`,
  }),
  'media.failed': ({ data: { attempt, reason, retryAt, status }, at }) => ({
    stamp: 'failed',
    title: `Attempt ${attempt} to fetch the file failed`,
    detail:
      retryAt === null
        ? 'It is tried again when somebody asks.'
        : `It is tried again by itself, ${durationText(Math.max(retryAt - Date.parse(at), 0))} later.`,
    code: status === undefined ? reason : `${reason} (${status})`,
  }),
  'media.retried': ({ data: { asked } }) => ({
    stamp: 'started',
    title: 'File to be fetched again',
    ...(asked ? { detail: 'Somebody asked for it.' } : {}),
  }),
  'media.relocated': () => ({
    stamp: 'returned',
    title: 'Uploaded again',
    detail: 'The phone of the sender has uploaded the file again.',
  }),
  'media.skipped': ({ data: { limit } }) => ({
    stamp: 'held',
    title: 'File left with WhatsApp',
    detail: `It is larger than the ${limit.toLocaleString('en')} bytes that are fetched without being asked for.`,
  }),
  'media.withheld': () => ({
    stamp: 'held',
    title: 'File withheld',
    detail: 'WhatsApp keeps it from linked devices.',
  }),
  'media.stored': ({ data: { size, mimetype } }) => ({
    stamp: 'taken',
    title: 'File stored',
    detail: `${size.toLocaleString('en')} bytes of ${mimetype}, checked and on disk.`,
  }),
  'media.expired': ({ data: { reason } }) => ({
    stamp: 'cancelled',
    title: 'File removed',
    detail: MEDIA_ENDS[reason],
  }),
};

/** The facts of a chat that are about one message; of the times that the chat was read, the first that includes it. */
export const factsAbout = (messageId: string, chat: readonly Fact[]): readonly Fact[] => {
  const since = new Set<string>();
  let read = false;
  return chat.filter((fact) => {
    if (fact.type === 'chat.read') {
      const includes = !read && since.has(fact.data.upTo);
      read ||= includes;
      return includes;
    }
    if (!('messageId' in fact.data)) return false;
    const own = fact.data.messageId === messageId;
    if (fact.type === 'message.received' && (own || since.size > 0)) since.add(fact.data.messageId);
    return own;
  });
};

/** Every fact of its file, and those of its chat. */
export const receivedStops = (facts: readonly Fact[]): readonly ReceivedStop[] => {
  let last: number | null = null;
  return facts
    .toSorted((one, other) => one.position - other.position)
    .map((fact) => {
      const words = WORDS[fact.type] as ((fact: Fact) => Said) | undefined;
      const { stamp, title, detail, code } = words?.(fact) ?? { stamp: 'accepted' as const, title: fact.type };
      const at = Date.parse(fact.at);
      const afterMs = last === null ? null : Math.max(at - last, 0);
      last = at;
      return {
        key: String(fact.position),
        stamp,
        title,
        detail: detail ?? null,
        at: fact.at,
        afterMs,
        attempt: null,
        code: code ?? null,
        by: fact.by,
        stream: fact.stream,
        position: fact.position,
      };
    });
};
