import type { Command } from './command.ts';
import { configured } from './configured.ts';
import { EXIT } from './exits.ts';
import { holdData } from './opened.ts';
import { progressOf } from './progress.ts';
import { count, durationText } from '../story/words.ts';

/** Rebuilds every table from the log. */
export const rebuild: Command = {
  about: [
    'Empties every projection (the tables that answers are read from) and fills it again from the log, which is not touched.',
    'Needed only after a table was damaged from outside; an upgrade rebuilds what it must by itself.',
    'The server must not be running. When this is interrupted, the next start goes on where it ended.',
  ].join(' '),
  exits: [EXIT.unavailable, EXIT.io, EXIT.configuration],
  run: async (_, shell) =>
    holdData(configured(shell), async ({ log, projections }) => {
      const begun = performance.now();
      const { at } = progressOf(shell, 'rebuilding');
      await projections.rebuild(log, { progress: at });
      shell.out(`Rebuilt from ${count(log.head().position, 'fact')} in ${durationText(performance.now() - begun)}.`);
      return EXIT.done;
    }),
};
