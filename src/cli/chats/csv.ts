/**
 * A chat as a table for spreadsheets, by RFC 4180 and with the mark by which they know UTF-8.
 *
 * A spreadsheet runs a cell that begins like a formula. Such a cell gets an apostrophe in front, which a spreadsheet takes
 * as the mark of a text (OWASP, "CSV Injection").
 */
import type { Format } from './formats.ts';
import { type ChatMessage, personName, reactionsText, wordsOf } from './message.ts';

const UTF_8 = '\ufeff';

/** The full-width signs count as their plain ones in some spreadsheets. */
const FORMULA = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/;

const cell = (value: string): string => {
  const safe = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n;\t]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

const row = (values: readonly string[]): string => `${values.map(cell).join(',')}\r\n`;

interface Line extends ChatMessage {
  readonly file: string | null;
}

/** In the order of the columns. */
const COLUMNS: Readonly<Record<string, (message: Line) => string>> = {
  sentAt: ({ sentAt }) => sentAt,
  direction: ({ direction }) => direction,
  from: ({ from }) => personName(from),
  number: ({ from }) => from.number ?? '',
  type: ({ type }) => type,
  text: wordsOf,
  file: ({ file }) => file ?? '',
  fileName: ({ media }) => media?.fileName ?? '',
  fileState: ({ media }) => media?.state ?? '',
  replyTo: ({ replyTo }) => replyTo?.messageId ?? '',
  reactions: reactionsText,
  status: ({ status }) => status ?? '',
  editedAt: ({ editedAt }) => editedAt ?? '',
  formerTexts: ({ edits = [] }) => edits.map(({ text }) => text ?? '').join('\n'),
  deletedAt: ({ deletedAt }) => deletedAt ?? '',
  messageId: ({ messageId }) => messageId,
};

export const csvFormat = (): Format => ({
  begin: () => UTF_8 + row(Object.keys(COLUMNS)),
  message: (message, file) => row(Object.values(COLUMNS).map((value) => value({ ...message, file }))),
  end: () => '',
});
