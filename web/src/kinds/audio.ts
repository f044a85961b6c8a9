import { AS_DOCUMENT, FILE, type KindWords, media, switched, withFile } from './kind.ts';

export const audio: KindWords<'audio'> = {
  word: 'Sound',
  icon: 'audio',
  preview: () => 'Sound',
  fields: [{ ...FILE, label: 'Sound', accept: 'audio/*', missing: 'Choose a sound.' }, AS_DOCUMENT],
  memberOf: (values) => ({ ...media(values), ...switched(values, 'asDocument') }),
  valuesOf: withFile,
};
