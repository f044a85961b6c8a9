/**
 * The account's own changes of groups. WhatsApp tells each of them twice, as an answer and as a notice, in whatever order:
 * it is recorded once, as a change by the caller who asked for it.
 */
import type { Caller } from '../../kernel/caller.ts';
import type { Clock, Millis } from '../../kernel/clock.ts';
import type { GroupNews } from '../../whatsapp/group-info.ts';

export type Source = 'answer' | 'notice';

export interface OwnChanges {
  /** Does work that changes the groups under this key, after earlier work on them. */
  during<T>(key: string, caller: Caller, work: () => Promise<T>): Promise<T>;
  /** Who changes the groups under this key at the moment; null for nobody. */
  callerOf(key: string): Caller | null;
  /**
   * The part of a change that the other source has not told before. Only changes that leave no trace in the record of the
   * group are looked at; the others are compared with it.
   */
  unheard(key: string, news: GroupNews, source: Source): GroupNews | null;
}

/** After so long a second telling is another change. */
const ECHO_MS = 60_000;
const MARKS_MAX = 1_000;

export const createOwnChanges = (clock: Pick<Clock, 'now'>): OwnChanges => {
  const running = new Map<string, Promise<void>>();
  const callers = new Map<string, Caller>();
  const marks = new Map<string, { readonly source: Source; readonly at: Millis }>();

  const isEcho = (mark: string, source: Source): boolean => {
    const now = clock.now();
    const told = marks.get(mark);
    marks.delete(mark);
    if (told && told.source !== source && now - told.at < ECHO_MS) return true;
    if (marks.size >= MARKS_MAX) marks.clear();
    marks.set(mark, { source, at: now });
    return false;
  };

  return {
    async during(key, caller, work) {
      const before = running.get(key) ?? Promise.resolve();
      const over = Promise.withResolvers<void>();
      running.set(key, over.promise);
      await before;
      callers.set(key, caller);
      try {
        return await work();
      } finally {
        callers.delete(key);
        if (running.get(key) === over.promise) running.delete(key);
        over.resolve();
      }
    },
    callerOf: (key) => callers.get(key) ?? null,
    unheard(key, news, source) {
      switch (news.kind) {
        case 'picture':
        case 'invite':
          return isEcho(`${key} ${news.kind}`, source) ? null : news;
        case 'requests': {
          const people = news.people.filter(({ id }) => !isEcho(`${key} ${news.change} ${id}`, source));
          return people.length === 0 ? null : { ...news, people };
        }
        default:
          return news;
      }
    },
  };
};
