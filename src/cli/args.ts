/** Parses a command line by the options of its command. An error is one sentence, and suggests the closest option. */
import { parseArgs } from 'node:util';
import type { Command, Given } from './command.ts';
import { EXIT, Ending } from './exits.ts';
import { nearest } from '../config/nearest.ts';

/** @throws Ending with exit 64 */
export const parseLine = (name: string, command: Command, line: readonly string[]): Given => {
  const options = command.options ?? {};
  const wrong = (sentence: string): never => {
    throw new Ending(EXIT.usage, `${sentence}\nSee: waybill ${name} --help`);
  };
  // Not strict, because the error messages of Node address programmers.
  const { tokens } = parseArgs({
    args: [...line],
    strict: false,
    tokens: true,
    options: Object.fromEntries(
      Object.entries(options).map(([option, { value }]) => [option, { type: value ? 'string' : 'boolean' }] as const),
    ),
  });
  const values = new Map<string, string[]>();
  const words: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') words.push(token.value);
    if (token.kind !== 'option') continue;
    const option = Object.hasOwn(options, token.name) ? options[token.name] : undefined;
    if (!option) return wrong(`waybill ${name} has no option ${token.rawName}${meant(token.name, options)}`);
    if (option.value && token.value === undefined)
      return wrong(`${token.rawName} needs a value: ${token.rawName} ${option.value}.`);
    if (!option.value && token.value !== undefined) return wrong(`${token.rawName} takes no value.`);
    values.set(token.name, [...(values.get(token.name) ?? []), ...(token.value === undefined ? [] : [token.value])]);
  }
  const wanted = command.words ?? [];
  const missing = wanted.filter((word) => !word.startsWith('['))[words.length];
  if (missing !== undefined) return wrong(`waybill ${name} needs ${missing}.`);
  if (words.length > wanted.length) return wrong(`waybill ${name} does not take "${words[wanted.length]}".`);
  return {
    words,
    value: (option) => values.get(option)?.at(-1) ?? null,
    all: (option) => values.get(option) ?? [],
    is: (option) => values.has(option),
  };
};

const meant = (name: string, known: object): string => {
  const near = nearest(name, Object.keys(known));
  return near === null ? '.' : `; did you mean --${near}?`;
};
