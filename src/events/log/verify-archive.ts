/** Checks that the files of the archive are the ones that the log records. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Head } from './log.ts';
import { recordedOf } from './row.ts';
import type { Reading, StoredSegment } from './store.ts';
import type { Problem } from './verify.ts';

/** The segments by their `process.archived` facts, which the hash chain covers. */
const onRecord = (store: Reading): Map<number, Pick<StoredSegment, 'file' | 'facts' | 'sha256'>> =>
  new Map(
    store
      .rows({ after: 0, type: 'process.archived' })
      .map(recordedOf)
      .flatMap((fact) => (fact.type === 'process.archived' ? [[fact.data.segment, fact.data] as const] : [])),
  );

const fileProblem = async (store: Reading, segment: StoredSegment): Promise<string | null> => {
  const { number, file, facts, sha256 } = segment;
  const recorded = onRecord(store).get(number);
  if (recorded?.sha256 !== sha256 || recorded.file !== file || recorded.facts !== facts)
    return `segment ${number} of the archive is not the one on record`;
  if (!store.archive.isThere(segment) || (await store.archive.hashOf(segment)) === sha256) return null;
  return `archive/${file} is not what was written`;
};

/** The first run whose end in the log differs from its end in the segment. */
const seamProblem = async (store: Reading, { number, first, last }: StoredSegment): Promise<Problem | null> => {
  for (let position = first; position <= last; ) {
    const seam: (Head & { segment: number }) | null = store.archive.seam(position);
    if (seam?.segment === number) {
      const [end] = store.rows({ after: seam.position - 1, upTo: seam.position });
      if (end?.hash !== seam.hash) return { position, stream: 'unknown', problem: 'the seam behind it does not fit' };
      await nextTurn();
    }
    position = (seam?.position ?? position) + 1;
  }
  return null;
};

export const verifyArchive = async (store: Reading): Promise<Problem | null> => {
  for (const segment of store.archive.segments()) {
    const problem = await fileProblem(store, segment);
    if (problem !== null) return { position: segment.first, stream: 'process', problem };
    const seam = store.archive.isThere(segment) ? await seamProblem(store, segment) : null;
    if (seam !== null) return seam;
  }
  return null;
};
