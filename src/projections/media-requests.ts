/** Files that are still to be fetched. A row goes once its file is stored, or once its time is over. */
import type { Database } from 'better-sqlite3';
import type { FactOf } from '../events/facts/catalogue.ts';
import type { Millis } from '../kernel/clock.ts';
import type { SessionId } from '../kernel/ids.ts';
import type { MediaId } from '../messages/media.ts';
import { mediaIdOf } from './media.ts';
import { projection } from './projection.ts';

const schema = `
  create table media_requests (
    id text primary key,
    stream_id integer not null,
    session text not null,
    use text not null,
    requested_at integer not null
  ) strict, without rowid;
  create index media_requests_by_age on media_requests (requested_at);
`;

const prepare = (db: Database) => ({
  add: db.prepare('insert into media_requests values (?, ?, ?, ?, ?)'),
  remove: db.prepare('delete from media_requests where id = ?'),
});

export const mediaRequests = projection({
  name: 'media_requests',
  version: 1,
  schema,
  prepare,
  on: {
    'media.requested': (db, recorded) => {
      const { data, at, streamId, header } = recorded;
      db.add.run(mediaIdOf(recorded), streamId, header.session, data.use, at);
    },
    'media.stored': (db, recorded) => void db.remove.run(mediaIdOf(recorded)),
    'media.expired': (db, recorded) => void db.remove.run(mediaIdOf(recorded)),
  },
});

export interface MediaRequestRow {
  readonly id: MediaId;
  /** The number of its stream, and the position beside which its address is. */
  readonly streamId: number;
  readonly session: SessionId;
  readonly use: FactOf<'media.requested'>['use'];
}

export interface MediaRequestReads {
  /** Null once the file is stored, and for one that was uploaded. */
  request(id: MediaId): MediaRequestRow | null;
  /** Requests from before a time that no unfinished job needs; the oldest first. */
  staleRequests(before: Millis, limit: number): readonly MediaRequestRow[];
}

const COLUMNS = 'id, stream_id as streamId, session, use';

export const mediaRequestReads = (db: Database): MediaRequestReads => {
  const one = db.prepare<[string], MediaRequestRow>(`select ${COLUMNS} from media_requests where id = ?`);
  const stale = db.prepare<[number, number], MediaRequestRow>(
    `select ${COLUMNS} from media_requests where requested_at < +?
       and not exists (select 1 from media_uses where media_uses.media = media_requests.id and needed = 1)
     order by requested_at limit +?`,
  );
  return {
    request: (id) => one.get(id) ?? null,
    staleRequests: (before, limit) => stale.all(before, limit),
  };
};
