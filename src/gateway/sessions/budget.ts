/** Questions to WhatsApp that a session may ask: a bucket that fills again with time. */
import type { Clock, Millis } from '../../kernel/clock.ts';
import type { SessionId } from '../../kernel/ids.ts';
import { ok, type Result, refuse } from '../../kernel/result.ts';

/** So many questions at once, and one more whenever this time has passed. */
const QUESTIONS_MAX = 20;
const QUESTION_MS = 10_000;

/** `tooOften` says what to do when the bucket is empty. */
export const createBudget = ({ now }: Pick<Clock, 'now'>, tooOften: string) => {
  /** When the bucket of a session is full again. */
  const fullAt = new Map<SessionId, Millis>();
  return (session: SessionId): Result<void> => {
    const at = Math.max(fullAt.get(session) ?? 0, now()) + QUESTION_MS;
    const waitMs = at - now() - QUESTIONS_MAX * QUESTION_MS;
    if (waitMs > 0) return refuse('rate.limited', tooOften, Math.ceil(waitMs / 1000));
    fullAt.set(session, at);
    return ok(undefined);
  };
};
