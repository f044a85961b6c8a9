/** Reads the messages of one chat, run by run. */
import { get } from '../../api/client.ts';
import { ApiProblem } from '../../api/problem.ts';
import type { Message } from '../../kinds/message.ts';
import { tell } from '../../ui/toast.tsx';
import type { News } from './news.ts';
import { around, KEPT_MAX, type Listed, newest, type Run, withChanged, withNewer, withOlder } from './run.ts';

const PAGE = 50;
/** The most messages that are fetched one by one; of more, the whole run is fetched. */
const SINGLE_MAX = 20;

export interface Reader {
  /** The newest messages, or those around one. */
  begin(messageId: string | null): Promise<Run<Message>>;
  older(run: Run<Message>): Promise<Run<Message>>;
  newer(run: Run<Message>): Promise<Run<Message>>;
  /** What has to become of a run after news; it is applied to the run as it is by then. */
  after(news: News, run: Run<Message>): Promise<(run: Run<Message>) => Run<Message>>;
}

const isGone = (thrown: unknown): boolean =>
  thrown instanceof ApiProblem && (thrown.status === 404 || thrown.code === 'request.invalid');

const end = ({ items }: Run<Message>, index: number): string => items.at(index)?.messageId ?? '';

export const readerOf = (chatId: string, signal: AbortSignal): Reader => {
  const page = (query: { before?: string; after?: string; limit: number }): Promise<Listed<Message>> =>
    get('/api/whatsapp/chats/{chatId}/messages', { params: { chatId }, query, signal });

  const one = (messageId: string): Promise<Message> =>
    get('/api/whatsapp/messages/{messageId}', { params: { messageId }, query: { chatId }, signal });

  const latest = async (): Promise<Run<Message>> => newest(await page({ limit: PAGE }));

  const beside = async (messageId: string): Promise<Run<Message>> => {
    const message = await one(messageId);
    const [before, after] = await Promise.all([
      page({ before: messageId, limit: PAGE }),
      page({ after: messageId, limit: PAGE }),
    ]);
    return around(before, message, after);
  };

  /** Null for a message that is no longer there. */
  const oneOrNull = (messageId: string): Promise<Message | null> =>
    one(messageId).catch((thrown: unknown) => {
      if (isGone(thrown)) return null;
      throw thrown;
    });

  const each = async (ids: readonly string[]): Promise<ReadonlyMap<string, Message>> => {
    const found = await Promise.all(ids.map(oneOrNull));
    return new Map(found.flatMap((message) => (message ? [[message.messageId, message]] : [])));
  };

  /** The same part of the chat as it is now. */
  const again = async (run: Run<Message>): Promise<Run<Message>> => {
    if (!run.newer && run.items.length <= PAGE) return latest();
    const first = end(run, 0);
    const [now, before, after] = await Promise.all([
      oneOrNull(first),
      page({ before: first, limit: 1 }),
      page({ after: first, limit: KEPT_MAX - 1 }),
    ]);
    return now ? { ...around({ items: [], nextCursor: null }, now, after), older: before.items.length > 0 } : latest();
  };

  return {
    async begin(messageId) {
      if (messageId === null) return latest();
      try {
        return await beside(messageId);
      } catch (thrown) {
        if (!isGone(thrown)) throw thrown;
        tell('This chat has no such message on record. Its newest ones are shown.');
        return latest();
      }
    },
    older: async (run) => withOlder(run, await page({ before: end(run, 0), limit: PAGE })),
    newer: async (run) => withNewer(run, await page({ after: end(run, -1), limit: PAGE })),
    async after({ tail, all, changed }, run) {
      const ids = run.items.map(({ messageId }) => messageId).filter((id) => changed.has(id));
      if (all || ids.length > SINGLE_MAX || run.items.length === 0) {
        const now = await again(run);
        return () => now;
      }
      const fresh = await each(ids);
      const more = tail && !run.newer ? await page({ after: end(run, -1), limit: KEPT_MAX }) : null;
      return (then) => {
        const next = withChanged(then, fresh);
        return more && !then.newer ? withNewer(next, more) : next;
      };
    },
  };
};
