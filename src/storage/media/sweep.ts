/**
 * Removes files that no fact needs any more: the policy, without a schedule.
 *
 * A file goes only if the facts say that nothing needs it, at the moment of its removal (`removeUnless`). If the facts
 * cannot say so, `isNeeded` throws and the sweep ends: what it has not asked about stays. Age never removes anything. It
 * only keeps young files without asking, such as those that an operator puts back before the facts. Files that the store
 * did not make are counted and named, and stay.
 */
import type { Millis } from '../../kernel/clock.ts';
import type { ListedFile, MediaFiles, Removal, Sha256 } from '../../messages/media.ts';

export interface SweepTerms {
  /**
   * Whether a media that has not expired, or a job that has not ended, needs this file, by every fact that was appended
   * until now. Throws while that cannot be known, such as during a rebuild of the tables.
   */
  readonly isNeeded: (sha256: Sha256) => Promise<boolean>;
  /** Files that were modified at this time or later stay. */
  readonly before: Millis;
  /** Ends the sweep between two files. */
  readonly signal?: AbortSignal;
}

export interface Swept {
  readonly removed: number;
  /** The size of the removed files together. */
  readonly bytes: number;
  readonly needed: number;
  readonly held: number;
  readonly young: number;
  /** How many things in the folder are no files of the store, and the names of the first few. */
  readonly foreign: number;
  readonly foreignNames: readonly string[];
}

const NAMES_MAX = 20;

type Fate = Removal | 'foreign' | 'young';

const decide = async (
  files: Pick<MediaFiles, 'removeUnless'>,
  { sha256, modifiedAt }: ListedFile,
  { isNeeded, before }: SweepTerms,
): Promise<Fate> => {
  if (sha256 === null) return 'foreign';
  if (modifiedAt >= before) return 'young';
  return files.removeUnless(sha256, () => isNeeded(sha256));
};

/** @throws what `isNeeded` throws, or a Fault if the disk fails; files that were removed before that stay removed. */
export const sweep = async (files: Pick<MediaFiles, 'list' | 'removeUnless'>, terms: SweepTerms): Promise<Swept> => {
  const counts: Record<Fate, number> = { removed: 0, needed: 0, held: 0, missing: 0, foreign: 0, young: 0 };
  const foreignNames: string[] = [];
  let bytes = 0;
  for await (const file of files.list()) {
    if (terms.signal?.aborted === true) break;
    const fate = await decide(files, file, terms);
    counts[fate] += 1;
    if (fate === 'removed') bytes += file.size;
    if (fate === 'foreign' && foreignNames.length < NAMES_MAX) foreignNames.push(file.name);
  }
  const { removed, needed, held, young, foreign } = counts;
  return { removed, bytes, needed, held, young, foreign, foreignNames };
};
