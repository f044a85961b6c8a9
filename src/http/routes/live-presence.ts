/**
 * Presence in a live feed: what contacts do right now, as events without an id.
 *
 * Nothing of it is stored. For a client that does not keep up, only the last event of each person is kept, and not of more
 * than so many people.
 */
import type { PresenceShown } from '../../gateway/chats/presence.ts';
import { iso, isoOrNull } from '../contract/shapes.ts';
import { keepLatest } from '../../kernel/latest.ts';

const PEOPLE_MAX = 200;

const utf8 = new TextEncoder();

const eventOf = ({ session, chatId, from, presence, lastSeenAt, at }: PresenceShown): Uint8Array => {
  const told = { session, chatId, from, state: presence };
  const data = JSON.stringify({ ...told, lastSeenAt: isoOrNull(lastSeenAt), at: iso(at) });
  return utf8.encode(`event: presence\ndata: ${data}\n\n`);
};

export interface PresenceEvents {
  /** Resolves when there is an event. */
  ready(): Promise<'presence'>;
  /** The oldest event that was not taken; null if there is none. */
  take(): Uint8Array | null;
  stop(): void;
}

export const presenceEvents = (follow: (listener: (told: PresenceShown) => void) => () => void): PresenceEvents => {
  const events = new Map<string, Uint8Array>();
  let wake: (() => void) | null = null;
  const stop = follow((told) => {
    const name = `${told.session} ${told.chatId} ${told.from.number ?? told.from.lid}`;
    keepLatest(events, name, eventOf(told), PEOPLE_MAX);
    wake?.();
  });
  return {
    ready: () =>
      new Promise((resolve) => {
        wake = () => resolve('presence');
        if (events.size > 0) resolve('presence');
      }),
    take() {
      const [first] = events;
      if (!first) return null;
      const [name, event] = first;
      events.delete(name);
      return event;
    },
    stop,
  };
};
