import { AS_DOCUMENT, CAPTION, FILE, filled, type KindWords, media, switched, VIEW_ONCE, withFile } from './kind.ts';

export const video: KindWords<'video'> = {
  word: 'Video',
  icon: 'video',
  preview: ({ caption }) => caption ?? 'Video',
  fields: [
    { ...FILE, label: 'Video', accept: 'video/*', missing: 'Choose a video.' },
    CAPTION,
    { name: 'gif', label: 'Plays by itself, without sound', input: 'switch' },
    { name: 'round', label: 'A round video note', input: 'switch' },
    VIEW_ONCE,
    AS_DOCUMENT,
  ],
  memberOf: (values) => ({
    ...media(values),
    ...filled(values, 'caption'),
    ...switched(values, 'gif', 'round', 'viewOnce', 'asDocument'),
  }),
  valuesOf: withFile,
};
