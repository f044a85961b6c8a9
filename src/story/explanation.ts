/** "Why did it not arrive?", answered in one sentence: what keeps a message, what stopped it, or how far it has come. */
import type { Failure } from '../events/facts/failure.ts';
import type { JobView } from '../projections/job-view.ts';
import { FAILURE_WORDS } from './failure-words.ts';
import { HOLD_WORDS, type HoldReason } from './hold-words.ts';

/** What the job's own row does not say. */
export interface Circumstances {
  /** The state of its session; null when it was never started. */
  readonly session: string | null;
  /** Why it does not go out yet; null when it is in hand, has ended, or only waits for room. */
  readonly hold: { readonly reason: HoldReason } | null;
}

/** What keeps a whole session from sending; null when nothing does. */
const SESSIONS: Readonly<Record<string, string>> = {
  qr: 'no phone is linked yet: scan the QR',
  connecting: 'the session is connecting, and it goes out as soon as that is done',
  keepalive: 'WhatsApp has not answered the last keep-alive, and it goes out as soon as that is done',
  timeout: 'WhatsApp no longer answers, and the session is about to connect again',
  restart: 'the connection to WhatsApp was lost, and the session connects again by itself',
  loggedOut: 'the phone has unlinked this session: start it and scan the QR',
  halted: 'the session was halted and needs a person',
};

const sessionObstacle = (state: string | null): string | null => {
  if (state === 'ready') return null;
  return SESSIONS[state ?? ''] ?? 'the session is stopped: start it';
};

/** A sentence; `words` are those of the reason, and begin with "it". */
const itself = (words: string, end: string): string => `I${words.slice(1)}, ${end}.`;

const held = (reason: HoldReason, session: string | null): string => {
  const { now } = HOLD_WORDS[reason];
  switch (reason) {
    case 'scheduled':
      return itself(now, 'which has not come yet');
    case 'retry':
      return itself(now, 'which comes by itself');
    case 'refers_to':
      return itself(now, 'which has to arrive first');
    case 'chat_order':
      return itself(now, 'so that they arrive in order');
    case 'paused':
      return `It waits because ${now}: resume it.`;
    case 'cooling':
      return `It waits because ${now}.`;
    case 'not_linked':
    case 'not_connected':
      return `It waits because ${sessionObstacle(session) ?? now}.`;
  }
};

const waiting = ({ session, hold }: Circumstances): string =>
  hold ? held(hold.reason, session) : 'It waits for its turn, and goes out as soon as there is room.';

const attempts = (count: number): string => (count === 1 ? 'the first attempt' : `attempt ${count}`);

const retrying = (job: JobView, failure: Failure, { session }: Circumstances): string => {
  const next = sessionObstacle(session) === null ? 'by itself' : 'as soon as the session is connected';
  return `It has not arrived yet because at ${attempts(job.attempts)} ${FAILURE_WORDS[failure.code].because}; it is retried ${next}.`;
};

const failed = ({ attempts, dismissed }: JobView, { code, retryable }: Failure): string => {
  const { because, advice } = FAILURE_WORDS[code];
  const tries = retryable && attempts > 1 ? ` after ${attempts} attempts` : '';
  const end = dismissed ? ', and was put aside then; it can still be retried' : `; ${advice}`;
  return `It was given up${tries} because ${because}${end}.`;
};

const cancelled = (failure: Failure | null): string =>
  failure
    ? `It was cancelled before it was retried; the last attempt had failed because ${FAILURE_WORDS[failure.code].because}.`
    : 'It was cancelled before it was sent.';

const completed = ({ deliveredAt, readAt, playedAt }: JobView): string => {
  if (playedAt !== null) return 'It arrived, and was played.';
  if (readAt !== null) return 'It arrived, and was read.';
  if (deliveredAt !== null) return "It arrived: the recipient's phone has confirmed it.";
  return "WhatsApp has taken it, and the recipient's phone has not confirmed it yet: it may be off or without network.";
};

export const explain = (job: JobView, circumstances: Circumstances): string => {
  const { status, failure } = job;
  switch (status) {
    case 'draft':
      return 'It is a draft: it goes out once somebody approves it.';
    case 'waiting':
      return waiting(circumstances);
    case 'active':
      return job.progress < 60
        ? 'It is on its way: WhatsApp is being asked about the number.'
        : 'It is on its way: it was handed to WhatsApp, which has not acknowledged it yet.';
    case 'retrying':
      return failure ? retrying(job, failure, circumstances) : 'It is retried by itself.';
    case 'failed':
      return failure ? failed(job, failure) : 'It was given up.';
    case 'cancelled':
      return cancelled(failure);
    case 'completed':
      return completed(job);
  }
};
