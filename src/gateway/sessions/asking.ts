/** What a client asks of WhatsApp itself, over the connection of a session. */
import type { System } from '../../actors/system.ts';
import type { SessionId } from '../../kernel/ids.ts';
import { ok, type Refusal, type Result } from '../../kernel/result.ts';
import { type Link, Undelivered } from '../../whatsapp/port.ts';
import { ASKED_TOO_MUCH } from './budget.ts';
import { howToStart, sessionIn } from './known-session.ts';

export const notLive = (session: SessionId): Refusal => ({
  code: 'session.not_live',
  detail: `The session has no connection now. ${howToStart(session)}`,
});

/** The link of a session while it is open. */
export const linkOf = (system: System, id: SessionId): Result<Link> => {
  const session = sessionIn(system)(id);
  if (!session.ok) return session;
  const link = session.value.link.ready();
  return link ? ok(link) : { ok: false, refusal: notLive(id) };
};

/** What a failure is to the client that asked. */
export type Meaning = (failed: Undelivered) => Refusal | Promise<Refusal>;

/** The refusal of a caller whom WhatsApp tells that it is asked too much; null for any other failure. */
export const askedTooMuch = ({ failure }: Undelivered): Refusal | null =>
  failure.status === 429 || failure.code === 'rate_limited' ? ASKED_TOO_MUCH : null;

const noAnswer = ({ failure }: Undelivered): Refusal => ({ code: 'whatsapp.no_answer', detail: failure.message });

/** The meaning of failures where WhatsApp bounds how often it is asked. */
export const ofBoundedQuestions: Meaning = (failed) => askedTooMuch(failed) ?? noAnswer(failed);

/** The outcome of work that asks WhatsApp, which may refuse it or not answer. */
export const whatWhatsAppSays = async <T>(
  work: () => Promise<Result<T>>,
  meaning: Meaning = noAnswer,
): Promise<Result<T>> => {
  try {
    return await work();
  } catch (thrown) {
    if (!(thrown instanceof Undelivered)) throw thrown;
    return { ok: false, refusal: await meaning(thrown) };
  }
};
