/** Times and durations in words. */
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const twoUnits = (ms: number, unit: number, big: string, small: string): string => {
  const whole = Math.round(ms / unit);
  const rest = whole % 60;
  return `${Math.floor(whole / 60)} ${big}${rest > 0 ? ` ${rest} ${small}` : ''}`;
};

/** `350 ms`, `2.5 s`, `1 min 30 s`, `2 h 5 min`, `3 d`. */
export const durationText = (ms: number): string => {
  if (ms < SECOND) return `${Math.max(Math.round(ms), 0)} ms`;
  if (ms < MINUTE) return `${Math.round(ms / 100) / 10} s`;
  if (ms < HOUR) return twoUnits(ms, SECOND, 'min', 's');
  return ms < 2 * DAY ? twoUnits(ms, MINUTE, 'h', 'min') : `${Math.floor(ms / DAY)} d`;
};

/** `just now`, `12 s ago`, `3 h ago`. */
export const ago = (at: number, now: number): string => {
  const ms = now - at;
  if (ms < 3 * SECOND) return 'just now';
  if (ms < MINUTE) return `${Math.floor(ms / SECOND)} s ago`;
  if (ms < HOUR) return `${Math.floor(ms / MINUTE)} min ago`;
  return ms < 2 * DAY ? `${Math.floor(ms / HOUR)} h ago` : `${Math.floor(ms / DAY)} d ago`;
};

const sameDay = (one: Date, other: Date): boolean => one.toDateString() === other.toDateString();

const TIME = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const DATE = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });
const EXACT = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'long' });

/** `12:00:02`, or `3 Feb 12:00:02` on another day. */
export const timeOfDay = (at: string): string => {
  const date = new Date(at);
  const time = TIME.format(date);
  return sameDay(date, new Date()) ? time : `${DATE.format(date)} ${time}`;
};

const MINUTE_OF_DAY = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const DAY_OF_YEAR = new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long' });
const DAY_OF_ANY_YEAR = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long' });

/** `12:00` */
export const minuteOfDay = (at: string): string => MINUTE_OF_DAY.format(new Date(at));

/** `Today`, `Yesterday`, `Monday 3 February`, or `3 February 2025` in another year. */
export const dayText = (at: string, now: number): string => {
  const date = new Date(at);
  if (sameDay(date, new Date(now))) return 'Today';
  if (sameDay(date, new Date(now - DAY))) return 'Yesterday';
  return (date.getFullYear() === new Date(now).getFullYear() ? DAY_OF_YEAR : DAY_OF_ANY_YEAR).format(date);
};

/** `12:00` for a time of today, else the day as `3 Feb`. */
export const timeInList = (at: string, now: number): string =>
  sameDay(new Date(at), new Date(now)) ? minuteOfDay(at) : DATE.format(new Date(at));

/** Date, time and zone. */
export const exactTime = (at: string): string => EXACT.format(new Date(at));

const UTC = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' });
const OFFSET = new Intl.DateTimeFormat('en-GB', { timeZoneName: 'longOffset' });

/** `Asia/Jakarta (UTC+07:00)`: the zone of the browser, with its offset at a time. */
export const zoneText = (at: Date): string => {
  const offset = OFFSET.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const { timeZone } = OFFSET.resolvedOptions();
  return timeZone === 'UTC' ? 'UTC' : `${timeZone} (${offset.replace('GMT', 'UTC')})`;
};

/** `31 Jan 2026, 05:00 UTC` */
export const exactUtc = (at: Date): string => `${UTC.format(at)} UTC`;

/** `2026-01-31T12:00` in the zone of the browser, for a field of date and time; and back. */
export const localTime = (iso: string | undefined): string => {
  if (iso === undefined) return '';
  const at = new Date(iso);
  return new Date(at.getTime() - at.getTimezoneOffset() * MINUTE).toISOString().slice(0, 16);
};
export const isoTime = (local: string): string | null =>
  Number.isNaN(Date.parse(local)) ? null : new Date(local).toISOString();
