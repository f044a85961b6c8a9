/** What `npm run inspector:layout` writes of a machine: a place for everything, in pixels, and the arrows that facts take. */

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface PlacedState extends Box {
  /** `active.sending`; groups begin with `~`, beginnings with `*`. */
  readonly id: string;
  readonly parent: string | null;
  readonly name: string;
  readonly kind: 'state' | 'compound' | 'group' | 'start' | 'end';
  /** Performed whenever it is entered. */
  readonly effects: readonly string[];
}

export interface PlacedEdge {
  readonly id: string;
  readonly labels: readonly { readonly fact: string }[];
  /** What the labels say, one line each, in the same order. */
  readonly lines: readonly string[];
  /** Where they stand; null when there is none. */
  readonly place: Box | null;
  readonly points: readonly (readonly [x: number, y: number])[];
}

export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly states: readonly PlacedState[];
  readonly edges: readonly PlacedEdge[];
  /** By state (`unborn` where the log has null), then by fact. */
  readonly steps: Readonly<
    Record<string, Readonly<Record<string, { readonly edges: readonly string[]; readonly effects: readonly string[] }>>>
  >;
}
