import { FILE, type KindWords, media, withFile } from './kind.ts';

export const sticker: KindWords<'sticker'> = {
  word: 'Sticker',
  icon: 'sticker',
  preview: () => 'Sticker',
  fields: [
    {
      ...FILE,
      label: 'Picture',
      accept: 'image/*',
      missing: 'Choose a picture.',
      hint: 'Any picture becomes a sticker',
    },
  ],
  memberOf: media,
  valuesOf: withFile,
};
