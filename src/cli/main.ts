/** The command line: finds the command, runs it, and turns whatever comes of it into an exit code. */
import { parseLine } from './args.ts';
import { commands, type Entry } from './commands.ts';
import { EXIT, Ending, endingOf, type Exit } from './exits.ts';
import { helpOf, overview } from './help.ts';
import { nearest } from '../config/nearest.ts';
import { type Shell, systemShell } from './shell.ts';
import { VERSION } from './version.ts';

const asksForHelp = (word: string | undefined): boolean => word === '--help' || word === '-h' || word === 'help';

const find = (line: readonly string[]): Entry => {
  const found = commands.find(({ name }) => name === line.slice(0, name.split(' ').length).join(' '));
  if (found) return found;
  const [first = ''] = line;
  const family = commands.filter(({ name }) => name.startsWith(`${first} `)).map(({ name }) => name);
  if (family.length > 0)
    throw new Ending(EXIT.usage, `There is ${family.map((name) => `'waybill ${name}'`).join(', ')}.`);
  const near = nearest(
    first,
    commands.map(({ name }) => name),
  );
  const meant = near === null ? '.' : `; did you mean '${near}'?`;
  throw new Ending(EXIT.usage, `There is no command '${first}'${meant}\nSee: waybill --help`);
};

const dispatch = async (line: readonly string[], shell: Shell): Promise<Exit> => {
  const [first, ...others] = line;
  if (first === undefined) throw new Ending(EXIT.usage, overview(commands));
  if (first === '--version' || first === '-V') {
    shell.out(`waybill ${VERSION} (Node ${process.versions.node})`);
    return EXIT.done;
  }
  if (asksForHelp(first) && others.length === 0) {
    shell.out(overview(commands));
    return EXIT.done;
  }
  const asked = asksForHelp(first) ? [...others, '--help'] : line;
  const entry = find(asked);
  const rest = asked.slice(entry.name.split(' ').length);
  const command = await entry.load();
  if (rest.some((word) => word === '--help' || word === '-h')) {
    shell.out(helpOf(entry, command));
    return EXIT.done;
  }
  return command.run(parseLine(entry.name, command, rest), shell);
};

/** Runs one command line. Never throws: what goes wrong is told on standard error. */
export const run = async (line: readonly string[], shell: Shell): Promise<Exit> => {
  try {
    return await dispatch(line, shell);
  } catch (thrown) {
    const { exit, text } = endingOf(thrown);
    shell.err(text);
    return exit;
  }
};

/** For what a library leaves behind: the WhatsApp client waits half a minute for the end of a socket that is closed. */
const LINGER_MS = 500;

/** The whole process. Files that it makes are for its owner alone. */
export const main = async (): Promise<void> => {
  process.umask(0o077);
  process.exitCode = await run(process.argv.slice(2), systemShell());
  setTimeout(() => process.exit(), LINGER_MS).unref();
};
