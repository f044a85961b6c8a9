/**
 * How content is kept beside the fact that names it.
 *
 * A fact holds a digest of the content and of a salt of its own, which is kept and erased with the content. So the log
 * proves what was said while it is kept, and a short text cannot be guessed from what an erasure leaves.
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

/** SHA-256 of a salt and a text, in hex. */
export const saltedDigest = (salt: string | null, text: string): ContentId => hash('sha256', `${salt ?? ''}${text}`);

/** Content to append, and how the fact beside it names it. */
export const say = (
  content: Content,
  entropy: Pick<Entropy, 'bytes'>,
): { readonly said: Said & { readonly salt: string }; readonly ref: ContentRef } => {
  const salt = Buffer.from(entropy.bytes(SALT_BYTES)).toString('hex');
  const said = { kind: content.kind, salt, body: writeContent(content) };
  return { said, ref: { kind: content.kind, digest: saltedDigest(salt, said.body) } };
};

/** Whether stored content is what a fact names. */
export const isNamedBy = ({ kind, digest }: ContentRef, said: Said): boolean =>
  said.kind === kind && saltedDigest(said.salt, said.body) === digest;

/** The content of a stored row. @throws Defect when it is none. */
export const contentOf = ({ kind, body }: Said, position: number): Content => {
  const content = readContent(kind, body);
  if (content) return content;
  throw new Defect(`the content beside position ${position} of the log is no ${kind} that Waybill knows`, { position });
};
