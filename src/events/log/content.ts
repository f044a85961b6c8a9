/** How a fact names the text that is kept beside it. */
import { hash } from 'node:crypto';
import type { ContentId } from '../../kernel/ids.ts';

/** SHA-256 of the text's UTF-8, in hex: the fact outlives its text, and still proves what it was. */
export const contentIdOf = (text: string): ContentId => hash('sha256', text);
