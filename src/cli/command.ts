/** The definition of a command: its arguments, its help and its code. */
import type { Exit } from './exits.ts';
import type { Shell } from './shell.ts';

/** A name and its meaning, side by side in the help. */
export type Row = readonly [name: string, meaning: string];

export interface Option {
  /** The name of the value in the help. An option without a value is a switch. */
  readonly value?: string;
  readonly meaning: string;
}

export interface Command {
  /** The full description. */
  readonly about: string;
  /** The arguments in order. One in brackets, `[TEXT]`, may be left out. */
  readonly words?: readonly string[];
  readonly options?: Readonly<Record<string, Option>>;
  /** Further help after the options, under a title. */
  readonly more?: { readonly title: string; readonly rows: readonly Row[] };
  /** The exit codes besides 0, 1 and 64. */
  readonly exits: readonly Exit[];
  run(given: Given, shell: Shell): Promise<Exit>;
}

/** A parsed command line. */
export interface Given {
  readonly words: readonly string[];
  /** The value of an option; null if the option is missing. */
  value(name: string): string | null;
  /** Every value of an option that may be given several times. */
  all(name: string): readonly string[];
  is(name: string): boolean;
}
