/**
 * Follows a chat: prints each message that comes, and prints a message again when it has changed.
 *
 * The feed only says when to look. New messages are those behind the last one that was printed, so none is missed or
 * printed twice, however often the connection ends. A change is looked for among the messages that were printed last,
 * and is printed if the line differs; after a gap, the feed goes on after the last fact that was seen.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { EXIT, Ending } from '../exits.ts';
import type { HttpClient } from '../http-client.ts';
import { type Fact, factsIn, openFeed } from './feed.ts';
import type { ChatMessage } from './message.ts';
import { BEGINNING, type ChatNamed, messageAlone, messagesFrom } from './pages.ts';
import { changedByJob } from './changed-by-job.ts';

const RECONNECT_MS = 1_000;
/** How many of the last messages are watched for changes. */
const WATCHED_MAX = 1_000;

interface Watched {
  readonly text: string;
  readonly streams: readonly string[];
}

export interface Printer {
  /** How a message is shown. */
  shown(message: ChatMessage): string;
  out(text: string, isChange: boolean): void;
}

/** The messages that were printed last. */
export const printedMessages = ({ shown, out }: Printer) => {
  const watched = new Map<string, Watched>();
  let last: string | null = null;

  const keep = (message: ChatMessage, text: string): void => {
    const { messageId, session, jobId, media } = message;
    const streams = [
      ...(jobId === null ? [] : [`job/${jobId}`]),
      ...(media?.id == null ? [] : [`media/${session}/${media.id}`]),
    ];
    watched.set(messageId, { text, streams });
    for (const oldest of watched.keys()) {
      if (watched.size <= WATCHED_MAX) break;
      watched.delete(oldest);
    }
  };

  return {
    last: () => last,
    isWatched: (messageId: string) => watched.has(messageId),
    add(message: ChatMessage): void {
      const text = shown(message);
      out(text, false);
      keep(message, text);
      last = message.messageId;
    },
    change(message: ChatMessage): void {
      const text = shown(message);
      if (watched.get(message.messageId)?.text === text) return;
      out(text, true);
      keep(message, text);
    },
    /** The message of a job or of a file. */
    ofStream: (stream: string): string | null =>
      [...watched].find(([, { streams }]) => streams.includes(stream))?.[0] ?? null,
  };
};

type Printed = ReturnType<typeof printedMessages>;

interface Following {
  readonly connect: () => HttpClient;
  readonly chat: ChatNamed;
  readonly printed: Printed;
  readonly session: string;
  readonly remark: (sentence: string) => void;
  readonly signal: AbortSignal;
}

/** A connection that ended, or a gateway that is not there: both may be back soon. */
const mayBeBack = (thrown: unknown): boolean =>
  thrown instanceof Ending ? thrown.exit === EXIT.unavailable : thrown instanceof Error && 'code' in thrown;

export const followChat = async (following: Following): Promise<void> => {
  const { connect, chat, printed, session, remark, signal } = following;
  let position: number | null = null;
  let isAway = false;

  const printNew = async (client: HttpClient): Promise<void> => {
    const last = printed.last();
    const start = last === null ? { since: BEGINNING } : { after: last };
    for await (const message of messagesFrom(client, chat, start)) printed.add(message);
  };

  /** The printed message that a fact is about. */
  const touchedBy = async (client: HttpClient, { stream, type, data }: Fact): Promise<string | null> => {
    if (data.messageId !== undefined && printed.isWatched(data.messageId)) return data.messageId;
    const known = printed.ofStream(stream);
    if (known !== null || type !== 'job.completed') return known;
    const changed = await changedByJob(client, stream);
    return changed !== null && printed.isWatched(changed) ? changed : null;
  };

  const handle = async (client: HttpClient, fact: Fact): Promise<void> => {
    if (fact.type === 'message.received' || fact.type === 'job.completed') await printNew(client);
    const touched = await touchedBy(client, fact);
    if (touched === null) return;
    // As lists show it: what they leave out would count as a change.
    const { edits: _edits, votes: _votes, receipts: _receipts, ...message } = await messageAlone(client, chat, touched);
    printed.change(message);
  };

  const connection = async (): Promise<void> => {
    const client = connect();
    const bytes = await openFeed(client, { session, after: position, signal });
    isAway = false;
    await printNew(client);
    for await (const fact of factsIn(bytes)) {
      await handle(client, fact);
      position = fact.position;
    }
  };

  while (!signal.aborted) {
    try {
      await connection();
    } catch (thrown) {
      if (signal.aborted) return;
      if (!mayBeBack(thrown)) throw thrown;
      if (!isAway) remark('Waybill does not answer; trying again until it does.');
      isAway = true;
    }
    await pause(RECONNECT_MS, undefined, { signal }).catch(() => {});
  }
};
