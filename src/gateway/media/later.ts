/**
 * Files that a message names by an address and that its first attempt fetches.
 *
 * It guarantees that a file is fetched into the one media that the message names, whatever crashes in between: the fact
 * `media.requested` is on disk before the message is taken, `media.stored` follows it in the same stream, and every later
 * attempt finds that. Fetches of the same media at once share one. The address is a content beside the fact; no fact and
 * no log line says it, and no failure names its host.
 *
 * The stored bytes are those that are sent: a file that has to be converted is converted first, and its source is not
 * kept.
 */
import type { FetchFile } from '../../actors/jobs/saying.ts';
import type { Failure } from '../../events/facts/failure.ts';
import { Conflict } from '../../events/log/log.ts';
import type { Caller } from '../../kernel/caller.ts';
import { Fault } from '../../kernel/fault.ts';
import type { SessionId } from '../../kernel/ids.ts';
import { ok, type Result } from '../../kernel/result.ts';
import type { Inspected, MediaUse, Named } from '../../media/inspected.ts';
import { formNeeded } from '../../media/policy.ts';
import type { AddressRecord } from '../../messages/beside.ts';
import type { Form, MediaId, StoredFile } from '../../messages/media.ts';
import { plainName } from '../../messages/media-source.ts';
import type { MediaRequestRow } from '../../projections/media-requests.ts';
import { failureOfBytes, failureOfFetch, notStored } from './fetch-failures.ts';
import type { MediaPorts } from './media.ts';
import { createArrivals } from './arrivals.ts';
import { storedAppend } from './record.ts';
import { dropHeld } from './upkeep.ts';
import { overLimit } from './refusals.ts';

type LaterPorts = Omit<MediaPorts, 'days'>;

/** A file on disk that is not on record yet. */
interface Held {
  readonly file: StoredFile;
  readonly seen: Inspected;
}

export const createFetchLater = (ports: LaterPorts): FetchFile => {
  const { log, reads, index, files, workshop, limits } = ports;
  const arrivals = createArrivals(ports);
  const running = new Map<MediaId, Promise<Failure | null>>();

  const drop = (file: StoredFile): Promise<void> => dropHeld(ports, file);

  const fileAt = async (
    { url, fileName }: AddressRecord,
    session: SessionId,
  ): Promise<{ file: StoredFile; named: Named } | Failure> => {
    const came = await arrivals.fetch(url, fileName ?? undefined, session);
    if (!came.ok) return failureOfFetch(came.refusal);
    const file = await arrivals.take(came.value.bytes);
    return file.ok ? { file: file.value, named: came.value.named } : failureOfFetch(file.refusal);
  };

  const converted = async (source: StoredFile, form: Form, named: Named): Promise<Result<Held>> => {
    const made = await arrivals.convert(source.path, form);
    if (!made.ok) return made;
    const file = made.value;
    const seen = await arrivals.inspect(file, named);
    if (!seen.ok) await drop(file);
    return seen.ok ? ok({ file, seen: seen.value }) : seen;
  };

  /** What bytes become for their use. The source is dropped if it is not what is sent. */
  const fitting = async (file: StoredFile, named: Named, use: MediaUse): Promise<Result<Held>> => {
    const seen = await arrivals.inspect(file, named);
    const made = seen.ok ? await shaped(file, seen.value, named, use) : seen;
    if (!made.ok || made.value.file !== file) await drop(file);
    return made.ok ? withinLimit(made.value, use) : made;
  };

  const shaped = async (file: StoredFile, seen: Inspected, named: Named, use: MediaUse): Promise<Result<Held>> => {
    const needed = formNeeded(use, seen, await workshop.capabilities());
    if (!needed.ok) return needed;
    return needed.value === null ? ok({ file, seen }) : converted(file, needed.value, named);
  };

  const withinLimit = async (held: Held, use: MediaUse): Promise<Result<Held>> => {
    const refused = overLimit(limits, use, held.file.size);
    if (refused) await drop(held.file);
    return refused ?? ok(held);
  };

  const store = async ({ id, session }: MediaRequestRow, { file, seen }: Held, fileName: string, caller: Caller) => {
    index.add(id, file.sha256);
    const provenance = { origin: 'address' } as const;
    try {
      await log.append(storedAppend({ id, session, expected: 1, file, seen, provenance, fileName }, ports, caller));
    } catch (thrown) {
      index.forget(id);
      // Its time was over meanwhile; the message then goes without a file, which it says.
      if (!(thrown instanceof Conflict)) throw thrown;
    } finally {
      files.release(file);
    }
  };

  const fetchNow = async (request: MediaRequestRow, caller: Caller): Promise<Failure | null> => {
    try {
      return await fetchInto(request, caller);
    } catch (thrown) {
      if (thrown instanceof Fault) return notStored();
      throw thrown;
    }
  };

  const fetchInto = async (request: MediaRequestRow, caller: Caller): Promise<Failure | null> => {
    const address = log.beside('address', request.streamId, 0);
    if (address === null) return null;
    const came = await fileAt(address, request.session);
    if (!('file' in came)) return came;
    const fileName = plainName(came.named.fileName ?? '') ?? 'file';
    const held = await fitting(came.file, { ...came.named, fileName }, request.use);
    if (!held.ok) return failureOfBytes(held.refusal);
    await store(request, held.value, fileName, caller);
    return null;
  };

  return (id, caller) => {
    const known = running.get(id);
    if (known) return known;
    const request = reads.media.request(id);
    if (!request) return Promise.resolve(null);
    const fetching = fetchNow(request, caller).finally(() => running.delete(id));
    running.set(id, fetching);
    return fetching;
  };
};
