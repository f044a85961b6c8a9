/**
 * How content is stored beside the fact that names it.
 *
 * A fact holds a digest of the content and a random salt. The salt is stored and erased with the content. So the log
 * proves what was said for as long as the content is kept, and after an erasure not even a short text can be guessed.
 */
import { hash } from 'node:crypto';
import { type Content, type ContentKind, readContent, writeContent } from '../../messages/content.ts';
import type { Entropy } from '../../kernel/entropy.ts';
import { Defect } from '../../kernel/fault.ts';
import type { ContentId } from '../../kernel/ids.ts';
import type { ContentRef } from '../facts/job.ts';

/** Content as a store keeps it. */
export interface Said {
  readonly kind: ContentKind;
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
export const say = (
  content: Content,
  entropy: Pick<Entropy, 'bytes'>,
): { readonly said: Said & { readonly salt: string }; readonly ref: ContentRef } => {
  const salt = Buffer.from(entropy.bytes(SALT_BYTES)).toString('hex');
  const said = { kind: content.kind, salt, body: writeContent(content) };
  const digest = digestOf(said);
  digests.set(said, digest);
  return { said, ref: { kind: content.kind, digest } };
};

/** Whether stored content matches the digest in a fact. */
export const isNamedBy = ({ kind, digest }: ContentRef, said: Said): boolean =>
  said.kind === kind && digestOf(said) === digest;

/** The content of a stored row. @throws Defect when the row is invalid. */
export const contentOf = ({ kind, body }: Said, position: number): Content => {
  const content = readContent(kind, body);
  if (content) return content;
  throw new Defect(`the content beside position ${position} of the log is no ${kind} that Waybill knows`, { position });
};
