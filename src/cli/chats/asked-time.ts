/** Reads a time on the command line. */
import type { Given } from '../command.ts';
import { EXIT, Ending } from '../exits.ts';

const DAY = /^\d{4}-\d\d-\d\d$/;
const TIME = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)?$/;

/**
 * The time of an option in ISO 8601; null if it is missing. Without an offset it is by the clock on the wall, and a day is
 * its first moment.
 * @throws Ending with exit 64
 */
export const timeIn = (given: Given, option: string, command: string): string | null => {
  const text = given.value(option);
  if (text === null) return null;
  const at = DAY.test(text)
    ? new Date(`${text}T00:00`)
    : new Date(TIME.test(text) ? text.replace(' ', 'T') : Number.NaN);
  if (!Number.isNaN(at.getTime())) return at.toISOString();
  throw new Ending(
    EXIT.usage,
    `--${option} needs a time such as 2026-11-30 or 2026-11-30T08:00, not "${text}".\nSee: waybill ${command} --help`,
  );
};
