/** Files that come: taken to disk and looked at, before any fact names them. */
import type { Fetcher } from '../../fetching/fetcher.ts';
import { FetchFailure } from '../../fetching/refusals.ts';
import type { SessionId } from '../../kernel/ids.ts';
import { ok, type Result, refuse } from '../../kernel/result.ts';
import type { Inspected, Named } from '../../media/inspected.ts';
import type { MediaWorkshop } from '../../media/workshop.ts';
import {
  type Form,
  type MediaFiles,
  type MediaLimits,
  SourceRefused,
  Stalled,
  type StoredFile,
  TooLarge,
} from '../../messages/media.ts';
import type { ProxyOf } from '../sessions/proxies.ts';
import { nameIn, tooLarge, unfetched } from './refusals.ts';

/** The body of an answer, and what the answer calls it. */
export interface Fetched {
  readonly bytes: AsyncIterable<Uint8Array>;
  readonly named: Named;
}

export interface Arrivals {
  /** Calls an address under guard, through the proxy of the session if it has one. */
  fetch(address: string, fileName: string | undefined, session: SessionId): Promise<Result<Fetched>>;
  /** Refuses an address that may not be called, as far as that can be told without calling anybody. */
  read(address: string): Result<null>;
  /** The file is held until `files.release`. */
  take(bytes: AsyncIterable<Uint8Array>): Promise<Result<StoredFile>>;
  inspect(file: StoredFile, named: Named): Promise<Result<Inspected>>;
  /** Makes a file of another form, which is held like one that came. */
  convert(path: string, form: Form): Promise<Result<StoredFile>>;
}

interface ArrivalPorts {
  readonly files: Pick<MediaFiles, 'take' | 'scratch' | 'adopt'>;
  readonly workshop: Pick<MediaWorkshop, 'inspect' | 'convert'>;
  readonly fetcher: Fetcher;
  readonly limits: MediaLimits;
  readonly proxyOf: ProxyOf;
}

export const REDIRECTS_MAX = 3;
const UPLOAD_IDLE_MS = 30_000;

export const createArrivals = ({ files, workshop, fetcher, limits, proxyOf }: ArrivalPorts): Arrivals => ({
  async fetch(address, fileName, session) {
    const answer = await fetcher.fetch(address, {
      redirectsMax: REDIRECTS_MAX,
      accept: 'success',
      maxBytes: limits.document,
      through: proxyOf(session),
    });
    if (!answer.ok) return unfetched(answer.refusal);
    const { body, finalUrl, headers } = answer.value;
    const mimetype = headers['content-type'];
    const said = typeof mimetype === 'string' ? { mimetype } : {};
    return ok({ bytes: body, named: { ...said, fileName: fileName ?? nameIn(finalUrl) } });
  },
  read(address) {
    const read = fetcher.read(address);
    return read.ok ? read : unfetched(read.refusal);
  },
  async take(bytes) {
    try {
      return ok(await files.take(bytes, { maxBytes: limits.document, idleMs: UPLOAD_IDLE_MS }));
    } catch (thrown) {
      if (thrown instanceof TooLarge) return tooLarge('document', thrown.limit, thrown.size);
      if (thrown instanceof Stalled)
        return refuse('media.incomplete', 'No byte came for 30 seconds. Send the file again.');
      if (thrown instanceof SourceRefused) return { ok: false, refusal: thrown.refusal };
      if (thrown instanceof FetchFailure) return unfetched(thrown.refusal);
      throw thrown;
    }
  },
  async inspect({ path }, named) {
    const seen = await workshop.inspect(path, named);
    return seen.ok && seen.value.flaw?.reason === 'empty' ? refuse('media.unreadable', seen.value.flaw.detail) : seen;
  },
  async convert(path, form) {
    const into = files.scratch(`.${form}`);
    const made = await workshop.convert(path, form, into);
    return made.ok ? ok(await files.adopt(into)) : made;
  },
});

/** Bytes that are in memory already. */
export async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
