/** The key under which a text is kept. */
import { hash } from 'node:crypto';
import type { ContentId } from '../kernel/ids.ts';

/** SHA-256 of the text's UTF-8, in hex: equal texts are kept once. */
export const contentIdOf = (text: string): ContentId => hash('sha256', text);
