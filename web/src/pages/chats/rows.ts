/** What stands in a conversation, from top to bottom: days, and messages. */
import type { Message } from '../../kinds/message.ts';

export interface DayRow {
  readonly day: string;
}

export interface MessageRow {
  readonly message: Message;
  /** The first of several by one author: it has the name. */
  readonly first: boolean;
}

export type Row = DayRow | MessageRow;

export const isDay = (row: Row): row is DayRow => 'day' in row;

const dayOf = ({ sentAt }: Message): string => new Date(sentAt).toDateString();

const authorOf = ({ direction, from }: Message): string =>
  direction === 'out' ? '' : (from.number ?? from.lid ?? from.name ?? '?');

/** Messages stand in the order of the record. A history that came late may begin a day again. */
export const rowsOf = (messages: readonly Message[]): readonly Row[] =>
  messages.flatMap((message, index): Row[] => {
    const before = messages[index - 1];
    const newDay = !before || dayOf(before) !== dayOf(message);
    const row: MessageRow = { message, first: newDay || authorOf(before) !== authorOf(message) };
    return newDay ? [{ day: message.sentAt }, row] : [row];
  });
