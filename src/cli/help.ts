/** The help of the command line, generated from the tables of commands and options. */
import type { Command, Row } from './command.ts';
import type { Entry } from './commands.ts';
import { EXIT_MEANINGS, type Exit } from './exits.ts';
import { VERSION } from './version.ts';

const WIDTH = 100;

/** Formats two columns and wraps the right one. */
const columns = (rows: readonly Row[]): string[] => {
  const left = Math.max(...rows.map(([name]) => name.length)) + 4;
  return rows.flatMap(([name, text]) =>
    wrapped(text, WIDTH - left).map((line, index) => `${(index === 0 ? `  ${name}` : '').padEnd(left)}${line}`),
  );
};

const wrapped = (text: string, width: number): string[] => {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
};

const exitRows = (exits: readonly Exit[]): Row[] => exits.map((exit) => [String(exit), EXIT_MEANINGS[exit]]);

const section = (title: string, rows: readonly Row[]): string[] => ['', `${title}:`, ...columns(rows)];

/** `waybill --help` */
export const overview = (entries: readonly Entry[]): string =>
  [
    `Waybill ${VERSION}, a self-hosted WhatsApp gateway that can prove what happened to every message`,
    '',
    'Usage: waybill COMMAND [OPTIONS]',
    ...section(
      'Commands',
      entries.map(({ name, summary }) => [name, summary]),
    ),
    '',
    "'waybill COMMAND --help' tells more about one of them; 'waybill --version' says which Waybill this is.",
  ].join('\n');

/** `waybill user --help` */
export const familyHelp = (first: string, entries: readonly Entry[]): string =>
  [
    `Usage: waybill ${first} COMMAND [OPTIONS]`,
    ...section(
      'Commands',
      entries.map(({ name, summary }) => [name, summary]),
    ),
    '',
    `'waybill ${first} COMMAND --help' tells more about one of them.`,
  ].join('\n');

/** `waybill COMMAND --help` */
export const helpOf = ({ name, summary }: Entry, command: Command): string => {
  const options = Object.entries(command.options ?? {});
  const usage = ['waybill', name, ...(command.words ?? []), ...(options.length > 0 ? ['[OPTIONS]'] : [])].join(' ');
  const optionRows = options.map(
    ([option, { value, meaning }]): Row => [`--${option}${value ? ` ${value}` : ''}`, meaning],
  );
  return [
    `Usage: ${usage}`,
    '',
    `${summary}.`,
    '',
    ...wrapped(command.about, WIDTH),
    ...section('Options', [...optionRows, ['--help', 'Show this help']]),
    ...(command.more ? section(command.more.title, command.more.rows) : []),
    ...section('Exit codes', exitRows([0, 1, 64, ...command.exits])),
  ].join('\n');
};
