/** What a command is: enough to parse its line, to write its help and to run it. */
import type { Exit } from './exits.ts';
import type { Shell } from './shell.ts';

/** A name and what it means, side by side in the help. */
export type Row = readonly [name: string, meaning: string];

export interface Option {
  /** How the help names its value; an option without one is a switch. */
  readonly value?: string;
  readonly meaning: string;
}

export interface Command {
  /** What it does, in full. */
  readonly about: string;
  /** Its arguments in order, all of them required. */
  readonly words?: readonly string[];
  readonly options?: Readonly<Record<string, Option>>;
  /** Told after the options, under a title. */
  readonly more?: { readonly title: string; readonly rows: readonly Row[] };
  /** Exits beside 0, 1 and 64. */
  readonly exits: readonly Exit[];
  run(given: Given, shell: Shell): Promise<Exit>;
}

/** A command line that was understood. */
export interface Given {
  readonly words: readonly string[];
  /** The value of an option; null when it was not given. */
  value(name: string): string | null;
  is(name: string): boolean;
}
