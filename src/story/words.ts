/** Times, durations and names as people say them. */
import type { Millis } from '../kernel/clock.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** `350 ms`, `2 s`, `2.5 s`, `1 min 30 s`, `2 h 5 min`. */
export const durationText = (ms: number): string => {
  if (ms < SECOND) return `${Math.max(Math.round(ms), 0)} ms`;
  if (ms < MINUTE) return `${Math.round(ms / 100) / 10} s`;
  const [unit, big, small] = ms < HOUR ? [SECOND, 'min', 's'] : [MINUTE, 'h', 'min'];
  const whole = Math.round(ms / unit);
  const rest = whole % 60;
  return `${Math.floor(whole / 60)} ${big}${rest > 0 ? ` ${rest} ${small}` : ''}`;
};

/** `12:00:02`, by the clock on the wall: the same that log lines begin with. */
export const timeOfDay = (at: Millis): string => new Date(at).toTimeString().slice(0, 8);

/** `1 job`, `2 jobs`, `1,000,000 jobs`. */
export const count = (amount: number, noun: string): string =>
  `${amount.toLocaleString('en')} ${noun}${amount === 1 ? '' : 's'}`;

/** How streams are called, for a message about a name that is none. */
export const STREAM_NAMES =
  'Streams are named like job/4f2a91c03b7e55d201, session/default, queue/default, user/4f2a91c03b7e55d201 or process';
