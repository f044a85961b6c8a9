/**
 * The chats of the session, last activity first: fetched page by page as far as somebody scrolls, and live. After facts
 * about chats the first pages are fetched again, at most once a second.
 */
import { useEffect, useRef, useState } from 'preact/hooks';
import { get } from '../../api/client.ts';
import { LoggedOut } from '../../api/problem.ts';
import type { Fact } from '../../live/feed.ts';
import { onFact, onLive, onReset } from '../../live/live.ts';
import { type Paced, paced } from '../../live/paced.ts';
import { session } from '../../router.ts';
import { tellProblem } from '../../ui/toast.tsx';
import { addressesOf, type Chat } from './chat.ts';
import { append, type Listed, merge, patch, reaches } from './listed.ts';

const PAGE = 100;
/** The most pages that are fetched again; if more chats than that were active, they replace the list. */
const PAGES_MAX = 5;

export interface Chats {
  /** Undefined before the first page is here. */
  readonly listed: Listed<Chat> | undefined;
  readonly error: unknown;
  readonly more: () => void;
  readonly reload: () => void;
}

const TOUCHES =
  /^(?:message\.|chat\.|content\.|contact\.(?:named|merged)|group\.described|job\.(?:completed|delivered|read|played))/;

const concerns = ({ type, session: of }: Fact): boolean => of === session.value && TOUCHES.test(type);

/** Which chats are listed. */
export type Shown = 'all' | 'unread' | 'group';

const QUERIES = { all: {}, unread: { unread: 'true' }, group: { kind: 'group' } } as const;

type PageOf = (cursor: string | null) => Promise<Listed<Chat>>;

const pagesOf =
  (shown: Shown, signal: AbortSignal): PageOf =>
  (cursor) =>
    get('/api/whatsapp/chats', {
      query: { limit: PAGE, ...QUERIES[shown], ...(cursor === null ? {} : { cursor }) },
      signal,
    });

/** The list as it is now, down to the first chat that has not changed. */
const brought = async (known: Listed<Chat> | undefined, pageOf: PageOf): Promise<Listed<Chat>> => {
  let top = await pageOf(null);
  if (!known) return top;
  for (let pages = 1; !reaches(top, known); pages += 1) {
    if (pages === PAGES_MAX) return top;
    top = append(top, await pageOf(top.nextCursor));
  }
  return merge(known, top);
};

export const useChats = (shown: Shown): Chats => {
  const [state, setState] = useState<{ shown: Shown; listed?: Listed<Chat>; error?: unknown }>({ shown });
  const pace = useRef<Paced | null>(null);
  const fetchMore = useRef<() => void>(() => {});

  useEffect(() => {
    const stop = new AbortController();
    const { signal } = stop;
    const pageOf = pagesOf(shown, signal);
    let listed: Listed<Chat> | undefined;
    let fetching = false;
    let failed = false;
    /** Chats that were read, archived and the like: this moves none of them in the list. */
    const changed = new Set<string>();

    const show = (next: Listed<Chat>): void => {
      if (signal.aborted) return;
      listed = next;
      setState({ shown, listed });
    };

    const refreshChanged = async (): Promise<void> => {
      const chats = listed?.items.filter((chat) => addressesOf(chat).some((address) => changed.has(address))) ?? [];
      changed.clear();
      for (const { chatId } of chats.slice(0, PAGE)) {
        const chat = await get('/api/whatsapp/chats/{chatId}', { params: { chatId }, signal });
        if (listed) show(patch(listed, chat));
      }
    };

    const refresh = async (): Promise<void> => {
      try {
        show(await brought(listed, pageOf));
        await refreshChanged();
        failed = false;
      } catch (error) {
        if (signal.aborted || error instanceof LoggedOut) return;
        failed = true;
        setState((before) => (before.shown === shown ? { ...before, error } : { shown, error }));
      }
    };

    const more = async (): Promise<void> => {
      if (fetching || !listed?.nextCursor) return;
      fetching = true;
      const cursor = listed.nextCursor;
      try {
        const next = await pageOf(cursor);
        if (listed.nextCursor === cursor) show(append(listed, next));
      } catch (thrown) {
        if (!signal.aborted) tellProblem(thrown);
      } finally {
        fetching = false;
      }
    };
    fetchMore.current = () => void more();

    const work = paced(refresh);
    pace.current = work;
    void refresh();
    const stops = [
      onFact((fact) => {
        if (!concerns(fact)) return;
        if (fact.type.startsWith('chat.') && fact.chatId !== null) changed.add(fact.chatId);
        work.request();
      }),
      onReset(() => work.request()),
      onLive(() => failed && work.request()),
      () => work.end(),
      () => stop.abort(),
    ];
    return () => {
      for (const stopOne of stops) stopOne();
    };
  }, [shown]);

  const { listed, error } = state.shown === shown ? state : {};
  return {
    listed,
    error,
    more: () => fetchMore.current(),
    reload: () => pace.current?.request(),
  };
};
