/** A JSON log line as people read it: `12:00:02.123 WARN  attempt 1 failed …  job=4f2a… session=default`. */
import { styleText } from 'node:util';

type Style = Parameters<typeof styleText>[0];

/** The fields that a log line may have. */
interface LogFields {
  readonly time: string;
  readonly level: string;
  readonly msg?: string;
  readonly err?: { readonly message?: string; readonly stack?: string };
  readonly [field: string]: unknown;
}

const LEVEL_STYLES: Readonly<Record<string, Style>> = {
  trace: 'dim',
  debug: 'dim',
  info: 'green',
  warn: 'yellow',
  error: 'red',
  fatal: 'red',
};

/** Local time of day, because the one who reads it looks at a clock on the wall. */
const timeOfDay = (iso: string): string => {
  const time = new Date(iso);
  return `${time.toTimeString().slice(0, 8)}.${String(time.getMilliseconds()).padStart(3, '0')}`;
};

/** A sentence may quote what came from outside; it must not move the cursor or look like a line of its own. */
const oneLine = (text: string): string => text.replaceAll(/\p{Cc}+/gu, ' ');

const PLAIN = /^[\w@.:/…+-]+$/;

const fieldText = ([name, value]: [string, unknown]): string => {
  const text = String(value);
  return `${name}=${PLAIN.test(text) ? text : JSON.stringify(value)}`;
};

/** Coloured where standard output is a terminal that wants it. */
export const prettyLine = (json: string): string => {
  const { time, level, msg, err, ...fields } = JSON.parse(json) as LogFields;
  const shown = Object.entries(fields).filter(([, value]) => value !== null);
  const tail = shown.length > 0 ? `  ${styleText('dim', shown.map(fieldText).join(' '))}` : '';
  const stack = err ? `\n${err.stack ?? err.message ?? ''}` : '';
  const name = styleText(LEVEL_STYLES[level] ?? 'green', level.toUpperCase().padEnd(5));
  return `${styleText('dim', timeOfDay(time))} ${name} ${oneLine(msg ?? '')}${tail}${stack}\n`;
};
