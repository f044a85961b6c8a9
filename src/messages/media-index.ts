/** Which file each upload has. The hash stands in no fact, so that it can be erased. */
import type { MediaId, Sha256 } from './media.ts';

export interface MediaIndex {
  /** Called before the fact that names the upload is appended. */
  add(id: MediaId, sha256: Sha256): void;
  hashOf(id: MediaId): Sha256 | null;
  /** The uploads with these bytes. */
  withHash(sha256: Sha256): readonly MediaId[];
  forget(id: MediaId): void;
  /** Uploads without a fact: one that is being stored, or one whose process was killed. */
  unrecorded(): readonly MediaId[];
  /** Expired uploads that have a hash still. */
  expired(): readonly MediaId[];
}
