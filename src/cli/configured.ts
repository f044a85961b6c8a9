/** The configuration that a command gets, or the end of the command. */
import { existsSync } from 'node:fs';
import { type Config, problemsText, readConfig } from '../config/config.ts';
import { databaseFile } from './data-folder.ts';
import { EXIT, Ending } from './exits.ts';
import type { Shell } from './shell.ts';

/**
 * A variable that has no effect is named on standard error.
 * @throws Ending with exit 78 that names every problem
 */
export const configured = (shell: Shell): Config => {
  const read = readConfig(shell.env, shell.terminal, (data) => existsSync(databaseFile(data)));
  if (!read.ok) throw new Ending(EXIT.configuration, problemsText(read.problems));
  for (const warning of read.warnings) shell.err(warning);
  return read.config;
};
