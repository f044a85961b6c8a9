/**
 * All kinds of message, as phones read and write them. A kind of `src/messages` without a row here does not compile.
 */
import type { proto } from 'baileys';
import {
  type Content,
  CONTENT_KINDS,
  type ContentKind,
  type ContentOf,
  previewOf,
  textOf,
} from '../../messages/content.ts';
import type { PhoneKind } from './kind.ts';
import { text } from './text.ts';

const kinds: { readonly [K in ContentKind]: PhoneKind<ContentOf<K>> } = { text };

const kindOf = <K extends ContentKind>({ kind }: { readonly kind: K }): PhoneKind<ContentOf<K>> => kinds[kind];

/** The content of a message as the phone shows it; null if its kind is unknown here. */
export const shownOf = (message: proto.IMessage): Content | null => {
  for (const kind of CONTENT_KINDS) {
    const content = kinds[kind].read(message);
    if (content) return content;
  }
  return null;
};

export const writtenOf = (content: Content): proto.IMessage => kindOf(content).write(content);

/** The text that a person reads on the phone: the text itself, or what stands for it in a list. */
export const readableOf = (content: Content): string => textOf(content) ?? previewOf(content);
