/** Content beside a fact that is no message: the caller's own words, what a file is and where, what a group says. */
import * as v from 'valibot';

const KEYS_MAX = 16;
const KEY_MAX = 40;
const VALUE_MAX = 500;
export const METADATA_LIMITS = { keysMax: KEYS_MAX, keyCharactersMax: KEY_MAX, valueCharactersMax: VALUE_MAX } as const;

/** The caller's own words for a message: up to 16 keys of 40 characters, with values of 500. */
export const Metadata = v.pipe(
  v.record(
    v.pipe(
      v.string(),
      v.minLength(1, 'Expected a key of at least 1 character'),
      v.maxLength(KEY_MAX, `Expected a key of at most ${KEY_MAX} characters`),
    ),
    v.pipe(v.string(), v.maxLength(VALUE_MAX, `Expected at most ${VALUE_MAX} characters`)),
  ),
  v.check((record) => Object.keys(record).length <= KEYS_MAX, `Expected at most ${KEYS_MAX} keys`),
);
export type Metadata = v.InferOutput<typeof Metadata>;

/** The record of an upload's bytes, without the numbers that its fact has. */
export const FileRecord = v.strictObject({
  sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  fileName: v.nullable(v.string()),
  /** A small JPEG in base64. */
  thumbnail: v.nullable(v.string()),
  /** 64 bytes of 0 to 100 in base64. */
  waveform: v.nullable(v.string()),
  /** The forms that the bytes have already, and why they can be sent as a document only. */
  fits: v.array(v.string()),
  flaw: v.nullable(v.strictObject({ reason: v.string(), detail: v.string() })),
  animated: v.boolean(),
});
export type FileRecord = v.InferOutput<typeof FileRecord>;

/** Subject and description of a group. */
export const GroupWords = v.strictObject({ subject: v.string(), description: v.nullable(v.string()) });
export type GroupWords = v.InferOutput<typeof GroupWords>;

/** Where a file is to be fetched from, and what it is called then. */
const AddressRecord = v.strictObject({ url: v.string(), fileName: v.nullable(v.string()) });
export type AddressRecord = v.InferOutput<typeof AddressRecord>;

const schemas = { metadata: Metadata, file: FileRecord, address: AddressRecord, group: GroupWords } as const;

export type BesideKind = keyof typeof schemas;
export type BesideOf<K extends BesideKind> = v.InferOutput<(typeof schemas)[K]>;

export const BESIDE_KINDS = Object.keys(schemas) as [BesideKind, ...BesideKind[]];

/** A record as it was stored; null when it is none of this kind. */
export const readBeside = <K extends BesideKind>(kind: K, stored: string): BesideOf<K> | null => {
  let value: unknown;
  try {
    value = JSON.parse(stored);
  } catch {
    return null;
  }
  const parsed = v.safeParse(schemas[kind], value);
  return parsed.success ? parsed.output : null;
};
