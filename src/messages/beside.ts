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

/** What a person is called; null for each name that is not known. */
export const PersonNames = v.strictObject({
  /** As the account's own address book has it. */
  name: v.nullable(v.string()),
  /** As they call themselves. */
  pushName: v.nullable(v.string()),
  /** The name of a business, as WhatsApp has verified it. */
  verifiedName: v.nullable(v.string()),
  username: v.nullable(v.string()),
});
export type PersonNames = v.InferOutput<typeof PersonNames>;

/** Where a file is to be fetched from, and what it is called then. */
const AddressRecord = v.strictObject({ url: v.string(), fileName: v.nullable(v.string()) });
export type AddressRecord = v.InferOutput<typeof AddressRecord>;

/** What surrounds a message that came in. */
export const HeardWords = v.strictObject({
  /** The sender's own name. */
  pushName: v.nullable(v.string()),
  /** The message that it quotes, as the sender's phone copied it: one line of it, and whose it is. */
  quoted: v.nullable(v.strictObject({ by: v.nullable(v.string()), kind: v.string(), preview: v.string() })),
  /** The ad that led to it. */
  referral: v.nullable(
    v.strictObject({
      source: v.nullable(v.string()),
      sourceId: v.nullable(v.string()),
      url: v.nullable(v.string()),
      headline: v.nullable(v.string()),
      ctwaClid: v.nullable(v.string()),
    }),
  ),
});
export type HeardWords = v.InferOutput<typeof HeardWords>;

/** A message of an unknown kind: its name in `proto.Message`, and the whole message as it was encoded, in base64. */
const RawMessage = v.strictObject({ name: v.string(), bytes: v.string() });

/** A file that WhatsApp keeps: its place there, the key and the hashes in base64, and what the sender's phone made of it. */
export const RemoteFile = v.strictObject({
  url: v.nullable(v.string()),
  directPath: v.nullable(v.string()),
  mediaKey: v.string(),
  fileSha256: v.nullable(v.string()),
  fileEncSha256: v.nullable(v.string()),
  fileName: v.nullable(v.string()),
  thumbnail: v.nullable(v.string()),
  waveform: v.nullable(v.string()),
});
export type RemoteFile = v.InferOutput<typeof RemoteFile>;

/** A vote as its phone encrypted it, in base64. The secret of the poll opens it, whichever of the two came first. */
const EncryptedVote = v.strictObject({ payload: v.string(), iv: v.string() });
export type EncryptedVote = v.InferOutput<typeof EncryptedVote>;

/** Why somebody refused a draft. */
const DecisionWords = v.strictObject({ reason: v.string() });
/** What people call an endpoint of webhooks, and where it is. An address may hold a token. */
const EndpointRecord = v.strictObject({ name: v.string(), url: v.string() });
/** What people call a session. */
const SessionRecord = v.strictObject({ label: v.string() });

const schemas = {
  metadata: Metadata,
  file: FileRecord,
  address: AddressRecord,
  group: GroupWords,
  heard: HeardWords,
  names: PersonNames,
  raw: RawMessage,
  remote: RemoteFile,
  vote: EncryptedVote,
  decision: DecisionWords,
  endpoint: EndpointRecord,
  session: SessionRecord,
} as const;

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
