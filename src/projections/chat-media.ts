/**
 * Which media the messages of a chat have used: one row for each, however often it was sent. A row stays when its media
 * expires, because the list of a chat passes it over.
 */
import type { Database } from 'better-sqlite3';
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

export const chatMedia = projection({
  name: 'chat_media',
  version: 1,
  schema,
  prepare,
  on: {
    'job.queued': (db, { data }) => {
      for (const id of data.media ?? []) db.use.run(data.session, data.chat, id);
    },
  },
});
