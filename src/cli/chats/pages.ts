/** Reads the messages of one chat from a gateway, page by page. No more than a page is in memory. */
import * as v from 'valibot';
import type { HttpClient } from '../http-client.ts';
import { ChatMessage } from './message.ts';

/** A chat, by any of its addresses. */
export interface ChatNamed {
  readonly chatId: string;
  /** The default session when null. */
  readonly session: string | null;
}

const Page = v.object({ items: v.array(ChatMessage), nextCursor: v.nullable(v.string()) });

/** What the API allows at most. */
const PAGE = 200;
/** The beginning of every chat. */
export const BEGINNING = '1970-01-01T00:00:00.000Z';

type Query = Readonly<Record<string, string>>;

const queryOf = (session: string | null, query: Query): string =>
  new URLSearchParams({ ...(session === null ? {} : { session }), ...query }).toString();

/** The route of a chat's messages. */
export const chatPath = ({ chatId }: ChatNamed): string => `/api/whatsapp/chats/${encodeURIComponent(chatId)}/messages`;

async function* pagesOf(client: HttpClient, path: string, session: string | null, first: Query) {
  let query: Query | null = first;
  while (query !== null) {
    const { limit = String(PAGE), ...rest }: Query = query;
    const asked = queryOf(session, { ...rest, limit });
    const { items, nextCursor } = v.parse(Page, await client.ask('GET', `${path}?${asked}`));
    yield items;
    const { since: _since, after: _after, ...kept }: Query = query;
    query = nextCursor === null ? null : { ...kept, cursor: nextCursor };
  }
}

/** The messages from a time or after a message, the oldest first. */
export async function* messagesFrom(
  client: HttpClient,
  chat: ChatNamed,
  start: { readonly since: string } | { readonly after: string },
): AsyncGenerator<ChatMessage, void> {
  // Each page has its newest message first.
  for await (const items of pagesOf(client, chatPath(chat), chat.session, start)) yield* items.toReversed();
}

/** The newest messages, the oldest of them first. */
export const lastMessages = async (client: HttpClient, chat: ChatNamed, count: number): Promise<ChatMessage[]> => {
  const found: ChatMessage[] = [];
  for await (const items of pagesOf(client, chatPath(chat), chat.session, { limit: String(Math.min(PAGE, count)) })) {
    found.push(...items);
    if (found.length >= count) break;
  }
  return found.slice(0, count).toReversed();
};

interface Search {
  readonly words: string;
  readonly chatId: string | null;
  readonly session: string | null;
  readonly since: string | null;
  readonly count: number;
}

/** The newest messages that have all of these words, the oldest of them first. */
export const foundMessages = async (client: HttpClient, search: Search): Promise<ChatMessage[]> => {
  const { words, chatId, session, since, count } = search;
  const query = {
    search: words,
    limit: String(Math.min(PAGE, count)),
    ...(chatId === null ? {} : { chatId }),
    ...(since === null ? {} : { since }),
  };
  const found: ChatMessage[] = [];
  let cursor: string | null = null;
  do {
    const asked: string = queryOf(session, { ...query, ...(cursor === null ? {} : { cursor }) });
    const page: v.InferOutput<typeof Page> = v.parse(Page, await client.ask('GET', `/api/whatsapp/messages?${asked}`));
    found.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null && found.length < count);
  return found.slice(0, count).toReversed();
};

const Chat = v.object({
  name: v.nullable(v.string()),
  contact: v.nullable(v.object({ number: v.nullable(v.string()) })),
});

/** What people call the chat. */
export const chatTitle = async (client: HttpClient, { chatId, session }: ChatNamed): Promise<string> => {
  const path = `/api/whatsapp/chats/${encodeURIComponent(chatId)}?${queryOf(session, {})}`;
  const { name, contact } = v.parse(Chat, await client.ask('GET', path));
  return name ?? contact?.number ?? chatId;
};

/** One message with its former texts and votes. */
export const messageAlone = async (client: HttpClient, { chatId, session }: ChatNamed, messageId: string) => {
  const query = queryOf(session, { chatId });
  return v.parse(
    ChatMessage,
    await client.ask('GET', `/api/whatsapp/messages/${encodeURIComponent(messageId)}?${query}`),
  );
};
