/** Conversion between messages and their text. */
import { type Content, textOf } from '../../src/messages/content.ts';

export const saying = (body: string): Content => ({ kind: 'text', body });

/** The readable text; empty if there is none. */
export const saidIn = (content: Content): string => textOf(content) ?? '';
