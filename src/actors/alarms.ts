/**
 * Wakes actors at their deadlines: a session for its restart, a queue at the end of its cooling, the line for its next
 * job.
 *
 * Alarms are rows of projections, so they survive a restart; one timer sleeps until the earliest. An alarm has no fact
 * of its own: it ends when the actor that it woke records something.
 */
import { type Clock, type Millis, nothingToCancel } from '../kernel/clock.ts';
import type { SessionId } from '../kernel/ids.ts';
import type { Reads } from '../projections/reads.ts';

export interface AlarmPorts {
  readonly reads: Pick<Reads, 'alarms' | 'line'>;
  readonly clock: Clock;
  /** Resolves when the actor has answered: true if it recorded something, which ends the alarm. */
  fire(stream: string, at: Millis): Promise<boolean>;
  /** A job in the line of this session is due. */
  lineIsDue(session: SessionId): void;
}

export interface Alarms {
  /** Fires all due alarms and sleeps until the next one. */
  arm(): void;
  stop(): void;
}

/** An alarm that no actor answered fires again after this delay. */
const PAUSE_MS = 1_000;

/** The clock may be set, or the machine suspended, while the timer sleeps. */
const SLEEP_MS_MAX = 60_000;

const nameOf = (stream: string, at: Millis): string => `${stream} ${at}`;

export const createAlarms = (ports: AlarmPorts): Alarms => {
  const { reads, clock } = ports;
  /** By stream and time, so that an alarm delayed by a full disk does not hold up a later one of the same stream. */
  const firing = new Set<string>();
  let timer = nothingToCancel;
  /** When the timer is due. It may fire late, and may be set again before it fires. */
  let until = Number.POSITIVE_INFINITY;
  /** The time up to which the line was checked for due jobs. */
  let lookedUntil: Millis = 0;
  let stopped = false;

  const ring = async (stream: string, at: Millis) => {
    const alarm = nameOf(stream, at);
    if (firing.has(alarm)) return;
    firing.add(alarm);
    const answered = await ports.fire(stream, at);
    const again = () => {
      firing.delete(alarm);
      arm();
    };
    if (answered) again();
    else clock.after(PAUSE_MS, again);
  };

  const next = (now: Millis): Millis => {
    const line = reads.line.nextDueAfter(now) ?? Number.POSITIVE_INFINITY;
    const alarm = reads.alarms.nextAfter(now) ?? Number.POSITIVE_INFINITY;
    return Math.min(line, alarm);
  };

  const wakeLine = (now: Millis) => {
    for (const session of reads.line.dueSessions(Math.min(lookedUntil, now), now)) ports.lineIsDue(session);
    lookedUntil = now;
  };

  const arm = () => {
    if (stopped) return;
    timer();
    const now = clock.now();
    if (until <= now) wakeLine(now);
    for (const { stream, at } of reads.alarms.due(now)) void ring(stream, at);
    const at = next(now);
    until = at === Number.POSITIVE_INFINITY ? at : Math.min(at, now + SLEEP_MS_MAX);
    if (until !== Number.POSITIVE_INFINITY) timer = clock.after(until - now, due);
  };

  /** The timer is due whatever the clock says: it may have been set back. */
  const due = () => {
    until = Number.NEGATIVE_INFINITY;
    arm();
  };

  return {
    arm,
    stop() {
      stopped = true;
      timer();
    },
  };
};
