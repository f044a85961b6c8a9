/** A machine as a chart: what a page needs to draw it. */

/** A named set of states that share arrows. The machine itself has no such state. */
export interface Group {
  readonly name: string;
  readonly states: readonly string[];
}

/** The actions of a transition: effects are performed by the actor, assignments change the context. */
export interface Performs {
  readonly effects: readonly string[];
  readonly keeps: readonly string[];
}

export interface ChartState extends Performs {
  /** As the log records it, `active.sending`. The id of a group starts with `~`, the id of a beginning with `*`. */
  readonly id: string;
  readonly parent: string | null;
  readonly name: string;
  /** A `start` is the state of a new stream; an `end` takes no more facts. */
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
  /** Empty for the arrow into the initial state of the machine or of a compound state. */
  readonly labels: readonly ChartLabel[];
}

/** The effect of one fact in one state. */
export interface Step {
  readonly to: string;
  /** The arrows that it follows: one, and any initial arrows inside a compound target. */
  readonly edges: readonly string[];
  readonly effects: readonly string[];
}

export interface Chart {
  readonly machine: string;
  readonly states: readonly ChartState[];
  readonly edges: readonly ChartEdge[];
  /** By state (`unborn` for null), then by fact. */
  readonly steps: Readonly<Record<string, Readonly<Record<string, Step>>>>;
}
