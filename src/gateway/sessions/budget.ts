/** How often a session asks WhatsApp: a bucket of questions that fills again with time. */
import type { Clock, Millis } from '../../kernel/clock.ts';
import type { SessionId } from '../../kernel/ids.ts';
import { ok, type Refusal, type Result, refuse } from '../../kernel/result.ts';

/** Takes some questions from what a session may ask now, or refuses. Some is one, if it is left out. */
export type Budget = (session: SessionId, questions?: number) => Result<void>;

/** So many questions at once, and one more whenever this time has passed. */
const QUESTIONS_MAX = 20;
const QUESTION_MS = 10_000;
/** WhatsApp does not say how long it wants to be left alone. */
const RATE_LIMIT_S = 60;

export const createBudget = ({ now }: Pick<Clock, 'now'>): Budget => {
  /** When the bucket of a session is full again. */
  const fullAt = new Map<SessionId, Millis>();
  return (session, questions = 1) => {
    const at = Math.max(fullAt.get(session) ?? 0, now()) + questions * QUESTION_MS;
    const waitMs = at - now() - QUESTIONS_MAX * QUESTION_MS;
    if (waitMs > 0)
      return refuse(
        'rate.limited',
        'WhatsApp was asked too often. What is on record can be read without ?refresh=true, which asks nothing.',
        Math.ceil(waitMs / 1000),
      );
    fullAt.set(session, at);
    return ok(undefined);
  };
};

/** WhatsApp itself says that it was asked too often. */
export const ASKED_TOO_MUCH: Refusal = {
  code: 'rate.limited',
  detail: 'WhatsApp says that it is asked too much. Try again later.',
  retryAfterS: RATE_LIMIT_S,
};
