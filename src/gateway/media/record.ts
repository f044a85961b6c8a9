/** Uploads as they are recorded, and as clients see them. */
import { broughtBy, type FactOf } from '../../events/facts/catalogue.ts';
import type { BesideRef } from '../../events/facts/job.ts';
import { sayBeside } from '../../events/log/content.ts';
import type { Append } from '../../events/log/log.ts';
import type { Caller } from '../../kernel/caller.ts';
import type { Clock, Millis } from '../../kernel/clock.ts';
import type { Entropy } from '../../kernel/entropy.ts';
import { type SessionId, streamOf } from '../../kernel/ids.ts';
import type { Inspected } from '../../media/inspected.ts';
import type { FileRecord } from '../../messages/beside.ts';
import { type Form, MediaId, type MediaKind, type StoredFile } from '../../messages/media.ts';
import type { MediaRow } from '../../projections/media.ts';
import type { Reads } from '../../projections/reads.ts';
import * as v from 'valibot';

/** An upload as clients see it. */
export interface MediaView {
  readonly id: MediaId;
  readonly session: SessionId;
  /** Null once it was erased. */
  readonly sha256: string | null;
  readonly size: number;
  readonly mimetype: string;
  readonly kind: MediaKind;
  readonly fileName: string | null;
  readonly width: number | null;
  readonly height: number | null;
  readonly seconds: number | null;
  readonly createdAt: Millis;
  /** The time from which it may expire, unless it is used before; null if it is kept for ever. */
  readonly expiresAt: Millis | null;
}

/** Where the bytes of an upload came from, as its fact says it. */
interface Provenance {
  readonly origin: FactOf<'media.stored'>['origin'];
  readonly of?: MediaId;
  readonly form?: Form;
}

const base64 = (bytes: Uint8Array | null): string | null => bytes && Buffer.from(bytes).toString('base64');

/** The content beside the fact. */
export const recordFor = ({ sha256 }: StoredFile, seen: Inspected, fileName: string | null): FileRecord => ({
  sha256,
  fileName,
  thumbnail: base64(seen.thumbnail),
  waveform: base64(seen.waveform),
  fits: [...seen.fits],
  flaw: seen.flaw && { reason: seen.flaw.reason, detail: seen.flaw.detail },
  animated: seen.animated,
});

export const storedFact = (
  { size }: StoredFile,
  { mimetype, kind, width, height, seconds }: Inspected,
  { origin, of, form }: Provenance,
  file: BesideRef,
): FactOf<'media.stored'> => ({
  type: 'media.stored',
  file,
  size,
  mimetype,
  kind,
  ...(width === null ? {} : { width }),
  ...(height === null ? {} : { height }),
  ...(seconds === null ? {} : { seconds }),
  origin,
  ...(of === undefined ? {} : { of }),
  ...(form === undefined ? {} : { form }),
});

/** A file that is to be put on record. */
interface Storing {
  readonly id: MediaId;
  readonly session: SessionId;
  /** 1 where the address was named before, else 0. */
  readonly expected: number;
  readonly file: StoredFile;
  readonly seen: Inspected;
  readonly provenance: Provenance;
  readonly fileName: string | null;
}

/** The append of the fact that names a stored file. */
export const storedAppend = (
  { id, session, expected, file, seen, provenance, fileName }: Storing,
  { clock, entropy }: { readonly clock: Clock; readonly entropy: Entropy },
  caller: Caller,
): Append => {
  const { by, correlation, causation = null } = caller;
  const { said, ref } = sayBeside('file', recordFor(file, seen, fileName), entropy);
  const fact = broughtBy(storedFact(file, seen, provenance, ref), caller);
  const entry = { fact, from: null, to: null, contents: [said] };
  const stream = streamOf.media(session, id.slice('med_'.length));
  return { stream, expected, entries: [entry], at: clock.now(), by, correlation, causation };
};

/** The append of the fact that a file is over. Only what came in has a state. */
export const expiryAppend = (
  { id, session, version, received }: Pick<MediaRow, 'id' | 'session' | 'version' | 'received'>,
  reason: 'retention' | 'deleted',
  at: Millis,
  caller: Caller,
): Append => {
  const { by, correlation, causation = null } = caller;
  const moved = received === 1 ? ({ from: 'stored', to: 'expired' } as const) : { from: null, to: null };
  const entry = { fact: broughtBy({ type: 'media.expired', reason }, caller), ...moved };
  const stream = streamOf.media(session, id.slice('med_'.length));
  return { stream, expected: version, entries: [entry], at, by, correlation, causation };
};

export const viewOf = (row: MediaRow, record: FileRecord | null, expiresAt: Millis | null): MediaView => ({
  id: row.id,
  session: row.session,
  sha256: record?.sha256 ?? null,
  size: row.size,
  mimetype: row.mimetype,
  kind: row.kind,
  fileName: record?.fileName ?? null,
  width: row.width,
  height: row.height,
  seconds: row.seconds,
  createdAt: row.storedAt,
  expiresAt,
});

/** An upload that has not expired. Any text: one that is no id names none. */
export const uploadIn = ({ media }: Pick<Reads, 'media'>, id: string): MediaRow | null => {
  const row = v.is(MediaId, id) ? media.byId(id) : null;
  return row && row.expiredAt === null ? row : null;
};

/** The findings on the bytes, as they were made when the bytes came. */
export const seenIn = (row: MediaRow, { fits, flaw, animated }: FileRecord): Inspected => ({
  mimetype: row.mimetype,
  kind: row.kind,
  size: row.size,
  width: row.width,
  height: row.height,
  seconds: row.seconds,
  animated,
  thumbnail: null,
  waveform: null,
  fits: fits as Inspected['fits'],
  flaw: flaw as Inspected['flaw'],
});
