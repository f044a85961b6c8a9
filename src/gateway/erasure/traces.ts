/**
 * Removes what an erasure leaves beside the log: files, upload keys, words of the search index, copies in the sandbox, and
 * earlier pages in the write-ahead log.
 *
 * The contents themselves go in the commit of the fact. That commit also notes the erasure as unfinished, so a crash
 * leaves its traces to the next start. A reader of the database may keep the write-ahead log: it is tried again until it
 * is gone.
 */
import type { ErasureWork } from '../../events/log/erasure-work.ts';
import type { EventLog, Recorded } from '../../events/log/log.ts';
import type { FactOf } from '../../events/facts/catalogue.ts';
import { type Cancel, type Clock, nothingToCancel } from '../../kernel/clock.ts';
import { Fault } from '../../kernel/fault.ts';
import type { ChatId, SessionId } from '../../kernel/ids.ts';
import type { MediaFiles, Sha256 } from '../../messages/media.ts';
import type { MediaIndex } from '../../messages/media-index.ts';
import type { Reads } from '../../projections/reads.ts';
import { letGo } from '../media/upkeep.ts';

export type Erasing = Recorded<FactOf<'content.erased'>>;

export interface TracesPorts {
  readonly log: Pick<EventLog, 'page'>;
  readonly reads: Reads;
  readonly clock: Clock;
  readonly files: MediaFiles;
  readonly index: MediaIndex;
  readonly work: ErasureWork;
  /** Forgets the keys of a file that was uploaded to WhatsApp. */
  readonly forgetUploads: (sha256: Sha256) => Promise<void>;
  /** Brings the search index at least to this position. */
  readonly indexed: (position: number) => Promise<void>;
  /** Removes the copies of messages that the embedded sandbox has, changes and reactions among them. */
  readonly elsewhere: (messageIds: readonly string[]) => void;
  /** Removes what receivers of webhooks have answered about a chat, or about any chat of a session. */
  readonly answers: (session: SessionId, chat: ChatId | null) => void;
}

export interface Traces {
  isFinished(position: number): boolean;
  /** Removes the traces of all erasures on record, as far as that is possible now. */
  remove(): Promise<void>;
  /** Removes what an earlier process has left. */
  start(): void;
  stop(): void;
}

const RETRY_MS = 1_000;

export const createTraces = (ports: TracesPorts): Traces => {
  const { log, reads, clock, files, index, work, forgetUploads, indexed, elsewhere, answers } = ports;
  let running: Promise<void> = Promise.resolve();
  let cancel: Cancel = nothingToCancel;
  let stopped = false;

  const removeFile = async (id: string): Promise<void> => {
    const sha256 = index.hashOf(id);
    // First, because the hash is forgotten with the file. Other uploads of the same bytes cost one more transfer.
    if (sha256 !== null) await forgetUploads(sha256);
    await letGo({ reads, files, index }, id);
  };

  const namesAt = (position: number): string[] => {
    const [fact] = log.page({ after: position - 1, upTo: position, limit: 1 });
    if (!fact) return [];
    const { messageId, changeId } = fact.data as { messageId?: string; changeId?: string };
    return [changeId ?? messageId ?? []].flat();
  };

  const removeOf = async (position: number): Promise<void> => {
    const [fact] = log.page({ after: position - 1, upTo: position, limit: 1 });
    if (fact?.type !== 'content.erased') return;
    for (const id of fact.data.media ?? []) await removeFile(id);
    elsewhere(fact.data.positions.flatMap(namesAt));
    if (fact.header.session !== null) answers(fact.header.session, fact.header.chatId);
    await indexed(position);
  };

  const removeAll = async (): Promise<void> => {
    const positions = work.unfinished();
    if (positions.length === 0) return;
    for (const position of positions) await removeOf(position);
    if (await work.wipe()) work.finished(positions);
    else later();
  };

  const later = (): void => {
    cancel();
    cancel = stopped ? nothingToCancel : clock.after(RETRY_MS, () => void remove());
  };

  /** A disk that fails now is tried again, like a reader that is in the way. */
  const attempt = async (): Promise<void> => {
    try {
      await removeAll();
    } catch (thrown) {
      if (!(thrown instanceof Fault)) throw thrown;
      later();
    }
  };

  const remove = (): Promise<void> => {
    running = running.then(attempt, attempt);
    return running;
  };

  return {
    isFinished: (position) => !work.unfinished().some((open) => open <= position),
    remove,
    start: () => void remove(),
    stop() {
      stopped = true;
      cancel();
    },
  };
};
