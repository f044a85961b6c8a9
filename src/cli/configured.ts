/** The configuration as a command gets it, or the end of the command. */
import { type Config, problemsText, readConfig } from '../config/config.ts';
import { EXIT, Ending } from './exits.ts';
import type { Shell } from './shell.ts';

/**
 * What has no effect is told on standard error.
 * @throws Ending with exit 78 that names every problem
 */
export const configured = (shell: Shell): Config => {
  const read = readConfig(shell.env, shell.terminal);
  if (!read.ok) throw new Ending(EXIT.configuration, problemsText(read.problems));
  for (const warning of read.warnings) shell.err(warning);
  return read.config;
};
