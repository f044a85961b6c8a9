/**
 * Tells an actor what the outside world has done, and repeats it until it is on record.
 *
 * News from WhatsApp cannot be refused because the disk or a mailbox is full: it is held in memory and told once a
 * second. If the process ends first, recovery finds the job in hand and sends again under the same id.
 */
import { type Clock } from '../kernel/clock.ts';
import { Fault, messageOf } from '../kernel/fault.ts';
import type { Logger } from '../kernel/logger.ts';
import type { Result } from '../kernel/result.ts';

const PAUSE_MS = 1_000;

export type Insist = <T>(tell: () => Promise<Result<T>>) => Promise<Result<T> | null>;

/** `defect` is called with an error that is neither a refusal nor a fault; the result is null then. */
export const insistWith =
  ({ clock, logger, defect }: { clock: Clock; logger: Logger; defect: (thrown: unknown) => void }): Insist =>
  async (tell) => {
    for (;;) {
      try {
        const told = await tell();
        if (told.ok || told.refusal.code !== 'gateway.busy') return told;
        logger.warn({ code: told.refusal.code }, `not recorded yet, trying again: ${told.refusal.detail}`);
      } catch (thrown) {
        if (thrown instanceof Fault && thrown.code === 'archive.missing') {
          // News for an archived job whose segment is missing.
          logger.warn(
            { code: thrown.code, hint: thrown.hint },
            `dropped news that cannot be recorded: ${messageOf(thrown)}`,
          );
          return null;
        }
        if (!(thrown instanceof Fault && thrown.retryable)) {
          defect(thrown);
          return null;
        }
        logger.warn({ code: thrown.code, hint: thrown.hint }, `not recorded yet, trying again: ${messageOf(thrown)}`);
      }
      await new Promise<void>((resume) => clock.after(PAUSE_MS, resume));
    }
  };
