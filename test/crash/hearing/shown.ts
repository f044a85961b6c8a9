/** Compares what a client of the API reads in each chat with what the phones wrote. */
import type { Client } from '../../support/client.ts';
import { noneLeft } from './phones.ts';
import { ACCOUNT, fileOf, type Line, type Place } from './script.ts';

interface Shown {
  readonly messageId: string;
  readonly type: string;
  readonly text?: { readonly body: string };
  readonly document?: { readonly caption: string | null };
  readonly media?: { readonly state: string; readonly id: string } | null;
  readonly deletedAt: string | null;
  readonly reactions: readonly { readonly emoji: string; readonly from: { readonly number: string | null } }[];
}

interface Page {
  readonly items: readonly Shown[];
  readonly nextCursor: string | null;
}

const LIMIT = 200;

const chatOf = ({ contact, spellings }: Place, group: string): string => {
  if (contact === null) return group;
  return spellings[0] === 'lid_alone' ? `900${contact}@lid` : `${contact}@s.whatsapp.net`;
};

/** All messages of a chat, the oldest first. */
const readChat = async (gateway: Client, chat: string): Promise<readonly Shown[]> => {
  const found: Shown[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const path = `/api/whatsapp/chats/${encodeURIComponent(chat)}/messages?limit=${LIMIT}`;
    const page: Page = (await gateway.get<Page>(`${path}${cursor && `&cursor=${encodeURIComponent(cursor)}`}`)).body;
    found.push(...page.items);
    cursor = page.nextCursor;
  }
  return found.toReversed();
};

const wordsOf = ({ text, document }: Shown): string | null | undefined => text?.body ?? document?.caption;

const lastOf = (changes: readonly Line[], kind: Line['kind']): Line | undefined =>
  changes.findLast((line) => line.kind === kind);

const messageProblems = (line: Line, shown: Shown | undefined, changes: readonly Line[]): readonly string[] => {
  if (!shown) return [`"${line.words}" is not shown in its chat`];
  const words = (lastOf(changes, 'edit') ?? line).words;
  // A repaired edit comes after others, and it is not the phones that say which one counts.
  const isSure = changes.every(({ kind, trouble }) => kind !== 'edit' || trouble === null);
  const isDeleted = lastOf(changes, 'delete') !== undefined;
  const reactions = changes.filter(({ kind }) => kind === 'reaction');
  const people = new Set(reactions.map(({ writer }) => writer));
  return [
    ...(!isSure || wordsOf(shown) === words ? [] : [`"${words}" is shown as ${JSON.stringify(shown)}`]),
    ...((shown.deletedAt !== null) === isDeleted ? [] : [`"${words}" is shown as deleted at ${shown.deletedAt}`]),
    ...(shown.reactions.length === people.size ? [] : [`"${words}" is shown with ${shown.reactions.length} reactions`]),
  ];
};

const placeProblems = async (gateway: Client, place: Place, lines: readonly Line[], group: string) => {
  // A change that could not be read at first still stands in its chat as a message without a content.
  const unread = new Set(lines.filter(({ about, trouble }) => about !== null && trouble !== null).map(({ id }) => id));
  const read = await readChat(gateway, chatOf(place, group));
  const shown = read.filter(({ messageId }) => !unread.has(messageId));
  const texts = lines.filter(({ about }) => about === null);
  const byId = new Map(shown.map((each) => [each.messageId, each]));
  const changes = Map.groupBy(
    lines.filter(({ about }) => about !== null),
    ({ about }) => about,
  );
  const who = place.writers.includes(ACCOUNT) ? 'with the account' : 'of the contact';
  const order = texts.map(({ id }) => id);
  const wrong = place.isStranger ? shown.find(({ messageId }, n) => messageId !== order[n]) : undefined;
  return [
    ...(wrong ? [`the chat ${who} ${place.contact} shows "${wordsOf(wrong)}" out of its order`] : []),
    ...(shown.length === texts.length
      ? []
      : [`the chat ${who} ${place.contact} shows ${shown.length} messages, and not ${texts.length}`]),
    ...texts.flatMap((line) => messageProblems(line, byId.get(line.id ?? ''), changes.get(line) ?? [])),
  ];
};

const mediaOf = async (gateway: Client, { id }: Line): Promise<Shown['media']> =>
  (await gateway.get<Shown>(`/api/whatsapp/messages/${id}`)).body.media;

const fileProblems = async (gateway: Client, line: Line): Promise<readonly string[]> => {
  const media = await mediaOf(gateway, line);
  const answer = await fetch(`${gateway.url}/api/whatsapp/media/${media?.id}/content`, {
    headers: { authorization: `Bearer ${gateway.token}` },
  });
  const isWhole = fileOf(line.words).equals(Buffer.from(await answer.arrayBuffer()));
  return isWhole ? [] : [`the file of "${line.words}" is answered with ${answer.status}, and not as it was sent`];
};

const withFile = (lines: readonly Line[]): readonly Line[] => lines.filter(({ kind }) => kind === 'file');

/** Resolves when the files of all messages are stored. */
export const filesStored = (gateway: Client, lines: readonly Line[]): Promise<void> => {
  const unstored = async (some: readonly Line[]): Promise<readonly Line[]> => {
    const states = await Promise.all(some.map(async (line) => (await mediaOf(gateway, line))?.state));
    return some.filter((_, at) => states[at] !== 'stored');
  };
  return noneLeft(unstored, withFile(lines), [gateway, '/api/events/live']);
};

/** The broken promises of the reading routes, as sentences. */
export const shownProblems = async (
  gateway: Client,
  lines: readonly Line[],
  group: string,
): Promise<readonly string[]> => {
  const places = [...Map.groupBy(lines, ({ place }) => place)];
  const found = [
    ...places.map(([place, some]) => placeProblems(gateway, place, some, group)),
    ...withFile(lines).map((line) => fileProblems(gateway, line)),
  ];
  return (await Promise.all(found)).flat();
};
