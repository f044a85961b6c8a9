/** The command line: finds the command, runs it, and returns its exit code. */
import { parseLine } from './args.ts';
import { commands, type Entry } from './commands.ts';
import { EXIT, Ending, endingOf, type Exit } from './exits.ts';
import { familyHelp, helpOf, overview } from './help.ts';
import { nearest } from '../config/nearest.ts';
import { type Shell, systemShell } from './shell.ts';
import { VERSION } from './version.ts';

const HELP = ['--help', '-h', 'help'];
const VERSIONS = ['--version', '-v', '-V', 'version'];

const asksFor = (words: readonly string[], word: string | undefined): boolean =>
  word !== undefined && words.includes(word);

/** The options of every command. The value of another option may look like a word, but not like an option. */
const hasOption = (words: readonly string[], line: readonly string[]): boolean =>
  line.some((word) => word.startsWith('-') && words.includes(word));

/** The commands with the same first word. */
const familyOf = (first: string): readonly Entry[] => commands.filter(({ name }) => name.startsWith(`${first} `));

const find = (line: readonly string[]): Entry => {
  const found = commands.find(({ name }) => name === line.slice(0, name.split(' ').length).join(' '));
  if (found) return found;
  const [first = ''] = line;
  const family = familyOf(first).map(({ name }) => name);
  if (family.length > 0)
    throw new Ending(EXIT.usage, `There is ${family.map((name) => `'waybill ${name}'`).join(', ')}.`);
  const near = nearest(
    first,
    commands.map(({ name }) => name),
  );
  const meant = near === null ? '.' : `; did you mean '${near}'?`;
  throw new Ending(EXIT.usage, `There is no command '${first}'${meant}\nSee: waybill --help`);
};

/** The help of a command, of a family of commands, or of all. */
const helpFor = async (line: readonly string[]): Promise<string> => {
  const [first, ...others] = line;
  if (first === undefined) return overview(commands);
  const family = familyOf(first);
  if (others.length === 0 && family.length > 0) return familyHelp(first, family);
  const entry = find(line);
  return helpOf(entry, await entry.load());
};

const dispatch = async (line: readonly string[], shell: Shell): Promise<Exit> => {
  const [first] = line;
  if (first === undefined) throw new Ending(EXIT.usage, overview(commands));
  if (asksFor(HELP, first) || hasOption(HELP, line)) {
    shell.out(await helpFor(line.filter((word) => !HELP.includes(word))));
    return EXIT.done;
  }
  if (asksFor(VERSIONS, first) || hasOption(VERSIONS, line)) {
    shell.out(`waybill ${VERSION} (Node ${process.versions.node})`);
    return EXIT.done;
  }
  const entry = find(line);
  const command = await entry.load();
  return command.run(parseLine(entry.name, command, line.slice(entry.name.split(' ').length)), shell);
};

/** Runs one command line. Never throws: errors go to standard error. */
export const run = async (line: readonly string[], shell: Shell): Promise<Exit> => {
  try {
    return await dispatch(line, shell);
  } catch (thrown) {
    const { exit, text } = endingOf(thrown);
    shell.err(text);
    return exit;
  }
};

/** The grace period for leftover timers: the WhatsApp client waits half a minute for the end of a closed socket. */
const LINGER_MS = 500;

/** The entry point of the process. Only the owner can read the files that it creates. */
export const main = async (): Promise<void> => {
  process.umask(0o077);
  process.exitCode = await run(process.argv.slice(2), systemShell());
  setTimeout(() => process.exit(), LINGER_MS).unref();
};
