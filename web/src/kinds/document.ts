import { CAPTION, FILE, filled, type KindWords, media, withFile } from './kind.ts';

export const document: KindWords<'document'> = {
  word: 'Document',
  icon: 'document',
  preview: ({ caption, fileName }) => caption ?? fileName ?? 'Document',
  fields: [
    { ...FILE, label: 'Document', missing: 'Choose a file.' },
    { name: 'fileName', label: 'Name on the phone', input: 'line', hint: 'Left empty: the name of the file' },
    CAPTION,
  ],
  memberOf: (values) => ({ ...media(values), ...filled(values, 'fileName', 'caption') }),
  valuesOf: withFile,
};
