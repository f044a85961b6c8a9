/** The forms in which a chat is exported. */
import type { ChatMessage } from './message.ts';

export const FORMATS = ['jsonl', 'csv', 'html'] as const;
export type FormatName = (typeof FORMATS)[number];

export interface Format {
  begin(title: string): string;
  /** `file` is the path of its media, relative to the file that is written; null without one. */
  message(message: ChatMessage, file: string | null): string;
  end(messages: number): string;
}
