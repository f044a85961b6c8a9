/** One row per file that is here or was here, as `GET /api/whatsapp/media` shows it. Its hash and its name are beside the fact. */
import type { Database } from 'better-sqlite3';
import type { FactOf } from '../events/facts/catalogue.ts';
import type { Recorded } from '../events/log/log.ts';
import type { Millis } from '../kernel/clock.ts';
import type { ChatId, SessionId } from '../kernel/ids.ts';
import { partsOfStream } from '../kernel/ids.ts';
import type { Form, MediaId, MediaKind } from '../messages/media.ts';
import { projection } from './projection.ts';

/** `used_at` is the last time that a message was queued with it, `file_at` the position beside which its record is. */
const schema = `
  create table media (
    id text primary key,
    stream_id integer not null,
    version integer not null,
    file_at integer not null,
    session text not null,
    kind text not null,
    mimetype text not null,
    size integer not null,
    width integer,
    height integer,
    seconds real,
    stored_at integer not null,
    used_at integer not null,
    expired_at integer,
    source text,
    form text,
    received integer not null
  ) strict, without rowid;
  create index media_by_age on media (used_at) where expired_at is null;
  create index media_by_session on media (session, id, size) where expired_at is null;
  create index media_by_kind on media (session, kind, id) where expired_at is null;
  create index media_by_source on media (source, form) where source is not null;
`;

const prepare = (db: Database) => ({
  // A file that came in is stored again if somebody asks for it after its time.
  store: db.prepare(`insert or replace into media values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, null, ?, ?, ?)`),
  use: db.prepare('update media set used_at = max(used_at, ?) where id = ?'),
  expire: db.prepare('update media set expired_at = ? where id = ?'),
});

/** The id of a media by its stream, `media/<session>/<id>`. */
export const mediaIdOf = ({ stream }: Recorded): MediaId => `med_${partsOfStream(stream).id.split('/')[1] ?? ''}`;

const use = (
  db: ReturnType<typeof prepare>,
  { data, at }: Recorded<FactOf<'job.queued' | 'job.drafted' | 'job.approved'>>,
): void => {
  for (const id of data.media ?? []) db.use.run(at, id);
};

export const media = projection({
  name: 'media',
  version: 4,
  schema,
  prepare,
  on: {
    'media.stored': (db, recorded) => {
      const { data, at, streamId, version, position, header } = recorded;
      const { kind, mimetype, size, width = null, height = null, seconds = null, of = null, form = null } = data;
      const place = [streamId, version, position, header.session] as const;
      const measures = [kind, mimetype, size, width, height, seconds] as const;
      const received = data.origin === 'received' ? 1 : 0;
      db.store.run(mediaIdOf(recorded), ...place, ...measures, at, at, of, form, received);
    },
    'media.expired': (db, recorded) => void db.expire.run(recorded.at, mediaIdOf(recorded)),
    'job.queued': use,
    'job.drafted': use,
    'job.approved': use,
  },
});

export interface MediaRow {
  readonly id: MediaId;
  readonly streamId: number;
  /** The number of facts of its stream until it was stored: 2 if its address was named before. */
  readonly version: number;
  /** The position beside which its record is. */
  readonly fileAt: number;
  readonly session: SessionId;
  readonly kind: MediaKind;
  readonly mimetype: string;
  readonly size: number;
  readonly width: number | null;
  readonly height: number | null;
  readonly seconds: number | null;
  readonly storedAt: Millis;
  readonly usedAt: Millis;
  readonly expiredAt: Millis | null;
  /** 1 if it came in with a message. */
  readonly received: 0 | 1;
}

export interface MediaTotals {
  /** Uploads that have not expired, and their size together; a file that several share counts for each. */
  readonly uploads: number;
  readonly bytes: number;
}

export interface MediaQuery {
  readonly session: SessionId;
  readonly kind?: MediaKind | undefined;
  /** Only those that messages of this chat use or have used, under exactly this address. */
  readonly chatId?: ChatId | undefined;
}

export interface MediaReads {
  /** Whether a message of a chat, by one of its addresses, uses or has used it. */
  isInChat(session: SessionId, chat: ChatId, id: MediaId): boolean;
  byId(id: MediaId): MediaRow | null;
  /** Uploads whose last use was before a time, and which no unfinished job needs; the oldest first. */
  stale(before: Millis, limit: number): readonly MediaRow[];
  /** Uploads that have not expired, by id. */
  kept(after: string, limit: number): readonly MediaRow[];
  totals(): MediaTotals;
  /** The same for one session. */
  totalsOf(session: SessionId): MediaTotals;
  /** Uploads of a session that have not expired, newest first; only those before an id, if one is given. */
  list(query: MediaQuery, before: string, limit: number): readonly MediaRow[];
  /** What a media was converted to for a form; null if it was not, or if that has expired. */
  converted(source: MediaId, form: Form): MediaRow | null;
  /** What a media was made from, and what else was made from it or from its source. */
  relatives(id: MediaId): readonly MediaId[];
}

const COLUMNS = `id, stream_id as streamId, version, file_at as fileAt, media.session, kind, mimetype, size, width, height, seconds,
  stored_at as storedAt, used_at as usedAt, expired_at as expiredAt, received`;

export const mediaReads = (db: Database): MediaReads => {
  const one = db.prepare<[string], MediaRow>(`select ${COLUMNS} from media where id = ?`);
  const converted = db.prepare<[string, string], MediaRow>(
    `select ${COLUMNS} from media where source = ? and form = ? and expired_at is null`,
  );
  const relatives = db
    .prepare<[string], MediaId>(
      `select other.id from media as one join media as other
         on other.id = one.source or other.source = one.id or other.source = one.source
         where one.id = ? and other.id <> one.id`,
    )
    .pluck();
  const stale = db.prepare<[number, number], MediaRow>(
    `select ${COLUMNS} from media where expired_at is null and used_at < +?
       and not exists (select 1 from media_uses where media_uses.media = media.id and needed = 1) order by used_at limit +?`,
  );
  const kept = db.prepare<[string, number], MediaRow>(
    `select ${COLUMNS} from media where id > +? and expired_at is null order by id limit +?`,
  );
  const totals = db.prepare<[], MediaTotals>(
    'select count(*) as uploads, coalesce(sum(size), 0) as bytes from media where expired_at is null',
  );
  const totalsOf = db.prepare<[string], MediaTotals>(
    'select count(*) as uploads, coalesce(sum(size), 0) as bytes from media where session = ? and expired_at is null',
  );
  const newest = db.prepare<[string, string, number], MediaRow>(
    `select ${COLUMNS} from media indexed by media_by_session
       where session = +? and id < +? and expired_at is null order by id desc limit +?`,
  );
  const ofKind = db.prepare<[string, string, string, number], MediaRow>(
    `select ${COLUMNS} from media indexed by media_by_kind
       where session = +? and kind = +? and id < +? and expired_at is null order by id desc limit +?`,
  );
  const ofChat = db.prepare<[string, string, string, string | null, number], MediaRow>(
    `select ${COLUMNS} from chat_media cross join media on media.id = chat_media.media
       where chat_media.session = +? and chat_media.chat = +? and chat_media.media < +? and expired_at is null
         and kind = coalesce(+?, kind) order by chat_media.media desc limit +?`,
  );
  const inChat = db
    .prepare<[string, string, string], number>('select 1 from chat_media where session = ? and chat = ? and media = ?')
    .pluck();
  return {
    isInChat: (session, chat, id) => inChat.get(session, chat, id) === 1,
    totalsOf: (session) => totalsOf.get(session) ?? { uploads: 0, bytes: 0 },
    list({ session, kind, chatId }, before, limit) {
      if (chatId !== undefined) return ofChat.all(session, chatId, before, kind ?? null, limit);
      return kind === undefined ? newest.all(session, before, limit) : ofKind.all(session, kind, before, limit);
    },
    stale: (before, limit) => stale.all(before, limit),
    kept: (after, limit) => kept.all(after, limit),
    totals: () => totals.get() ?? { uploads: 0, bytes: 0 },
    byId: (id) => one.get(id) ?? null,
    relatives: (id) => relatives.all(id),
    converted: (source, form) => converted.get(source, form) ?? null,
  };
};
