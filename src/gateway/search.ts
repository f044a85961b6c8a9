/** Searches the log for facts of one session or chat, in windows, with a turn of the event loop between them. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { EventLog, Recorded } from '../events/log/log.ts';
import { type ChatId, partsOfStream, type SessionId } from '../kernel/ids.ts';

export interface Belonging {
  readonly session?: SessionId | undefined;
  readonly chatId?: ChatId | undefined;
}

/** Session and chat of a fact, from the header of its stream. */
export const headerOf = (fact: Recorded): { readonly session: string | null; readonly chatId: string | null } => {
  const { header } = fact as { header?: { session: string | null; chatId: string | null } };
  if (header) return header;
  const { kind, id } = partsOfStream(fact.stream);
  if (fact.type === 'job.queued') return { session: fact.data.session, chatId: fact.data.chat };
  return { session: kind === 'session' || kind === 'queue' ? id : null, chatId: null };
};

export const belongs =
  ({ session, chatId }: Belonging) =>
  (fact: Recorded): boolean => {
    const header = headerOf(fact);
    return (session === undefined || header.session === session) && (chatId === undefined || header.chatId === chatId);
  };

const WINDOW = 10_000;

type Query = Parameters<EventLog['page']>[0] & Belonging;

export const searchIn = async (log: EventLog, { session, chatId, ...query }: Query): Promise<readonly Recorded[]> => {
  if (session === undefined && chatId === undefined) return log.page(query);
  const fits = belongs({ session, chatId });
  const found: Recorded[] = [];
  let { after, upTo = log.head().position } = query;
  while (after < upTo) {
    const page = log.page({ ...query, after, upTo, limit: WINDOW });
    const wanted = query.limit - found.length;
    found.push(...page.filter(fits).slice(0, wanted));
    const last = page.at(-1);
    if (!last || page.length < WINDOW || found.length === query.limit) break;
    if (query.newestFirst) upTo = last.position - 1;
    else after = last.position;
    await nextTurn();
  }
  return found;
};
