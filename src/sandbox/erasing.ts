/**
 * Removes messages from all phones and queues, as if nobody had written them. Answers to them lose what they quote. Bodies
 * at the media host stay: without the message, nobody has their key.
 */
import type { State } from './memory.ts';
import type { Said } from './kinds/shown.ts';

const withoutQuote = <M extends Said>(message: M, ids: ReadonlySet<string>): M => {
  const { replyTo } = message.context ?? {};
  if (replyTo === undefined || !ids.has(replyTo.messageId)) return message;
  return { ...message, context: { ...message.context, replyTo: { ...replyTo, preview: null } } };
};

const eraseIn = <M extends Said>(messages: Map<string, M>, ids: ReadonlySet<string>): void => {
  for (const [id, message] of messages) {
    if (ids.has(id)) messages.delete(id);
    else messages.set(id, withoutQuote(message, ids));
  }
};

export const erase = (
  { phones, written, rooms, outboxes }: Pick<State, 'phones' | 'written' | 'rooms' | 'outboxes'>,
  ids: ReadonlySet<string>,
): void => {
  for (const messages of [...phones.values(), ...written.values()]) eraseIn<Said>(messages, ids);
  for (const { messages } of rooms.values()) eraseIn(messages, ids);
  for (const outbox of outboxes.values()) {
    for (const [key, { waiting, stanza }] of outbox) {
      if (waiting.kind !== 'message') continue;
      if (ids.has(waiting.id)) outbox.delete(key);
      else outbox.set(key, { waiting: withoutQuote(waiting, ids), stanza });
    }
  }
};
