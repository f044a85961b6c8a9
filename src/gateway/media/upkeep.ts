/**
 * Retention: uploads expire when their last use is old, and files that nothing needs go.
 *
 * Facts decide. An upload expires by a fact, and never while a job that has not ended needs it. A file goes only if no
 * upload on record needs it at the moment of its removal, so a wrong clock can at most end the retention early, and a
 * process that is killed anywhere leaves at most a file for the next run.
 */
import { Conflict, type EventLog } from '../../events/log/log.ts';
import { SYSTEM } from '../../kernel/caller.ts';
import { type Clock, type Millis, nothingToCancel } from '../../kernel/clock.ts';
import { messageOf } from '../../kernel/fault.ts';
import type { Logger } from '../../kernel/logger.ts';
import type { MediaFiles, MediaId, Removal, Sha256, StoredFile } from '../../messages/media.ts';
import type { MediaIndex } from '../../messages/media-index.ts';
import type { Reads } from '../../projections/reads.ts';
import { expiryAppend } from './record.ts';
import { type Swept, sweep } from '../../storage/media/sweep.ts';

export const DAY_MS = 86_400_000;
const PAGE = 100;

interface UpkeepPorts {
  readonly log: EventLog;
  readonly reads: Pick<Reads, 'media'>;
  readonly clock: Clock;
  readonly files: MediaFiles;
  readonly index: MediaIndex;
  /** How long an upload is kept after its last use; 0 keeps it for ever. */
  readonly days: number;
  readonly logger: Logger;
}

/** Files that went, and their size together. */
export interface RemovedMedia {
  readonly files: number;
  readonly bytes: number;
}

export interface Upkept extends Swept {
  readonly expired: number;
}

export interface MediaUpkeep {
  /** Forgets uploads that were never recorded. Called once, before the first upload of this process. */
  forgetUnrecorded(): void;
  /** Runs now and then daily. A run that fails is logged, and the next one tries again. */
  start(): void;
  run(): Promise<Upkept>;
  /** What the runs since the start have removed. */
  removed(): RemovedMedia;
  /** Ends a run between two files. */
  stop(): Promise<void>;
}

type NeedPorts = Pick<UpkeepPorts, 'reads' | 'index'>;

/** Whether an upload still needs its file: it has not expired, or a job that has not ended uses it. */
const isInUse = ({ reads: { media } }: Pick<NeedPorts, 'reads'>, id: string): boolean =>
  media.byId(id)?.expiredAt === null || media.usesMedia(id);

/** Whether an upload on record needs a file. */
export const isNeeded = (ports: NeedPorts, sha256: Sha256): boolean =>
  ports.index.withHash(sha256).some((id) => isInUse(ports, id));

/** Lets go of a file that was held and that no fact will name. It stays for uploads on record that have the same bytes. */
export const dropHeld = async (
  ports: NeedPorts & { readonly files: Pick<MediaFiles, 'release' | 'removeUnless'> },
  file: StoredFile,
): Promise<void> => {
  ports.files.release(file);
  await ports.files.removeUnless(file.sha256, async () => isNeeded(ports, file.sha256));
};

/** Lets go of the file of an upload that has expired. It stays for other uploads, and for jobs that have not ended. */
export const letGo = async (
  ports: NeedPorts & { readonly files: Pick<MediaFiles, 'removeUnless'> },
  id: string,
): Promise<Removal> => {
  const sha256 = ports.index.hashOf(id);
  if (sha256 === null) return 'missing';
  if (isInUse(ports, id)) return 'needed';
  ports.index.forget(id);
  return ports.files.removeUnless(sha256, async () => isNeeded(ports, sha256));
};

export const createMediaUpkeep = (ports: UpkeepPorts): MediaUpkeep => {
  const { log, reads, clock, files, index, days, logger } = ports;
  const stopping = new AbortController();
  let cancel = nothingToCancel;
  let running: Promise<unknown> = Promise.resolve();
  let removed: RemovedMedia = { files: 0, bytes: 0 };

  const expire = async (row: Parameters<typeof expiryAppend>[0]): Promise<boolean> => {
    try {
      await log.append(expiryAppend(row, 'retention', clock.now(), SYSTEM));
      return true;
    } catch (thrown) {
      // It was deleted or stored meanwhile.
      if (thrown instanceof Conflict) return false;
      throw thrown;
    }
  };

  const expireBefore = async (before: Millis): Promise<number> => {
    let expired = 0;
    for (;;) {
      const stale = reads.media.stale(before, PAGE);
      // Of a request, no file has come: its one fact is that it was made.
      const requests = reads.media
        .staleRequests(before, PAGE)
        .map((row) => ({ ...row, version: 1, received: 0 as const }));
      for (const row of [...stale, ...requests]) if (await expire(row)) expired += 1;
      if (Math.max(stale.length, requests.length) < PAGE || stopping.signal.aborted) return expired;
    }
  };

  const count = ({ files: more, bytes }: RemovedMedia): void => {
    removed = { files: removed.files + more, bytes: removed.bytes + bytes };
  };

  /** Lets go of the files of expired uploads, and counts those that went. */
  const letGoOf = async (ids: readonly MediaId[]): Promise<RemovedMedia> => {
    const sizes: number[] = [];
    for (const id of ids) {
      const size = reads.media.byId(id)?.size ?? 0;
      if ((await letGo(ports, id)) === 'removed') sizes.push(size);
    }
    const gone = { files: sizes.length, bytes: sizes.reduce((sum, size) => sum + size, 0) };
    count(gone);
    return gone;
  };

  const run = async (): Promise<Upkept> => {
    const now = clock.now();
    const expired = days === 0 ? 0 : await expireBefore(now - days * DAY_MS);
    const gone = await letGoOf(index.expired());
    const terms = { isNeeded: async (sha256: Sha256) => isNeeded(ports, sha256), before: now, signal: stopping.signal };
    const swept = await sweep(files, terms);
    count({ files: swept.removed, bytes: swept.bytes });
    return { expired, ...swept, removed: swept.removed + gone.files, bytes: swept.bytes + gone.bytes };
  };

  const runAndTell = async (): Promise<void> => {
    try {
      const { expired, removed, bytes, foreign, foreignNames } = await run();
      if (expired + removed > 0) logger.info({ expired, removed, bytes }, 'media that nothing needs was removed');
      if (foreign > 0)
        logger.warn({ foreign, foreignNames }, 'the folder of media holds files that Waybill did not put there');
    } catch (thrown) {
      logger.warn({ error: messageOf(thrown) }, 'media could not be tidied; the next run tries again');
    }
  };

  const start = (): void => {
    running = runAndTell();
    cancel = clock.after(DAY_MS, start);
  };

  return {
    forgetUnrecorded() {
      for (const id of index.unrecorded()) index.forget(id);
    },
    start,
    run,
    removed: () => removed,
    async stop() {
      cancel();
      stopping.abort();
      await running;
    },
  };
};
