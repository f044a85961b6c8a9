/** What the words of a message may be: their length, and characters that WhatsApp can carry. */
import * as v from 'valibot';
import { isBlank } from './blank.ts';

/** Like `v.maxLength`, but it counts characters, as JSON Schema does, and not UTF-16 units: an emoji is one. */
const maxCharacters = (max: number): v.MaxLengthAction<string, number, string> => {
  const units = v.maxLength<string, number, string>(max, `Expected at most ${max} characters`);
  const fits = (text: string): boolean => text.length > max && text.length <= 2 * max && Array.from(text).length <= max;
  return {
    ...units,
    '~run': (dataset, config) => (dataset.typed && fits(dataset.value) ? dataset : units['~run'](dataset, config)),
  };
};

/** Half of a surrogate pair cannot be sent as UTF-8, and would arrive as something else. */
const isSendable = (text: string): boolean => text.isWellFormed() && !text.includes('\0');

/** Words that people read: 1 to `max` characters, and not blanks alone. */
export const words = (max: number) =>
  v.pipe(
    v.string(),
    v.minLength(1, 'Expected at least 1 character'),
    maxCharacters(max),
    v.check((text) => !isBlank(text), 'Expected something to read; this has blanks alone'),
    v.check(isSendable, 'Expected text without U+0000 and without unpaired surrogates'),
  );

/** WhatsApp's own limit of a caption, in UTF-16 code units. */
export const CAPTION_MAX = 1_024;

export const Caption = v.pipe(words(CAPTION_MAX), v.examples(['Your parcel']));

/** A caption as it is stored: others may have written a longer one than Waybill sends. */
export const StoredCaption = v.optional(v.string());
