import { AS_DOCUMENT, CAPTION, FILE, filled, type KindWords, media, switched, VIEW_ONCE, withFile } from './kind.ts';

export const image: KindWords<'image'> = {
  word: 'Picture',
  icon: 'image',
  preview: ({ caption }) => caption ?? 'Picture',
  fields: [
    { ...FILE, label: 'Picture', accept: 'image/*', missing: 'Choose a picture.' },
    CAPTION,
    VIEW_ONCE,
    AS_DOCUMENT,
  ],
  memberOf: (values) => ({
    ...media(values),
    ...filled(values, 'caption'),
    ...switched(values, 'viewOnce', 'asDocument'),
  }),
  valuesOf: withFile,
};
