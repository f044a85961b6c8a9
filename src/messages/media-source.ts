/** Where the bytes of a message come from: an upload, an address, or the request itself. */
import * as v from 'valibot';
import { readBase64 } from './base64.ts';
import { oneOf } from './one-of.ts';

const FILE_NAME_MAX = 255;

/** A name for people, as a caller writes it. `plainName` takes out what is not fit for a name. */
export const FileName = v.pipe(
  v.string(),
  v.minLength(1, 'Expected at least 1 character'),
  v.maxLength(FILE_NAME_MAX, `Expected at most ${FILE_NAME_MAX} characters`),
);

/** Control characters, line ends, and marks that change the direction: `invoice\u202Efdp.exe` is shown as a PDF. */
const UNFIT = /[\p{Cc}\p{Zl}\p{Zp}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/gu;
/** A path that is absolute or climbs. Other slashes stay: an invoice may be called `INV/2026/001.pdf`. */
const PATH = /^(?:[/\\]|[a-z]:[/\\])|(?:^|[/\\])\.{1,2}(?:[/\\]|$)/i;

/** A name that harms nobody who shows it or saves a file under it; null if nothing is left. */
export const plainName = (name: string): string | null => {
  const clean = name.toWellFormed().replace(UNFIT, '').trim();
  const last = PATH.test(clean) ? (clean.split(/[/\\]/).at(-1) ?? '') : clean;
  return ['', '.', '..'].includes(last) ? null : last.slice(0, FILE_NAME_MAX).toWellFormed();
};

/** Any text: an id that cannot be one is of no upload, which the gateway says. */
const ById = v.strictObject({ id: v.pipe(v.string(), v.maxLength(64)) });
const ByUrl = v.strictObject({
  url: v.pipe(v.string(), v.url('Expected an address, such as https://example.com/picture.jpg'), v.maxLength(2_048)),
  fetch: v.optional(
    v.pipe(
      v.picklist(['now', 'later'], 'Expected "now" or "later"'),
      v.description('`now` stores the bytes before the answer; `later` has the first attempt fetch them.'),
    ),
    'now',
  ),
  fileName: v.optional(FileName),
});
const Base64 = v.pipe(
  v.string(),
  v.description('The bytes in base64 or base64url, or as a `data:` URL. Larger ones are uploaded first.'),
  v.rawTransform(({ dataset: { value }, addIssue, NEVER }) => {
    const read = readBase64(value);
    if (!('fault' in read)) return read;
    addIssue({ message: read.fault });
    return NEVER;
  }),
);

const ByData = v.pipe(
  v.strictObject({
    data: Base64,
    mimetype: v.optional(v.pipe(v.string(), v.regex(/^[\w.+-]+\/[\w.+-]+(\s*;.*)?$/, 'Expected a media type'))),
    fileName: v.optional(FileName),
  }),
  v.transform(({ data: { base64, mimetype: called }, mimetype = called, ...named }) => ({
    ...named,
    data: base64,
    ...(mimetype === undefined ? {} : { mimetype }),
  })),
);

export const MediaSource = v.pipe(
  oneOf([ById, ByUrl, ByData], 'Expected one of id, url and data'),
  v.metadata({ ref: 'MediaSource' }),
  v.examples([{ id: 'med_0193f2c4a5b6c7d8e9' }]),
);
export type MediaSource = v.InferOutput<typeof MediaSource>;
