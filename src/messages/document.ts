/** A file of any type, which phones show by its name. */
import * as v from 'valibot';
import { fileKind, onlyMedia } from './file-kind.ts';
import { firstLine, type MessageKind } from './kind.ts';
import { MediaId } from './media.ts';
import { FileName, MediaSource, plainName } from './media-source.ts';
import { CAPTION_MAX, Caption, StoredCaption } from './words.ts';

const NAMED = {
  fileName: v.optional(v.pipe(FileName, v.description("The name that phones show; the upload's own when left out."))),
};

const DocumentMember = v.strictObject({ media: MediaSource, caption: v.optional(Caption), ...NAMED });

export const DocumentContent = v.strictObject({
  kind: v.literal('document'),
  media: MediaId,
  caption: StoredCaption,
  ...NAMED,
});
export type DocumentContent = v.InferOutput<typeof DocumentContent>;

const files = fileKind<DocumentContent>('document', 'Document');

export const document: MessageKind<DocumentContent, typeof DocumentMember> = {
  ...files,
  limits: { captionCharactersMax: CAPTION_MAX },
  schema: DocumentContent,
  member: DocumentMember,
  // A file that is sent as a document comes with the member of its own kind. The rest of it means nothing here.
  of: ({ caption, fileName }, { media }) => {
    const name = fileName === undefined ? null : plainName(fileName);
    return {
      kind: 'document',
      media: onlyMedia(media),
      ...(caption === undefined ? {} : { caption }),
      ...(name === null ? {} : { fileName: name }),
    };
  },
  preview: (content) =>
    content.caption === undefined && content.fileName ? firstLine(content.fileName) : files.preview(content),
};
