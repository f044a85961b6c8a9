import type { DocumentContent } from '../../../messages/document.ts';
import { plainName } from '../../../messages/media-source.ts';
import { ITS_FILE } from '../../heard.ts';
import { captioned, fileIn, thumbnailed, uploadedFields } from './files.ts';
import type { Decoded, Decoder, Encoder } from './kind.ts';
import { wordsIn } from './words.ts';

const NAMELESS = 'file';

/** A document. With a caption it is wrapped, as phones do. */
export const document: Encoder<DocumentContent> = {
  speaks: true,
  message({ media, caption, fileName }, { attachment }) {
    const file = attachment(media);
    const name = fileName ?? file.fileName ?? NAMELESS;
    const documentMessage = {
      ...uploadedFields(file),
      ...thumbnailed(file),
      ...captioned(caption),
      fileName: name,
      title: name,
    };
    return caption === undefined
      ? { documentMessage }
      : { documentWithCaptionMessage: { message: { documentMessage } } };
  },
};

export const documentIn: Decoder<Decoded<DocumentContent>> = {
  documentMessage(member) {
    const fileName = plainName(member.fileName || member.title || '');
    return {
      content: {
        kind: 'document',
        media: ITS_FILE,
        ...wordsIn({ caption: member.caption }),
        ...(fileName === null ? {} : { fileName }),
      },
      file: fileIn('document', { ...member, fileName }),
    };
  },
};
