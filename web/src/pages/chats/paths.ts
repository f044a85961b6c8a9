/** Addresses of the chats page. Which chats are listed stays in all of them. */
import { query as here } from '../../router.ts';

const shown = (): Readonly<Record<string, string>> => {
  const show = here.value.get('show');
  return show === null ? {} : { show };
};

const asked = (query: Readonly<Record<string, string>>): string => {
  const words = new URLSearchParams({ ...query, ...shown() }).toString();
  return words === '' ? '' : `?${words}`;
};

/** The list alone. */
export const chatsPath = (): string => `/chats${asked({})}`;

const place = (chatId: string, query: Readonly<Record<string, string>>): string =>
  `/chats/${encodeURIComponent(chatId)}${asked(query)}`;

/** `query` may name a message to show, and a search to go on with. */
export const chatPath = (chatId: string, query: { readonly message?: string; readonly search?: string } = {}): string =>
  place(chatId, query);

/** The waybill of a message that is no job. */
export const waybillPath = (chatId: string, messageId: string): string => place(chatId, { waybill: messageId });
