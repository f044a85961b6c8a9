/**
 * Everything that can be said, as one union. A new kind is a file of its own and a row here: every table that is keyed by
 * `ContentKind` (encoders, decoders, forms) does not compile until it has the row too.
 */
import * as v from 'valibot';
import type { MessageKind } from './kind.ts';
import { text, TextContent } from './text.ts';

export const Content = v.variant('kind', [TextContent]);
export type Content = v.InferOutput<typeof Content>;

export type ContentKind = Content['kind'];
export type ContentOf<K extends ContentKind> = Extract<Content, { kind: K }>;

const kinds: { readonly [K in ContentKind]: MessageKind<ContentOf<K>> } = { text };

export const CONTENT_KINDS = Object.keys(kinds) as [ContentKind, ...ContentKind[]];

const kindOf = <K extends ContentKind>({ kind }: { kind: K }): MessageKind<ContentOf<K>> => kinds[kind];

export const writeContent = (content: Content): string => kindOf(content).write(content);

/** Content as it was stored; null when it is none of this kind. */
export const readContent = (kind: ContentKind, stored: string): Content | null => {
  const { schema, read } = kinds[kind];
  const parsed = v.safeParse(schema, read(stored));
  return parsed.success ? parsed.output : null;
};

export const textOf = (content: Content): string | null => kindOf(content).textOf(content);
