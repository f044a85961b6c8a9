/** A machine as a picture needs it. */

/** States that share arrows, under a name of ours: the machine knows no such state. */
export interface Group {
  readonly name: string;
  readonly states: readonly string[];
}

/** What happens on the way: effects are performed outside, what is kept changes the context. */
export interface Performs {
  readonly effects: readonly string[];
  readonly keeps: readonly string[];
}

export interface ChartState extends Performs {
  /** As the log writes it, `active.sending`; groups begin with `~`, beginnings with `*`. */
  readonly id: string;
  readonly parent: string | null;
  readonly name: string;
  /** A `start` is where a stream begins; an `end` takes no more facts. */
  readonly kind: 'state' | 'compound' | 'group' | 'start' | 'end';
}

export interface ChartLabel extends Performs {
  readonly fact: string;
  readonly guard: string | null;
}

export interface ChartEdge {
  /** `source>target` */
  readonly id: string;
  readonly source: string;
  readonly target: string;
  /** Empty for the arrow into the state in which a machine, or a compound state, begins. */
  readonly labels: readonly ChartLabel[];
}

/** What one fact does in one state. */
export interface Step {
  readonly to: string;
  /** The arrows that it takes: one, and those that lead on into a compound state. */
  readonly edges: readonly string[];
  readonly effects: readonly string[];
}

export interface Chart {
  readonly machine: string;
  readonly states: readonly ChartState[];
  readonly edges: readonly ChartEdge[];
  /** By state (`unborn` where the log writes null), then by fact. */
  readonly steps: Readonly<Record<string, Readonly<Record<string, Step>>>>;
}
