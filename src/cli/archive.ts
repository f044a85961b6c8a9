import { join } from 'node:path';
import { type Archived, archive as archiveStreams, giveBack } from '../storage/archive/archive.ts';
import { systemClock } from '../kernel/clock.ts';
import { SYSTEM } from '../kernel/caller.ts';
import { isFinished, leavesInPart } from '../machines/kinds.ts';
import type { Command } from './command.ts';
import { configured } from './configured.ts';
import { EXIT, Ending } from './exits.ts';
import { holdData } from './opened.ts';
import { progressOf } from './progress.ts';
import { count } from '../story/words.ts';

const DATE = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2}))?$/;

/** A day begins at midnight UTC. @throws Ending with exit 64 */
const dateOf = (text: string | null): number => {
  if (text === null) throw new Ending(EXIT.usage, 'waybill archive needs --before DATE.\nSee: waybill archive --help');
  const at = DATE.test(text) ? Date.parse(text) : Number.NaN;
  // `Date` reads a day that does not exist, such as February 30th, as a day of the next month.
  const isDay = !Number.isNaN(at) && (text.length > 10 || new Date(at).toISOString().startsWith(text));
  if (!isDay || at > systemClock.now())
    throw new Ending(
      EXIT.usage,
      `--before needs a day or a time in the past, such as 2026-01-31 or 2026-01-31T12:00:00Z, not "${text}".`,
    );
  return at;
};

/** `2 messages`, `1 chat`, `2 messages and 1 chat`. */
const leftOf = ({ streams, parts }: Archived): string =>
  [...(streams > 0 ? [count(streams, 'message')] : []), ...(parts > 0 ? [count(parts, 'chat')] : [])].join(' and ');

/** Moves finished streams, and what is old of chats, out of the log. */
export const archive: Command = {
  about: [
    'Moves the facts of finished messages, and older facts of chats, into a compressed file in the folder archive of the data',
    'folder, and makes the database smaller. A message is finished when it was completed, cancelled or dismissed; all of its facts',
    'must be older than the date. Messages that failed stay until they are dismissed, and so does everything of sessions, queues,',
    'users and the process. Lists, texts, chats and idempotency keys stay as well: what leaves is how each message came to its end,',
    "and what happened in a chat before the date, step by step. 'events', the API and 'verify'",
    'go on reading it there. Keep the file with the data: its hash is on record in the log, and it is never written again. The',
    'server must not be running, and the disk needs room for a second copy of the database. When this is interrupted, nothing is',
    'lost, and running it again goes on.',
  ].join(' '),
  options: {
    before: { value: 'DATE', meaning: 'Archive what is older: 2026-01-31 (midnight UTC), or a time with its zone' },
  },
  exits: [EXIT.unavailable, EXIT.io, EXIT.configuration],
  run(given, shell) {
    const before = dateOf(given.value('before'));
    const config = configured(shell);
    return holdData(config, async ({ db, log, projections, departures }) => {
      await projections.catchUp(log);
      const { at } = progressOf(shell, 'archiving');
      const archived = await archiveStreams(
        { db, log, departures, clock: systemClock },
        { before, isFinished, leavesInPart, caller: SYSTEM, progress: at },
      );
      if (archived)
        shell.out(
          `Archived ${count(archived.facts, 'fact')} of ${leftOf(archived)} to ${join(config.data, 'archive', archived.file)}.`,
        );
      else shell.out('Nothing that is finished is as old as that.');
      giveBack(db);
      return EXIT.done;
    });
  },
};
