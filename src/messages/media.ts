/**
 * Media: what one is called, what its bytes are, how large they may be, and the port to where they are kept.
 *
 * A *media* is one upload with its own id, name and expiry. A *file* is bytes, named by their SHA-256 and shared by every
 * media with the same bytes.
 */
import type { Readable } from 'node:stream';
import * as v from 'valibot';
import type { Refusal } from '../kernel/result.ts';

/** `med_` and 18 lower-case hex digits, which grow with time as those of jobs do. */
export const MediaId = v.pipe(
  v.string(),
  v.regex(/^med_[0-9a-f]{18}$/, 'A media id is med_ and 18 hex digits, as the upload answered it'),
);
export type MediaId = v.InferOutput<typeof MediaId>;

/** SHA-256 of a file's bytes, 64 lower-case hex digits: the name of the file. */
export const Sha256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
export type Sha256 = v.InferOutput<typeof Sha256>;

/** What bytes are by their sniffed type. How a message uses them is its `type`: the same audio is a voice note or a song. */
export const MediaKind = v.picklist(['image', 'video', 'audio', 'document', 'sticker']);
export type MediaKind = v.InferOutput<typeof MediaKind>;

/** A shape that WhatsApp shows. `gif` is a silent MP4 that loops, `round` a square video note, `picture` the square one of a group. */
export const FORMS = ['image', 'sticker', 'voice', 'audio', 'video', 'gif', 'round', 'picture'] as const;
export const Form = v.picklist(FORMS);
export type Form = v.InferOutput<typeof Form>;

export const MB = 1_048_576;

/** The largest document in megabytes, as `WAYBILL_MEDIA_MAX_MB` sets it. */
export const DOCUMENT_MB = { byDefault: 100, max: 2_000 } as const;

/** The largest file of a message that came in which is fetched without being asked for, as `WAYBILL_MEDIA_FETCH_MAX_MB` sets it. */
export const FETCH_MB = { byDefault: 64, max: DOCUMENT_MB.max } as const;

export type MediaLimits = Readonly<Record<MediaKind, number>>;

/** The most bytes that WhatsApp shows for each kind. Voice notes are audio. */
export const mediaLimits = (documentMb: number = DOCUMENT_MB.byDefault): MediaLimits => ({
  image: 16 * MB,
  video: 64 * MB,
  audio: 16 * MB,
  sticker: MB,
  document: documentMb * MB,
});

/** More bytes came than may come. `size` is how many were read until that was known, not how many there are. */
export class TooLarge extends Error {
  override readonly name = 'TooLarge';
  readonly size: number;
  readonly limit: number;

  constructor(size: number, limit: number) {
    super(`More than ${limit} bytes came`);
    this.size = size;
    this.limit = limit;
  }
}

/** No byte came for `idleMs`, and the source has not ended. */
export class Stalled extends Error {
  override readonly name = 'Stalled';
  readonly size: number;
  readonly idleMs: number;

  constructor(size: number, idleMs: number) {
    super(`No byte came for ${idleMs} ms, after ${size} bytes`);
    this.size = size;
    this.idleMs = idleMs;
  }
}

/** The source cannot give its bytes, for a reason that its client is told. */
export class SourceRefused extends Error {
  override readonly name = 'SourceRefused';
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(refusal.detail);
    this.refusal = refusal;
  }
}

/** A file that is whole, on disk and under its name. */
export interface StoredFile {
  readonly sha256: Sha256;
  readonly size: number;
  readonly path: string;
}

export interface TakeTerms {
  readonly maxBytes: number;
  /** How long the source may give no byte. Time that the disk takes does not count. */
  readonly idleMs: number;
  readonly signal?: AbortSignal;
}

/** Offsets of the first and the last byte, both included, as in HTTP. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** Something in the folder. `sha256` is null, and `name` its path below the folder, if it is no file of the store. */
export interface ListedFile {
  readonly sha256: Sha256 | null;
  readonly name: string;
  readonly size: number;
  readonly modifiedAt: number;
}

/** `held`: a take has answered this file and its caller has not released it yet. */
export type Removal = 'removed' | 'needed' | 'held' | 'missing';

/** What may be asked without owning the folder, also beside a running gateway. */
export interface MediaReader {
  /** Where the file of this name is or would be. */
  pathOf(sha256: Sha256): string;
  /** Null if there is no such file. */
  sizeOf(sha256: Sha256): Promise<number | null>;
  /** The stream fails with Fault `media.missing` if there is no such file. */
  read(sha256: Sha256, range?: ByteRange): Readable;
  /** Everything that is there, in any order, a few hundred at a time. Things with wrong names are listed too. */
  list(): AsyncIterable<ListedFile>;
  /** Reads the file and compares its bytes with its name. */
  check(sha256: Sha256): Promise<'whole' | 'changed' | 'missing'>;
}

/** Files by the SHA-256 of their bytes. `src/storage/media` says what it guarantees. */
export interface MediaFiles extends MediaReader {
  /**
   * Streams bytes to a file; resolves when it is on disk under its name. A file with the same bytes is shared. The file
   * is held until `release`.
   * @throws TooLarge, Stalled, the signal's reason, the source's error, or a Fault if the disk fails; the part is removed
   */
  take(bytes: AsyncIterable<Uint8Array>, terms: TakeTerms): Promise<StoredFile>;
  /** A new path for a part that others write, such as a conversion. Removed at the next start. */
  scratch(suffix: string): string;
  /** Moves a finished part into the store. The file is held until `release`. */
  adopt(path: string): Promise<StoredFile>;
  /**
   * Ends the hold that `take` or `adopt` has put on a file: once the fact that names it is on disk, or once there will
   * be none. A file that is never released stays until the next start.
   */
  release(stored: StoredFile): void;
  /**
   * Removes a file unless it is held or `isNeeded` says so, which is asked while no take can answer this file. `isNeeded`
   * must know every fact that was appended before it was asked, and must not take or remove the same file.
   */
  removeUnless(sha256: Sha256, isNeeded: () => Promise<boolean>): Promise<Removal>;
  /** Removes a file that is not held, whatever the facts say. Returns whether it did; then a power cut keeps it removed. */
  remove(sha256: Sha256): Promise<boolean>;
}
