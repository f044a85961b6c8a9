/** Reads the configuration for a command, or ends the command. */
import { type Config, problemsText, readConfig } from '../config/config.ts';
import { isUsed } from './data-folder.ts';
import { EXIT, Ending } from './exits.ts';
import type { Shell } from './shell.ts';

/**
 * Variables without an effect are listed on standard error.
 * @throws Ending with exit 78, which names every problem
 */
export const configured = (shell: Shell): Config => {
  const read = readConfig(shell.env, shell.terminal, isUsed, shell.inFile);
  if (!read.ok) throw new Ending(EXIT.configuration, problemsText(read.problems));
  for (const warning of read.warnings) shell.err(warning);
  return read.config;
};
