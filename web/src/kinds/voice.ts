import { FILE, type KindWords, media, withFile } from './kind.ts';

export const voice: KindWords<'voice'> = {
  word: 'Voice message',
  icon: 'voice',
  preview: () => 'Voice message',
  fields: [{ ...FILE, label: 'Recording', accept: 'audio/*', missing: 'Choose a recording.' }],
  memberOf: media,
  valuesOf: withFile,
};
