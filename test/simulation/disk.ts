/** The files that outlive each process, and what became of some of them. */
import type { Sha256 } from '../../src/messages/media.ts';
import { type MemoryDisk, memoryDisk } from '../support/memory-media.ts';
import type { Random } from './random.ts';

export interface Disk extends MemoryDisk {
  /** How many days an upload is kept after its last use; 0 for ever. */
  readonly days: number;
  /** Files that were removed behind Waybill's back. */
  readonly lost: Set<Sha256>;
  /** The bytes of a file by its path; null if it is gone. */
  at(path: string): Buffer | null;
}

/** In some seeds uploads are kept for less than a minute, so that retention meets messages that wait. */
const DAYS = [30, 0, 0.0005] as const;

export const diskOf = (random: Random): Disk => {
  const disk = memoryDisk();
  return {
    ...disk,
    days: random.pick(DAYS),
    lost: new Set(),
    at: (path) => disk.files.get(path.slice(path.indexOf(':') + 1))?.bytes ?? null,
  };
};
