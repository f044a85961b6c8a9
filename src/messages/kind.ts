/** What Waybill has to know of a kind of message to take it, show it and look after what it holds. */
import type * as v from 'valibot';

export interface MessageKind<C> {
  /** Also the guard through which stored content comes back. */
  readonly schema: v.GenericSchema<unknown, C>;
  /** As it is stored: what `schema` takes back after `read`. */
  readonly write: (content: C) => string;
  readonly read: (stored: string) => unknown;
  /** What people read of it: the text or the caption; null for a kind that has neither. */
  readonly textOf: (content: C) => string | null;
  /** One line for lists; never longer than 120 characters. */
  readonly preview: (content: C) => string;
  /** The ids of the media that it holds. */
  readonly mediaOf: (content: C) => readonly string[];
}

const PREVIEW_MAX = 120;

/** The first line of a text, cut to the length of a preview. */
export const firstLine = (text: string): string => {
  const [line = ''] = text.trimStart().split('\n', 1);
  return line.length <= PREVIEW_MAX ? line : `${line.slice(0, PREVIEW_MAX - 1)}…`;
};
