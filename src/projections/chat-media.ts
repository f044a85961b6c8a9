/**
 * Which media the messages of a chat have used, in both directions: one row for each, however often it was sent. A row stays when its media
 * expires, because the list of a chat passes it over.
 */
import type { Database } from 'better-sqlite3';
import type { FactOf } from '../events/facts/catalogue.ts';
import type { Recorded } from '../events/log/log.ts';
import { projection } from './projection.ts';

const schema = `
  create table chat_media (
    session text not null,
    chat text not null,
    media text not null,
    primary key (session, chat, media)
  ) strict, without rowid;
`;

const prepare = (db: Database) => ({
  use: db.prepare('insert or ignore into chat_media (session, chat, media) values (?, ?, ?)'),
});

const hear = (
  db: ReturnType<typeof prepare>,
  { data: { media }, header }: Recorded<FactOf<'message.received' | 'message.repaired' | 'message.edited'>>,
): void => {
  if (media) db.use.run(header.session, header.chatId, media.id);
};

const use = (
  db: ReturnType<typeof prepare>,
  { data, header }: Recorded<FactOf<'job.queued' | 'job.drafted' | 'job.approved'>>,
): void => {
  for (const id of data.media ?? []) db.use.run(header.session, header.chatId, id);
};

export const chatMedia = projection({
  name: 'chat_media',
  version: 2,
  schema,
  prepare,
  on: {
    'job.queued': use,
    'job.drafted': use,
    'job.approved': use,
    'message.received': hear,
    'message.repaired': hear,
    'message.edited': hear,
  },
});
