/**
 * How content is stored beside the fact that names it.
 *
 * A fact holds a digest of the content and a random salt. The salt is stored and erased with the content. So the log
 * proves what was said for as long as the content is kept, and after an erasure not even a short text can be guessed.
 */
import { hash } from 'node:crypto';
import { type BesideKind, type BesideOf, readBeside } from '../../messages/beside.ts';
import { type Content, type ContentKind, writeContent } from '../../messages/content.ts';
import type { Entropy } from '../../kernel/entropy.ts';
import { Defect } from '../../kernel/fault.ts';
import type { ContentId } from '../../kernel/ids.ts';
import type { BesideRef, ContentRef } from '../facts/job.ts';

/** Content as a store keeps it. */
export interface Said<K extends ContentKind | BesideKind = ContentKind | BesideKind> {
  readonly kind: K;
  /** 32 hex digits; null for a text that was stored before there were salts. */
  readonly salt: string | null;
  readonly body: string;
}

const SALT_BYTES = 16;

/** SHA-256 of a salt and a text, in base64url: 21 bytes less in each fact than in hex, which digests without a salt keep. */
export const saltedDigest = (salt: string | null, text: string): ContentId =>
  hash('sha256', `${salt ?? ''}${text}`, salt === null ? 'hex' : 'base64url');

/** The digests of contents that `say` made, so that the check before their append does not hash them again. */
const digests = new WeakMap<Said, ContentId>();

const digestOf = (said: Said): ContentId => digests.get(said) ?? saltedDigest(said.salt, said.body);

/** Content to append, and the digest by which its fact names it. */
interface Spoken<K extends ContentKind | BesideKind> {
  readonly said: Said<K> & { readonly salt: string };
  readonly ref: { readonly kind: K; readonly digest: ContentId };
}

const spoken = <K extends ContentKind | BesideKind>(
  kind: K,
  body: string,
  entropy: Pick<Entropy, 'bytes'>,
): Spoken<K> => {
  const said = { kind, salt: Buffer.from(entropy.bytes(SALT_BYTES)).toString('hex'), body };
  const digest = digestOf(said);
  digests.set(said, digest);
  return { said, ref: { kind, digest } };
};

export const say = (content: Content, entropy: Pick<Entropy, 'bytes'>): Spoken<ContentKind> =>
  spoken(content.kind, writeContent(content), entropy);

/** The same for content that is no message. */
export const sayBeside = <K extends BesideKind>(
  kind: K,
  value: BesideOf<K>,
  entropy: Pick<Entropy, 'bytes'>,
): Spoken<K> => spoken(kind, JSON.stringify(value), entropy);

/** Whether stored content matches the digest in a fact. */
export const isNamedBy = ({ kind, digest }: ContentRef | BesideRef, said: Said): boolean =>
  said.kind === kind && digestOf(said) === digest;

/** A stored row of another kind. @throws Defect when the row is invalid, or is of a third kind. */
export const besideOf = <K extends BesideKind>(expected: K, { kind, body }: Said, position: number): BesideOf<K> => {
  const found = kind === expected ? readBeside(expected, body) : null;
  if (found) return found;
  throw new Defect(`what stands beside position ${position} of the log is no ${expected} that Waybill knows`, {
    position,
  });
};
