/** Messages as tests write and read them: their text. */
import { type Content, textOf } from '../../src/messages/content.ts';

export const saying = (body: string): Content => ({ kind: 'text', body });

/** What people read of it; empty when there is nothing. */
export const saidIn = (content: Content): string => textOf(content) ?? '';
