/** Addresses of the chats page. */
const place = (chatId: string, query: Readonly<Record<string, string>>): string => {
  const asked = new URLSearchParams(query).toString();
  return `/chats/${encodeURIComponent(chatId)}${asked === '' ? '' : `?${asked}`}`;
};

/** `query` may name a message to show, and a search to go on with. */
export const chatPath = (chatId: string, query: { readonly message?: string; readonly search?: string } = {}): string =>
  place(chatId, query);

/** The waybill of a message that is no job. */
export const waybillPath = (chatId: string, messageId: string): string => place(chatId, { waybill: messageId });
