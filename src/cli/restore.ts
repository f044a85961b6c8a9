import { resolve } from 'node:path';
import type Database from 'better-sqlite3';
import { createAudit } from '../gateway/operation/audit.ts';
import { copyFiles, mediaBeside } from '../storage/media/copies.ts';
import { mediaFolder } from '../storage/media/layout.ts';
import { neededFiles } from '../storage/sqlite/media-index.ts';
import { openDatabase } from '../storage/sqlite/database.ts';
import { hashOfFile } from '../storage/sqlite/files.ts';
import { openJournal } from '../events/log/journal.ts';
import { lockFolder } from '../storage/sqlite/lock.ts';
import type { EventLog } from '../events/log/log.ts';
import { refuseNoBackup, restoreTo } from '../storage/sqlite/restore.ts';
import { sqliteLog } from '../storage/sqlite/sqlite-log.ts';
import { SYSTEM } from '../kernel/caller.ts';
import { systemClock } from '../kernel/clock.ts';
import { systemEntropy } from '../kernel/entropy.ts';
import { streamOf } from '../kernel/ids.ts';
import { type Logger, silentLogger } from '../kernel/logger.ts';
import { openProjections } from '../storage/sqlite/projector.ts';
import { openReads } from '../projections/reads.ts';
import { keysInUse } from '../storage/sqlite/key-tables.ts';
import { forgetRatchets } from '../storage/sqlite/stale-keys.ts';
import type { Command } from './command.ts';
import type { Config } from '../config/config.ts';
import { configured } from './configured.ts';
import { databaseFile, prepareDataFolder } from './data-folder.ts';
import { configuredSeal, encryptionKeyFile } from './encryption-key.ts';
import { EXIT, Ending } from './exits.ts';
import { refuseCopy } from './opened.ts';
import { progressOf } from './progress.ts';
import type { Shell } from './shell.ts';
import { count } from '../story/words.ts';

/** The report on a restored backup. */
interface Restored {
  readonly position: number;
  readonly lastAt: number;
  readonly waiting: number;
  readonly sessions: number;
  /** Sentences about the missing segments of the archive. */
  readonly absent: readonly string[];
  readonly keyIsMissing: boolean;
  /** Files of media that are not in the backup, or not whole. */
  readonly mediaMissing: number;
}

const quiet = (shell: Shell): Logger => ({ ...silentLogger, warn: (_, message) => shell.err(message) });

const waitingIn = (db: Database.Database, log: EventLog): number => {
  const { sessions, stats } = openReads(db, log);
  const counts = sessions.list().map(({ id }) => stats.counts(id));
  return counts.reduce((sum, { waiting, retrying, active }) => sum + waiting + retrying + active, 0);
};

const keyIsMissing = (config: Config, db: Database.Database, shell: Shell): boolean => {
  const used = keysInUse(db);
  const seal = configuredSeal(config, used, { entropy: systemEntropy, logger: quiet(shell) });
  return used.some((name) => name !== seal?.keyName);
};

/** @throws Ending if the audit finds a problem in the log, its streams or its tables */
const check = async (file: string, db: Database.Database, log: EventLog, shell: Shell): Promise<void> => {
  const { at } = progressOf(shell, 'checking the backup');
  const { problem } = await createAudit({ db, log, clock: systemClock }).run((_, position, head) => at(position, head));
  // Missing archived facts are reported, but the rest of the backup is usable.
  if (problem === null || log.absent().length > 0) return;
  throw new Ending(EXIT.failed, `${file} is damaged: ${problem}\nRestore another backup. Nothing was changed.`);
};

/** Checks the copy and prepares it for use. */
const prepared = async (staged: string, file: string, config: Config, shell: Shell): Promise<Restored> => {
  const db = openDatabase(staged);
  try {
    const projections = openProjections(db);
    const log = sqliteLog(db, { project: projections });
    await projections.catchUp(log);
    await check(file, db, log, shell);
    const lost = await copyFiles(mediaBeside(file), mediaFolder(config.data), neededFiles(db), { whole: true });
    const { position } = log.head();
    const [last] = log.page({ after: position - 1, limit: 1 });
    const record = openJournal(log, systemClock);
    const sha256 = await hashOfFile(file);
    await record(streamOf.process, { type: 'process.restored', head: position, sha256 }, SYSTEM);
    const restored = {
      position,
      lastAt: last?.at ?? 0,
      waiting: waitingIn(db, log),
      sessions: forgetRatchets(db),
      absent: log.absent(),
      keyIsMissing: keyIsMissing(config, db, shell),
      mediaMissing: lost.length,
    };
    await log.close();
    return restored;
  } finally {
    db.close();
  }
};

const told = (restored: Restored, file: string, config: Config): string[] => {
  const { position, lastAt, waiting, sessions, absent, keyIsMissing: noKey } = restored;
  return [
    `Restored ${databaseFile(config.data)} from ${file}: ${count(position, 'fact')}, the last of ${new Date(lastAt).toISOString()}.`,
    '',
    'What happened after that is not in it. Before you start Waybill on it:',
    `- ${count(waiting, 'message')} in it ${waiting === 1 ? 'waits' : 'wait'} and will be sent. Those that were sent after the backup go out a second time, under the same`,
    '  message ids: WhatsApp drops the second copy.',
    '- Messages that were accepted after the backup are unknown to it, sent or not. A client that sends one of them again,',
    '  also with its old Idempotency-Key, queues a new message: if the first one was delivered, the recipient gets it twice.',
    `- ${count(sessions, 'encrypted session')} with recipients' devices ${sessions === 1 ? 'was' : 'were'} forgotten, because old ones must not be used again: a new one begins with`,
    '  the next message. The link to the phone holds, unless it was unlinked or linked again after the backup: then scan the QR.',
    '- Never run this copy while another one runs with the same WhatsApp account: they throw each other out.',
    ...(noKey
      ? [
          `- The key that opens WhatsApp's keys is missing: put it back as ${encryptionKeyFile(config.data)}, or set WAYBILL_ENCRYPTION_KEY.`,
        ]
      : []),
    ...(restored.mediaMissing > 0
      ? [
          `- ${count(restored.mediaMissing, 'file')} of media ${restored.mediaMissing === 1 ? 'is' : 'are'} not in ${mediaBeside(file)}, or not whole: messages that need them fail.`,
        ]
      : []),
    ...absent.map((sentence) => `- NOT CHECKED: ${sentence}. Put the folder archive back beside the database.`),
  ];
};

/** Restores a backup into the data folder. */
export const restore: Command = {
  words: ['FILE'],
  about: [
    'Puts a backup into the data folder, which must not hold a database yet, after checking it: pages and indexes, the hash chain,',
    'every stream and every table. Only a backup that is whole gets its name, and FILE itself is not touched. What was sent',
    'after the backup waits in it again and goes out under the same message ids, and WhatsApp drops the second copy of an id;',
    'messages that were accepted after it are unknown to it. New encrypted sessions with the devices of recipients begin.',
    'The files of media come from the folder FILE.media beside it.',
    'The key of then (the file encryption-key) and the folder archive are not in a backup: put them back as well.',
    'The server must not be running.',
  ].join(' '),
  exits: [EXIT.unavailable, EXIT.io, EXIT.configuration],
  async run({ words: [word = ''] }, shell) {
    const config = configured(shell);
    refuseCopy(config);
    const file = resolve(word);
    // The check comes first, before any file is created.
    refuseNoBackup(file);
    prepareDataFolder(config.data, quiet(shell));
    const lock = lockFolder(config.data);
    try {
      const restored = await restoreTo(file, databaseFile(config.data), (staged) =>
        prepared(staged, file, config, shell),
      );
      for (const line of told(restored, file, config)) shell.out(line);
      return EXIT.done;
    } finally {
      lock.release();
    }
  },
};
