/** All kinds of message, as phones read and write them. A kind of `src/messages` without a row here does not compile. */
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

/** What a phone shows of a message; null when it is of no kind that is known here. */
export const shownOf = (message: proto.IMessage): Content | null => {
  for (const kind of CONTENT_KINDS) {
    const content = kinds[kind].read(message);
    if (content) return content;
  }
  return null;
};

export const writtenOf = (content: Content): proto.IMessage => kindOf(content).write(content);

/** What a person reads of it on a phone. */
export const readableOf = (content: Content): string => textOf(content) ?? previewOf(content);
