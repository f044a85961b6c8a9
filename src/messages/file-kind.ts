/** What kinds with a file have in common: one media, and often a caption. */
import * as v from 'valibot';
import { firstLine, type MessageKind, storedAsJson } from './kind.ts';

interface HoldsFile {
  readonly kind: string;
  readonly media: string;
  readonly caption?: string | undefined;
}

/** All of a kind with a file but its schemas; `called` stands in a list where there is no caption. */
export const fileKind = <C extends HoldsFile>(
  kind: C['kind'],
  called: string,
): Omit<MessageKind<C, v.GenericSchema>, 'schema' | 'member' | 'of' | 'limits'> => ({
  ...storedAsJson<C['kind'], C>(kind),
  shown(content) {
    const { kind: _kind, media, ...member } = content;
    return { media: { id: media }, ...member };
  },
  textOf: ({ caption }) => caption ?? null,
  preview: ({ caption }) => (caption === undefined ? called : firstLine(caption)),
  mediaOf: ({ media }) => [media],
  refersTo: () => null,
});

/** The first of the media that acceptance stored; a member with a source always has one. */
export const onlyMedia = ([media = '']: readonly string[]): string => media;

/** A file that is too large for its kind, or is to stay as it is, goes as a document. */
export const AS_DOCUMENT = {
  asDocument: v.optional(
    v.pipe(v.boolean(), v.description('Send the file as a document: as it is, and up to the limit of documents.')),
  ),
};

/** A member without the wish to send it as a document, which is no part of its content. */
export const withoutAsDocument = <M extends { readonly asDocument?: boolean | undefined }>(
  member: M,
): Omit<M, 'asDocument'> => {
  const { asDocument: _asDocument, ...rest } = member;
  return rest;
};
