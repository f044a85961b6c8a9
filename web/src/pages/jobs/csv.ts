/** Jobs as a table for other programs: comma-separated values as in RFC 4180. */
import type { Job } from './job.ts';

const COLUMNS: readonly (readonly [name: string, of: (job: Job) => string | number | boolean | null])[] = [
  ['jobId', ({ jobId }) => jobId],
  ['messageId', ({ messageId }) => messageId],
  ['session', ({ session }) => session],
  ['chatId', ({ chatId }) => chatId],
  ['type', ({ type }) => type],
  ['message', ({ message }) => message],
  ['status', ({ status }) => status],
  ['priority', ({ priority }) => priority],
  ['attempts', ({ attempts }) => attempts],
  ['failure', ({ failure }) => failure?.code ?? null],
  ['failureMessage', ({ failure }) => failure?.message ?? null],
  ['dismissed', ({ dismissed }) => dismissed],
  ['queuedAt', ({ queuedAt }) => queuedAt],
  ['sendAt', ({ sendAt }) => sendAt],
  ['startedAt', ({ startedAt }) => startedAt],
  ['nextAttemptAt', ({ nextAttemptAt }) => nextAttemptAt],
  ['completedAt', ({ completedAt }) => completedAt],
  ['deliveredAt', ({ deliveredAt }) => deliveredAt],
  ['readAt', ({ readAt }) => readAt],
  ['playedAt', ({ playedAt }) => playedAt],
  ['clientRef', ({ clientRef }) => clientRef],
];

/** A spreadsheet would run such a cell as a formula, and a message may come from anybody. */
const FORMULA = /^[=+\-@\t\r\n]/;
const NEEDS_QUOTES = /[",\r\n]/;

export const cellOf = (value: string | number | boolean | null): string => {
  const text = String(value ?? '');
  const safe = typeof value === 'string' && FORMULA.test(text) ? `'${text}` : text;
  return NEEDS_QUOTES.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

const line = (cells: readonly string[]): string => `${cells.join(',')}\r\n`;

/** The mark at the beginning tells spreadsheets that it is UTF-8. */
export const CSV_HEAD = `\uFEFF${line(COLUMNS.map(([name]) => name))}`;

export const csvLines = (jobs: readonly Job[]): string =>
  jobs.map((job) => line(COLUMNS.map(([, of]) => cellOf(of(job))))).join('');
