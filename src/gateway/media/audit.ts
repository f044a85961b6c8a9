/**
 * Checks the files of media against the facts: one that is missing or changed, and one that nothing needs.
 *
 * A running gateway stores a file before its fact and removes it after, so every finding is checked a second time, and a
 * young file may still wait for its fact.
 */
import type { Clock } from '../../kernel/clock.ts';
import type { MediaReader } from '../../messages/media.ts';
import type { MediaIndex } from '../../messages/media-index.ts';
import type { MediaRow } from '../../projections/media.ts';
import type { Reads } from '../../projections/reads.ts';
import { isNeeded } from './upkeep.ts';

export interface MediaAuditPorts {
  readonly files: Pick<MediaReader, 'check' | 'list'>;
  readonly reads: Pick<Reads, 'media'>;
  readonly index: MediaIndex;
  readonly clock: Pick<Clock, 'now'>;
}

const PAGE = 100;
const YOUNG_MS = 3_600_000;

const FOUND = { missing: 'is missing', changed: 'has changed' } as const;

const problemOf = async ({ files, reads, index }: MediaAuditPorts, { id }: MediaRow): Promise<string | null> => {
  const sha256 = index.hashOf(id);
  const found = sha256 === null ? 'missing' : await files.check(sha256);
  if (found === 'whole' || reads.media.byId(id)?.expiredAt !== null) return null;
  return `The file ${sha256 ?? ''} of ${id} ${FOUND[found]}. Put it back from a backup of the folder media, or remove the upload`;
};

const leftOver = async (ports: MediaAuditPorts): Promise<string | null> => {
  const young = ports.clock.now() - YOUNG_MS;
  for await (const { sha256, name, modifiedAt } of ports.files.list()) {
    if (sha256 === null) return `media/${name} was not put there by Waybill. Move it away`;
    if (modifiedAt < young && !isNeeded(ports, sha256))
      return `The file ${sha256} is left over: no upload needs it. The next start or the next day removes it`;
  }
  return null;
};

export const firstMediaProblem = async (
  ports: MediaAuditPorts,
  progress: (done: number, total: number) => void,
): Promise<string | null> => {
  const { media } = ports.reads;
  const { uploads } = media.totals();
  let done = 0;
  for (let page = media.kept('', PAGE); page.length > 0; page = media.kept(page.at(-1)?.id ?? '', PAGE)) {
    for (const row of page) {
      const problem = await problemOf(ports, row);
      if (problem !== null) return problem;
    }
    done += page.length;
    progress(done, uploads);
  }
  return leftOver(ports);
};
