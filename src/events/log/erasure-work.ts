/** What a store still has to do for erasures whose facts are on record. */
export interface ErasureWork {
  /** The positions of erasures whose traces are not all gone, the oldest first. */
  unfinished(): readonly number[];
  finished(positions: readonly number[]): void;
  /** Removes earlier versions of pages from the disk. False while somebody reads the database. */
  wipe(): Promise<boolean>;
}
