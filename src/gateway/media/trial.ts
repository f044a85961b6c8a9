/**
 * Tries a file as a message would send it: fetched, inspected and converted, and then gone. No fact is recorded, and no
 * file is left behind. One that another upload has as well stays, and so does one that is being stored meanwhile.
 */
import { ok, type Result } from '../../kernel/result.ts';
import type { EventLog } from '../../events/log/log.ts';
import { essenceOf, type Inspected, type MediaUse, type Named } from '../../media/inspected.ts';
import { formNeeded } from '../../media/policy.ts';
import type { MediaWorkshop } from '../../media/workshop.ts';
import type { MediaFiles, MediaId, MediaKind, MediaLimits, StoredFile } from '../../messages/media.ts';
import type { MediaIndex } from '../../messages/media-index.ts';
import { type MediaSource, plainName } from '../../messages/media-source.ts';
import type { MediaRow } from '../../projections/media.ts';
import type { Reads } from '../../projections/reads.ts';
import type { SessionId } from '../../kernel/ids.ts';
import { type Arrivals, once } from './arrivals.ts';
import { seenIn, uploadIn } from './record.ts';
import { notFound, overLimit } from './refusals.ts';
import { dropHeld } from './upkeep.ts';

/** A file as it would be sent. */
export interface TriedFile {
  /** The upload that would be sent; null for a file that is not stored. */
  readonly id: MediaId | null;
  readonly fileName: string | null;
  readonly size: number;
  readonly mimetype: string;
  readonly kind: MediaKind;
  readonly width: number | null;
  readonly height: number | null;
  readonly seconds: number | null;
  /** The type of the file that it would be converted from; null for one that is sent as it is. */
  readonly convertedFrom: string | null;
  /** The type that the request or the address gave, where the bytes are of another. */
  readonly calledType: string | null;
}

/** Null for an address that the first attempt fetches: it is only read. */
export type MediaTrial = (source: MediaSource, use: MediaUse, session: SessionId) => Promise<Result<TriedFile | null>>;

interface TrialPorts {
  readonly log: Pick<EventLog, 'beside'>;
  readonly reads: Pick<Reads, 'media'>;
  readonly files: MediaFiles;
  readonly index: MediaIndex;
  readonly workshop: MediaWorkshop;
  readonly limits: MediaLimits;
  readonly arrivals: Arrivals;
}

/** A file on disk, and what is known of it. */
interface Found {
  readonly id: MediaId | null;
  readonly path: string;
  readonly seen: Inspected;
  readonly named: Named;
}

/** Types that say nothing: servers give them to what they do not know. */
const VAGUE: ReadonlySet<string> = new Set(['', 'application/octet-stream', 'binary/octet-stream']);

const calledType = ({ mimetype = '' }: Named, seen: Inspected): string | null =>
  VAGUE.has(essenceOf(mimetype)) || essenceOf(mimetype) === essenceOf(seen.mimetype) ? null : mimetype;

const shown = ({ id, seen, named }: Found, from: Inspected | null): TriedFile => {
  const { size, mimetype, kind, width, height, seconds } = seen;
  const convertedFrom = from?.mimetype ?? null;
  const fileName = plainName(named.fileName ?? '');
  return {
    id,
    fileName,
    size,
    mimetype,
    kind,
    width,
    height,
    seconds,
    convertedFrom,
    calledType: calledType(named, from ?? seen),
  };
};

export const createMediaTrial = (ports: TrialPorts): MediaTrial => {
  const { log, reads, files, index, workshop, limits, arrivals } = ports;

  /** Works with a file that is gone afterwards. */
  const withoutKeeping = async <T>(file: StoredFile, work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } finally {
      await dropHeld(ports, file);
    }
  };

  const uploaded = (row: MediaRow | null): Found | null => {
    const known = row && log.beside('file', row.fileAt, 0);
    const sha256 = row && index.hashOf(row.id);
    if (!row || !known || sha256 === null) return null;
    const named = known.fileName === null ? {} : { fileName: known.fileName };
    return { id: row.id, path: files.pathOf(sha256), seen: seenIn(row, known), named };
  };

  /** What a found file would be sent as. */
  const tryFound = async (found: Found, use: MediaUse): Promise<Result<TriedFile>> => {
    const needed = formNeeded(use, found.seen, await workshop.capabilities());
    if (!needed.ok) return needed;
    const form = needed.value;
    if (form === null) return overLimit(limits, use, found.seen.size) ?? ok(shown(found, null));
    const before = found.id && uploaded(reads.media.converted(found.id, form));
    if (before) return overLimit(limits, use, before.seen.size) ?? ok(shown(before, found.seen));
    const made = await arrivals.convert(found.path, form);
    if (!made.ok) return made;
    const file = made.value;
    return withoutKeeping(file, async () => {
      const seen = await arrivals.inspect(file, found.named);
      if (!seen.ok) return seen;
      const converted = { ...found, id: null, seen: seen.value };
      return overLimit(limits, use, file.size) ?? ok(shown(converted, found.seen));
    });
  };

  const tryComing = async (bytes: AsyncIterable<Uint8Array>, named: Named, use: MediaUse) => {
    const taken = await arrivals.take(bytes);
    if (!taken.ok) return taken;
    const file = taken.value;
    return withoutKeeping(file, async () => {
      const seen = await arrivals.inspect(file, named);
      return seen.ok ? tryFound({ id: null, path: file.path, seen: seen.value, named }, use) : seen;
    });
  };

  return async (source, use, session) => {
    if ('id' in source) {
      const found = uploaded(uploadIn(reads, source.id));
      return found ? tryFound(found, use) : notFound();
    }
    if ('url' in source) {
      if (source.fetch === 'later') return arrivals.read(source.url);
      const fetched = await arrivals.fetch(source.url, source.fileName, session);
      return fetched.ok ? tryComing(fetched.value.bytes, fetched.value.named, use) : fetched;
    }
    const { data, mimetype, fileName } = source;
    const named = { ...(mimetype === undefined ? {} : { mimetype }), ...(fileName === undefined ? {} : { fileName }) };
    return tryComing(once(Buffer.from(data, 'base64')), named, use);
  };
};
