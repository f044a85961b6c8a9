import type { DocumentContent } from '../../../messages/document.ts';
import { captioned, thumbnailed, uploadedFields } from './files.ts';
import type { Encoder } from './kind.ts';

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
