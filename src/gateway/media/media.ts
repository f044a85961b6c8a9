/**
 * Uploads: bytes on disk, then the fact that names them.
 *
 * It guarantees that a media exists only once its whole file is on disk, and that nobody learns from an upload whether
 * others hold the same bytes: each upload has its own id, and only the file is shared. A conversion is an upload of its
 * own, made once for each source and form.
 */
import { Conflict, type EventLog } from '../../events/log/log.ts';
import type { Fetcher } from '../../fetching/fetcher.ts';
import type { Caller } from '../../kernel/caller.ts';
import type { Clock, Millis } from '../../kernel/clock.ts';
import type { Entropy } from '../../kernel/entropy.ts';
import { jobIds, type SessionId } from '../../kernel/ids.ts';
import { ok, type Result, refuse } from '../../kernel/result.ts';
import type { Inspected, MediaUse, Named } from '../../media/inspected.ts';
import { formNeeded } from '../../media/policy.ts';
import type { MediaWorkshop } from '../../media/workshop.ts';
import type { FileRecord } from '../../messages/beside.ts';
import {
  type ByteRange,
  type Form,
  MediaId,
  type MediaFiles,
  type MediaLimits,
  type StoredFile,
} from '../../messages/media.ts';
import { plainName } from '../../messages/media-source.ts';
import type { MediaIndex } from '../../messages/media-index.ts';
import { DAY_MS, letGo } from './upkeep.ts';
import type { MediaRow } from '../../projections/media.ts';
import type { Reads } from '../../projections/reads.ts';
import type { ProxyOf } from '../sessions/proxies.ts';
import { createArrivals } from './arrivals.ts';
import { createFileRecords } from './file-records.ts';
import { requestFile, type Wanted } from './requests.ts';
import { notFound, notReceived, notThereYet, overLimit } from './refusals.ts';
import { expiryAppend, type MediaView, seenIn, storedAppend, uploadIn, viewOf } from './record.ts';
import { createMediaTrial, type MediaTrial } from './trial.ts';
import type { Readable } from 'node:stream';
import * as v from 'valibot';

export interface Origin extends Named {
  readonly session: SessionId;
  readonly origin: 'upload' | 'address' | 'data' | 'conversion';
  readonly of?: MediaId;
  readonly form?: Form;
}

export interface Media {
  /** The most bytes that an upload may have. */
  readonly uploadBytesMax: number;
  /** Stores the bytes of an upload. `named` says what their source calls them, once they have come. */
  store(
    bytes: AsyncIterable<Uint8Array>,
    origin: Origin,
    caller: Caller,
    named?: () => Named,
  ): Promise<Result<MediaView>>;
  /** Fetches an address under guard, and stores what it answers. */
  fetch(address: string, origin: Omit<Origin, 'origin'>, caller: Caller): Promise<Result<MediaView>>;
  /** An upload that has not expired. Any text: one that is no id names none. */
  byId(id: string): Result<MediaView>;
  /** The bytes of an upload; both ends of a range are included. */
  read(id: string, range?: ByteRange): Result<Readable>;
  remove(id: string, caller: Caller): Promise<Result<void>>;
  /** The upload to send as a use: the same one, or what it was converted to. */
  usable(id: string, use: MediaUse, caller: Caller): Promise<Result<MediaId>>;
  /** When an upload may expire whose last use was then; null if it is kept for ever. */
  expiryAfter(usedAt: Millis): Millis | null;
  /** What would be sent as a use. Nothing is stored. */
  readonly tried: MediaTrial;
  /** Takes note of an address whose file is fetched later. Refused if it is none that may be fetched. */
  request(wanted: Wanted, caller: Caller): Promise<Result<MediaId>>;
  /** The small JPEG of an upload, as base64; null where it has none. */
  thumbnail(id: MediaId): string | null;
  /** The hash of an upload's bytes; null if there is no such upload. */
  hashOf(id: string): string | null;
}

export interface MediaPorts {
  readonly log: EventLog;
  readonly reads: Pick<Reads, 'media'>;
  readonly clock: Clock;
  readonly entropy: Entropy;
  readonly files: MediaFiles;
  readonly index: MediaIndex;
  readonly workshop: MediaWorkshop;
  readonly fetcher: Fetcher;
  readonly proxyOf: ProxyOf;
  readonly limits: MediaLimits;
  /** How many days an upload is kept after its last use; 0 for ever. */
  readonly days: number;
}

export const createMedia = (ports: MediaPorts): Media => {
  const { log, reads, clock, files, index, workshop, limits, days } = ports;
  const arrivals = createArrivals(ports);
  const newId = jobIds(ports);
  const converting = new Map<string, Promise<Result<MediaId>>>();

  const expiryAfter = (usedAt: Millis): Millis | null => (days === 0 ? null : usedAt + days * DAY_MS);

  const recordOf = (row: MediaRow): FileRecord | null => log.beside('file', row.fileAt, 0);

  const sentOf = createFileRecords(log);

  const rowOf = (id: string): MediaRow | null => uploadIn(reads, id);

  const notHere = (id: string): Result<never> => {
    if (!v.is(MediaId, id)) return notFound();
    if (reads.media.request(id)) return notThereYet();
    const received = reads.media.received(id);
    return received ? notReceived(received.state) : notFound();
  };

  /** The fact that names a file, with what is known of the bytes. */
  const record = async (file: StoredFile, seen: Inspected, origin: Origin, caller: Caller): Promise<MediaView> => {
    const id: MediaId = `med_${newId()}`;
    const { session } = origin;
    const fileName = plainName(origin.fileName ?? '');
    index.add(id, file.sha256);
    const storing = { id, session, expected: 0, file, seen, provenance: origin, fileName };
    const [stored] = await log.append(storedAppend(storing, ports, caller));
    const { mimetype, kind, width, height, seconds } = seen;
    const { sha256, size } = file;
    const createdAt = stored?.at ?? clock.now();
    const expiresAt = expiryAfter(createdAt);
    const measures = { size, mimetype, kind, fileName, width, height, seconds };
    return { id, session, state: 'stored', sha256, ...measures, createdAt, expiresAt };
  };

  const recorded = async (file: StoredFile, origin: Origin, caller: Caller): Promise<Result<MediaView>> => {
    try {
      const seen = await arrivals.inspect(file, origin);
      return seen.ok ? ok(await record(file, seen.value, origin, caller)) : seen;
    } finally {
      files.release(file);
    }
  };

  const store: Media['store'] = async (bytes, origin, caller, named = () => ({})) => {
    const file = await arrivals.take(bytes);
    return file.ok ? recorded(file.value, { ...named(), ...origin }, caller) : file;
  };

  const convert = async (row: MediaRow, form: Form, caller: Caller): Promise<Result<MediaId>> => {
    const sha256 = index.hashOf(row.id);
    if (sha256 === null) return notFound();
    const made = await arrivals.convert(files.pathOf(sha256), form);
    if (!made.ok) return made;
    const fileName = recordOf(row)?.fileName ?? undefined;
    const named = fileName === undefined ? {} : { fileName };
    const origin: Origin = { session: row.session, origin: 'conversion', of: row.id, form, ...named };
    const stored = await recorded(made.value, origin, caller);
    return stored.ok ? ok(stored.value.id) : stored;
  };

  const convertedTo = (row: MediaRow, form: Form, caller: Caller): Promise<Result<MediaId>> => {
    const key = `${row.id}/${form}`;
    const running = converting.get(key);
    if (running) return running;
    const known = reads.media.converted(row.id, form);
    const made = known ? Promise.resolve(ok(known.id)) : convert(row, form, caller);
    converting.set(key, made);
    void made.finally(() => converting.delete(key)).catch(() => {});
    return made;
  };

  const withinLimit = (id: MediaId, use: MediaUse): Result<MediaId> => {
    const row = rowOf(id);
    const refused = row && overLimit(limits, use, row.size);
    return refused ?? ok(id);
  };

  return {
    uploadBytesMax: limits.document,
    store,
    async fetch(address, origin, caller) {
      const fetched = await arrivals.fetch(address, origin.fileName, origin.session);
      if (!fetched.ok) return fetched;
      const { bytes, named } = fetched.value;
      return store(bytes, { ...origin, ...named, origin: 'address' }, caller);
    },
    byId(id) {
      const row = rowOf(id);
      return row ? ok(viewOf(row, recordOf(row), expiryAfter(row.usedAt))) : notHere(id);
    },
    read(id, range) {
      const row = rowOf(id);
      const sha256 = row && index.hashOf(row.id);
      return sha256 === null ? notFound() : ok(files.read(sha256, range));
    },
    async remove(id, caller) {
      const row = rowOf(id);
      if (!row) return notHere(id);
      if (reads.media.usesMedia(row.id))
        return refuse('media.in_use', 'A message that has not ended needs this file. Cancel it, or wait for its end.');
      try {
        await log.append(expiryAppend(row, 'deleted', clock.now(), caller));
      } catch (thrown) {
        if (thrown instanceof Conflict) return notFound();
        throw thrown;
      }
      await letGo({ reads, index, files }, row.id);
      return ok(undefined);
    },
    async usable(id, use, caller) {
      const row = rowOf(id);
      const known = row && sentOf(row);
      if (!row || !known) return notHere(id);
      const needed = formNeeded(use, seenIn(row, known), await workshop.capabilities());
      if (!needed.ok) return needed;
      const form = needed.value;
      const usable = form === null ? ok(row.id) : await convertedTo(row, form, caller);
      return usable.ok ? withinLimit(usable.value, use) : usable;
    },
    expiryAfter,
    tried: createMediaTrial({ ...ports, arrivals }),
    async request(wanted, caller) {
      const read = arrivals.read(wanted.url);
      return read.ok ? ok(await requestFile(ports, newId(), wanted, caller)) : read;
    },
    thumbnail(id) {
      const row = rowOf(id);
      return (row && recordOf(row)?.thumbnail) ?? null;
    },
    hashOf: (id) => (rowOf(id) ? index.hashOf(id) : null),
  };
};
