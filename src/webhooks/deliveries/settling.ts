/** The record of an attempt, and when the next one is due. */
import type { Millis } from '../../kernel/clock.ts';
import { ladderMs } from '../../machines/webhook-ladder.ts';
import type { Outcome } from '../records.ts';
import type { Sent, Verdict } from './outcome.ts';
import type { RunPorts } from './run-ports.ts';
import type { Parcel } from './standing.ts';

interface SettlingPorts extends Pick<RunPorts, 'clock' | 'entropy' | 'writer' | 'eventAt' | 'report' | 'count'> {
  readonly endpoint: string;
}

interface Attempt {
  readonly sent: Exclude<Sent, { type: 'cut' }>;
  readonly verdict: Verdict;
  /** Null if no attempt follows. */
  readonly nextAt: Millis | null;
}

export interface Settling {
  /** When the event is tried again after so many refusals; null if it is given up. */
  nextAttempt(attempts: number, waitMs: number): Millis | null;
  record(parcel: Parcel, attempt: Attempt): void;
}

const stateOf = ({ verdict, nextAt }: Attempt): Outcome => {
  if (verdict.type === 'delivered') return 'delivered';
  if (verdict.type === 'refused') return nextAt === null ? 'failed' : 'retrying';
  return 'waiting';
};

export const createSettling = (ports: SettlingPorts): Settling => {
  const { clock, entropy, writer, endpoint } = ports;
  return {
    nextAttempt(attempts, waitMs) {
      const delay = ladderMs(attempts, entropy.fraction());
      return delay === null ? null : clock.now() + Math.max(delay, waitMs);
    },
    record(parcel, attempt) {
      const { sent, nextAt } = attempt;
      const state = stateOf(attempt);
      const answered = sent.type === 'answered' ? sent : null;
      for (const [place, member] of parcel.members.entries()) {
        const event = parcel.events?.[place] ?? ports.eventAt(member);
        if (!event) continue;
        ports.count(state);
        const { id, type, session, chatId, position, index } = event;
        writer.add({
          type: 'attempt',
          endpoint,
          attempted: {
            event: id,
            position,
            index,
            type,
            session,
            chat: chatId,
            parcel: parcel.id,
            state,
            lastAt: clock.now(),
            nextAt,
            status: answered?.status ?? null,
            reason: sent.type === 'unanswered' ? sent.reason : null,
            answer: answered?.text ?? null,
            tookMs: sent.tookMs,
          },
        });
        if (state !== 'failed') continue;
        const status = answered?.status;
        const attempts = parcel.attempts;
        const given = { event: id, eventType: type, attempts, ...(status === undefined ? {} : { status }) };
        void ports.report({ type: 'recordGivenUp', ...given });
      }
    },
  };
};
