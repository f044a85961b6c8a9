/** Times and data of facts, in few words. */
import { durationText } from '../words/times.ts';
import type { Memory } from './memory.ts';

const pad = (value: number, length = 2): string => String(value).padStart(length, '0');

/** `12:00:02.123`, by the clock on the wall. */
export const clock = (at: number): string => {
  const time = new Date(at);
  const parts = [time.getHours(), time.getMinutes(), time.getSeconds()].map((part) => pad(part));
  return `${parts.join(':')}.${pad(time.getMilliseconds(), 3)}`;
};

const DATE = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });

/** `12:00:02.123 on 3 Feb 2026` */
export const clockAndDay = (at: number): string => `${clock(at)} on ${DATE.format(at)}`;

const TIME_NAME = /(?:^|_|[a-z])(?:at|At|since|until|notBefore)$/;
const TIME_MIN = 1_000_000_000_000;

const isTime = (name: string, value: unknown): value is number =>
  typeof value === 'number' && value > TIME_MIN && TIME_NAME.test(name);

/** A value of a fact, of what an actor remembers or of a row. `name` tells times from numbers. */
export const valueText = (name: string, value: unknown): string => {
  if (isTime(name, value)) return clockAndDay(value);
  if (value === null || value === undefined) return '–';
  return typeof value === 'string' ? value : JSON.stringify(value);
};

/** Leaves of data, `failure.code` and what it says. */
export const leavesOf = (value: unknown, path = ''): readonly (readonly [path: string, value: unknown])[] => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return path === '' ? [] : [[path, value]];
  return Object.entries(value).flatMap(([name, inner]) => leavesOf(inner, path === '' ? name : `${path}.${name}`));
};

const DULL = new Set([
  'content',
  'messageId',
  'idempotency',
  'idempotency.key',
  'idempotency.digest',
  'failure.retryable',
]);
const SHOWN_MAX = 3;

/** The first few things that a fact says. */
export const summary = (data: Readonly<Record<string, unknown>>): string =>
  leavesOf(data)
    .filter(([path, value]) => value !== null && !DULL.has(path))
    .slice(0, SHOWN_MAX)
    .map(([path, value]) => {
      const name = path.slice(path.lastIndexOf('.') + 1);
      return `${name} ${isTime(name, value) ? clock(value) : valueText(name, value)}`;
    })
    .join(', ');

type Deadline = NonNullable<Memory['deadline']>;

const WHAT: Readonly<Record<Deadline['what'], string>> = {
  attempt: 'next attempt',
  restart: 'link opens again',
  resume: 'goes on',
  expire: 'QR expires',
};

/** `next attempt 12:00:04.000 (2 s later)`; later than the fact that is looked at. */
export const deadlineText = ({ at, what }: Deadline, since: number): string =>
  `${WHAT[what]} ${clock(Date.parse(at))}, ${durationText(Math.max(Date.parse(at) - since, 0))} later`;
