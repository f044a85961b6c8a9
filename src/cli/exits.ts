/** The ends of a command: an exit code for scripts (after sysexits.h), and a sentence for people. */
import { diskFault } from '../storage/sqlite/disk-fault.ts';
import { inSources } from '../kernel/source-places.ts';
import { Defect, Fault } from '../kernel/fault.ts';

export const EXIT = {
  done: 0,
  failed: 1,
  usage: 64,
  unavailable: 69,
  io: 74,
  configuration: 78,
} as const;

export type Exit = (typeof EXIT)[keyof typeof EXIT];

export const EXIT_MEANINGS: Readonly<Record<Exit, string>> = {
  0: 'Done, and everything is as it should be',
  1: 'It failed, or what was looked at is not as it should be',
  64: 'The command line cannot be understood',
  69: 'The data folder, the database or the address is in use by another process',
  74: 'The disk or the database refused',
  78: 'The configuration is wrong, or Node is too old',
};

/** Ends a command with a sentence for its user. */
export class Ending extends Error {
  override readonly name = 'Ending';
  readonly exit: Exit;

  constructor(exit: Exit, sentence: string) {
    super(sentence);
    this.exit = exit;
  }
}

const CONFIGURATION = new Set(['accounts.first_user', 'data.not_made', 'log.foreign', 'seal.wrong_key']);
const UNAVAILABLE = new Set(['folder.locked', 'http.cannot_listen', 'database.in_use']);
const IO = /^(log|database|archive|backup|restore|data|folder|seal)\./;

const exitOfFault = ({ code }: Fault): Exit => {
  if (UNAVAILABLE.has(code)) return EXIT.unavailable;
  if (CONFIGURATION.has(code)) return EXIT.configuration;
  return IO.test(code) ? EXIT.io : EXIT.failed;
};

const placeOf = ({ stream, position }: Defect): string => {
  const places = [stream && `stream ${stream}`, position !== null && `position ${position}`].filter(Boolean);
  return places.length > 0 ? ` (${places.join(', ')})` : '';
};

/** The exit code and the message of a thrown value. Only an unexpected error shows its stack. */
export const endingOf = (thrown: unknown): { exit: Exit; text: string } => {
  if (thrown instanceof Ending) return { exit: thrown.exit, text: thrown.message };
  const fault = thrown instanceof Fault ? thrown : diskFault('The data folder cannot be used', thrown);
  if (fault) return { exit: exitOfFault(fault), text: `${fault.message}\n${fault.hint}` };
  if (thrown instanceof Defect)
    return { exit: EXIT.failed, text: `${thrown.message}${placeOf(thrown)}\n'waybill verify' looks for more.` };
  return {
    exit: EXIT.failed,
    text: inSources(thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)),
  };
};
