/** A message of a chat as the API answers it, as far as the command line reads it. */
import * as v from 'valibot';

const Person = v.looseObject({
  number: v.nullable(v.string()),
  lid: v.nullable(v.string()),
  name: v.nullable(v.string()),
});
export type Person = v.InferOutput<typeof Person>;

const Media = v.looseObject({
  state: v.string(),
  id: v.nullable(v.string()),
  mimetype: v.nullable(v.string()),
  size: v.nullable(v.number()),
  fileName: v.nullable(v.string()),
  seconds: v.nullable(v.number()),
});
export type Media = v.InferOutput<typeof Media>;

/** Its content stands under the name of its type. */
export const ChatMessage = v.looseObject({
  messageId: v.string(),
  session: v.string(),
  chatId: v.string(),
  direction: v.picklist(['in', 'out']),
  from: Person,
  type: v.string(),
  reason: v.nullable(v.string()),
  media: v.nullable(Media),
  replyTo: v.nullable(v.looseObject({ messageId: v.string(), preview: v.nullable(v.string()) })),
  forwarded: v.boolean(),
  reactions: v.array(v.looseObject({ emoji: v.string(), from: Person })),
  editedAt: v.nullable(v.string()),
  deletedAt: v.nullable(v.string()),
  erasedAt: v.optional(v.nullable(v.string())),
  sentAt: v.string(),
  jobId: v.nullable(v.string()),
  status: v.nullable(v.string()),
  /** Only in a message that was looked at alone. */
  edits: v.optional(v.array(v.looseObject({ text: v.nullable(v.string()), replacedAt: v.string() }))),
  votes: v.optional(v.nullable(v.array(v.looseObject({ option: v.string(), votes: v.number() })))),
});
export type ChatMessage = v.InferOutput<typeof ChatMessage>;

export const personName = ({ name, number, lid }: Person): string => name ?? number ?? lid ?? 'somebody';

const UNREAD: Readonly<Record<string, string>> = {
  undecryptable: 'A message that cannot be read yet',
  withheld: 'A message that only the phone shows',
  unsupported: 'A message of a kind that this Waybill does not know',
};

type Member = Readonly<Record<string, unknown>>;

const wordIn = (member: Member, name: string): string => {
  const word = member[name];
  return typeof word === 'string' || typeof word === 'number' ? String(word) : '';
};

const placeIn = (member: Member): string => {
  const where = `${wordIn(member, 'latitude')}, ${wordIn(member, 'longitude')}`;
  const names = [wordIn(member, 'name'), wordIn(member, 'address')].filter((each) => each !== '');
  return names.length === 0 ? where : `${names.join(', ')} (${where})`;
};

/** A card as it was sent; a vCard stays one. */
const cardText = (card: Member): string => {
  if (typeof card['vcard'] === 'string') return card['vcard'].trim();
  const phones = (card['phones'] as readonly Member[] | undefined) ?? [];
  return [wordIn(card, 'name'), ...phones.map((phone) => wordIn(phone, 'number'))].join(' ');
};

const pollText = (member: Member): string =>
  [
    wordIn(member, 'question'),
    ...((member['options'] as readonly string[] | undefined) ?? []).map((each) => `- ${each}`),
  ].join('\n');

/** What the message says in words: its text or caption, a place, the names on cards, a question with its options. */
export const wordsOf = (message: ChatMessage): string => {
  const unread = UNREAD[message.type];
  if (unread !== undefined) return message.reason === null ? unread : `${unread} (${message.reason})`;
  const member = message[message.type];
  if (Array.isArray(member)) return (member as readonly Member[]).map(cardText).join('\n');
  if (member === null || typeof member !== 'object') return '';
  const said = member as Member;
  if (message.type === 'location') return placeIn(said);
  if (message.type === 'poll') return pollText(said);
  return wordIn(said, 'body') || wordIn(said, 'caption');
};

const TICKS: Readonly<Record<string, string>> = { sent: '✓', delivered: '✓✓', read: '✓✓ read', played: '✓✓ played' };

/** How far an own message has come, as phones show it; empty for all other messages. */
export const ticksOf = ({ status }: ChatMessage): string => (status === null ? '' : (TICKS[status] ?? status));

const KIBI = 1_024;

const sizeText = (bytes: number): string =>
  bytes < KIBI
    ? `${bytes} B`
    : bytes < KIBI * KIBI
      ? `${Math.round(bytes / KIBI)} kB`
      : `${(bytes / KIBI / KIBI).toFixed(1)} MB`;

/** `image, 48 kB`; a file that is not there says why. */
export const mediaText = (type: string, { state, size, seconds, fileName }: Media): string =>
  [
    type,
    ...(fileName === null ? [] : [fileName]),
    ...(seconds === null ? [] : [`${Math.round(seconds)} s`]),
    ...(size === null ? [] : [sizeText(size)]),
    ...(state === 'stored' ? [] : [state]),
  ].join(', ');

/** `👍 2, ❤️`: each emoji with its number, the most frequent first. */
export const reactionsText = ({ reactions }: ChatMessage): string => {
  const counts = new Map<string, number>();
  for (const { emoji } of reactions) counts.set(emoji, (counts.get(emoji) ?? 0) + 1);
  return [...counts]
    .toSorted(([, one], [, other]) => other - one)
    .map(([emoji, count]) => (count === 1 ? emoji : `${emoji} ${count}`))
    .join(', ');
};
