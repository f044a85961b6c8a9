/**
 * Writes the records of all endpoints in groups: one transaction for everything that happened within a moment.
 *
 * Nothing waits for a write but a batch, whose members must be on disk before its first attempt. A crash before a write
 * delivers again what it would have recorded.
 */
import { type Clock, nothingToCancel } from '../../kernel/clock.ts';
import { Fault } from '../../kernel/fault.ts';
import type { Logger } from '../../kernel/logger.ts';
import type { ChatId, SessionId } from '../../kernel/ids.ts';
import type { RecordChange, WebhookRecords } from '../records.ts';

export interface Writer {
  add(...changes: readonly RecordChange[]): void;
  /** Writes what there is. False while the disk refuses it; it is tried again. */
  flush(): boolean;
  /** Forgets changes of an endpoint that is gone. */
  forget(endpoint: string): void;
  /** Removes answers, written or not: they may repeat what was said in a chat, or in any chat of a session. */
  forgetAnswers(session: SessionId, chat: ChatId | null): void;
  /** How often answers were removed. An answer to an earlier request may still repeat what they did. */
  removals(): number;
}

const GROUP_MS = 50;
const RETRY_MS = 1_000;

interface WriterPorts {
  readonly records: Pick<WebhookRecords, 'write' | 'forgetAnswers'>;
  readonly clock: Clock;
  readonly logger: Logger;
}

export const createWriter = ({ records, clock, logger }: WriterPorts): Writer => {
  let waiting: RecordChange[] = [];
  let cancel = nothingToCancel;
  let isArmed = false;
  let removals = 0;

  const arm = (ms: number): void => {
    if (isArmed) return;
    isArmed = true;
    cancel = clock.after(ms, flush);
  };

  const flush = (): boolean => {
    cancel();
    isArmed = false;
    const group = waiting;
    if (group.length === 0) return true;
    // Only the last place of each endpoint counts, and it may not be ahead of the rows before it.
    const places = new Map(group.flatMap((change) => (change.type === 'place' ? [[change.endpoint, change]] : [])));
    try {
      records.write([...group.filter(({ type }) => type !== 'place'), ...places.values()]);
      waiting = [];
      return true;
    } catch (thrown) {
      if (!(thrown instanceof Fault)) throw thrown;
      logger.warn(
        { code: thrown.code, hint: thrown.hint },
        `records of webhooks are not written yet: ${thrown.message}`,
      );
      arm(RETRY_MS);
      return false;
    }
  };

  return {
    add(...changes) {
      waiting.push(...changes);
      arm(GROUP_MS);
    },
    flush,
    forget(endpoint) {
      waiting = waiting.filter((change) => change.endpoint !== endpoint);
    },
    forgetAnswers(session, chat) {
      removals += 1;
      waiting = waiting.map((change) =>
        change.type === 'attempt' ? { ...change, attempted: { ...change.attempted, answer: null } } : change,
      );
      records.forgetAnswers(session, chat);
    },
    removals: () => removals,
  };
};
