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
import { type Failure, failure, finalFailure } from '../../events/facts/failure.ts';
import { Conflict } from '../../events/log/log.ts';
import { FetchFailure } from '../../fetching/refusals.ts';
import type { Caller } from '../../kernel/caller.ts';
import { Fault } from '../../kernel/fault.ts';
import { ok, type Refusal, type Result } from '../../kernel/result.ts';
import type { Inspected, MediaUse, Named } from '../../media/inspected.ts';
import { formNeeded } from '../../media/policy.ts';
import { type Form, type MediaId, Stalled, type StoredFile, TooLarge } from '../../messages/media.ts';
import { plainName } from '../../messages/media-source.ts';
import type { MediaRequestRow } from '../../projections/media-requests.ts';
import { failureOfFetch } from './fetch-failures.ts';
import type { MediaPorts } from './media.ts';
import { REDIRECTS_MAX, UPLOAD_IDLE_MS } from './arrivals.ts';
import { storedAppend } from './record.ts';
import { isNeeded } from './upkeep.ts';
import { LIMITED, nameIn, tooLarge } from './refusals.ts';

type LaterPorts = Omit<MediaPorts, 'days'>;

/** A file on disk that is not on record yet. */
interface Held {
  readonly file: StoredFile;
  readonly seen: Inspected;
}

/** Refusals of what the bytes are. `gateway.busy` passes. */
const failureOfBytes = ({ code, detail }: Refusal): Failure =>
  code === 'gateway.busy' ? failure('media_unreachable', detail) : finalFailure('media_unreachable', detail);

/** Why no bytes came. */
const failureOfBody = (thrown: unknown): Failure => {
  if (thrown instanceof FetchFailure) return failureOfFetch(thrown.refusal);
  if (thrown instanceof Stalled) return failure('media_unreachable', 'The server of the address stopped in the middle');
  if (thrown instanceof TooLarge)
    return finalFailure('media_unreachable', `The file has more than the ${thrown.limit} bytes of a document`);
  throw thrown;
};

export const createFetchLater = (ports: LaterPorts): FetchFile => {
  const { log, reads, index, files, workshop, fetcher, limits } = ports;
  const running = new Map<MediaId, Promise<Failure | null>>();

  /** Lets go of a file that nothing will name. */
  const drop = async (file: StoredFile): Promise<void> => {
    files.release(file);
    await files.removeUnless(file.sha256, async () => isNeeded({ reads, index }, file.sha256));
  };

  const bytesAt = async (url: string): Promise<{ file: StoredFile; named: Named } | Failure> => {
    const answer = await fetcher.fetch(url, {
      redirectsMax: REDIRECTS_MAX,
      accept: 'success',
      maxBytes: limits.document,
    });
    if (!answer.ok) return failureOfFetch(answer.refusal);
    const { body, headers, finalUrl } = answer.value;
    const mimetype = headers['content-type'];
    try {
      const file = await files.take(body, { maxBytes: limits.document, idleMs: UPLOAD_IDLE_MS });
      return { file, named: { fileName: nameIn(finalUrl), ...(mimetype === undefined ? {} : { mimetype }) } };
    } catch (thrown) {
      return failureOfBody(thrown);
    }
  };

  const converted = async (source: StoredFile, form: Form, named: Named): Promise<Result<Held>> => {
    const into = files.scratch(`.${form}`);
    const made = await workshop.convert(source.path, form, into);
    if (!made.ok) return made;
    const file = await files.adopt(into);
    const seen = await workshop.inspect(file.path, named);
    if (!seen.ok) await drop(file);
    return seen.ok ? ok({ file, seen: seen.value }) : seen;
  };

  /** What bytes become for their use. The source is dropped if it is not what is sent. */
  const fitting = async (file: StoredFile, named: Named, use: MediaUse): Promise<Result<Held>> => {
    const seen = await workshop.inspect(file.path, named);
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
    const kind = LIMITED[use];
    if (held.file.size <= limits[kind]) return ok(held);
    await drop(held.file);
    return tooLarge(kind, limits[kind], held.file.size);
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
      // The disk, the log or the workshop: an attempt that comes later may find them well again.
      if (thrown instanceof Fault) return failure('media_unreachable', 'The file could not be stored');
      throw thrown;
    }
  };

  const fetchInto = async (request: MediaRequestRow, caller: Caller): Promise<Failure | null> => {
    const address = log.beside('address', request.streamId, 0);
    if (address === null) return null;
    const came = await bytesAt(address.url);
    if (!('file' in came)) return came;
    const fileName = plainName(address.fileName ?? came.named.fileName ?? '') ?? 'file';
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
