/** One setting of the process, as administrators may see it. */
export interface Setting {
  readonly name: string;
  /** The heading under which it is shown. */
  readonly group: string;
  readonly meaning: string;
  readonly source: 'environment' | 'file' | 'default';
  /** As it was given; null for one that was not given, and for each secret. */
  readonly value: string | null;
  /** What counts where nothing is given, in words. */
  readonly byDefault: string;
  readonly secret: boolean;
}
