/** Texts to append: content with a salt that every test knows, and the digest that names it. */
import { say } from '../../src/events/log/content.ts';

export const sayText = (body: string) => say({ kind: 'text', body }, { bytes: (count) => new Uint8Array(count) });

export const textRef = (body: string) => sayText(body).ref;
