/**
 * Files that came in with messages: one row for each, whether its bytes are here or not. Those that are to be fetched are
 * found here, so none has to wait in memory, and a restart goes on with them.
 *
 * A file of the history that a phone hands over is not fetched until somebody asks.
 */
import type { Database } from 'better-sqlite3';
import type { FactOf } from '../events/facts/catalogue.ts';
import type { MediaState } from '../events/facts/media.ts';
import type { Recorded } from '../events/log/log.ts';
import type { Millis } from '../kernel/clock.ts';
import type { SessionId } from '../kernel/ids.ts';
import type { MediaId, MediaKind } from '../messages/media.ts';
import { mediaIdOf } from './media.ts';
import { projection } from './projection.ts';

/**
 * `position` is the fact of the message. `remote_at` and `remote_place` say beside which fact the file's place at WhatsApp
 * is; `remote_at` is null if WhatsApp did not tell it.
 */
const schema = `
  create table received_media (
    id text primary key,
    session text not null,
    chat text not null,
    message_id text not null,
    position integer not null,
    remote_at integer,
    remote_place integer not null,
    state text not null,
    asked integer not null,
    kind text not null,
    mimetype text not null,
    size integer,
    width integer,
    height integer,
    seconds real,
    heard_at integer not null
  ) strict, without rowid;
  create index received_media_pending on received_media (asked desc, position) where state = 'pending';
  create index received_media_by_message on received_media (session, message_id);
`;

const prepare = (db: Database) => ({
  hear: db.prepare(
    `insert into received_media values (?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing`,
  ),
  move: db.prepare('update received_media set state = ? where id = ?'),
  ask: db.prepare(`update received_media set state = 'pending', asked = max(asked, ?) where id = ?`),
  relocate: db.prepare('update received_media set remote_at = ?, remote_place = 0 where id = ?'),
});

type Db = ReturnType<typeof prepare>;
type Saying = Recorded<FactOf<'message.received' | 'message.repaired' | 'message.edited'>>;

/** Contents stand beside a fact in one order, and the place at WhatsApp is the last of them. */
const placeOfRemote = ({ content, raw, heard }: Saying['data']): number =>
  [content, raw, heard].filter((ref) => ref !== undefined).length;

const hear = (db: Db, { data, header, position, at }: Saying, state: MediaState): void => {
  const { media, messageId, remote } = data;
  if (media === undefined || header.session === null) return;
  const { id, kind, mimetype, size, width = null, height = null, seconds = null } = media;
  const where = [header.session, header.chatId, messageId, position] as const;
  const place = [remote === undefined ? null : position, placeOfRemote(data)] as const;
  db.hear.run(id, ...where, ...place, state, kind, mimetype, size, width, height, seconds, at);
};

const moveTo =
  (state: MediaState) =>
  (db: Db, recorded: Recorded): void =>
    void db.move.run(state, mediaIdOf(recorded));

export const receivedMedia = projection({
  name: 'received_media',
  version: 1,
  schema,
  prepare,
  on: {
    'message.received': (db, recorded) =>
      hear(db, recorded, recorded.data.source === 'history' ? 'skipped' : 'pending'),
    'message.repaired': (db, recorded) => hear(db, recorded, 'pending'),
    'message.edited': (db, recorded) => hear(db, recorded, 'pending'),
    'media.awaited': (db, recorded) => void db.ask.run(recorded.data.asked === true ? 1 : 0, mediaIdOf(recorded)),
    'media.retried': (db, recorded) => void db.ask.run(recorded.data.asked === true ? 1 : 0, mediaIdOf(recorded)),
    'media.relocated': (db, recorded) => void db.relocate.run(recorded.position, mediaIdOf(recorded)),
    'media.stored': moveTo('stored'),
    'media.failed': moveTo('failed'),
    'media.skipped': moveTo('skipped'),
    'media.withheld': moveTo('withheld'),
    'media.expired': moveTo('expired'),
  },
});

export interface ReceivedMediaRow {
  readonly id: MediaId;
  readonly session: SessionId;
  readonly chatId: string;
  readonly messageId: string;
  /** The position of the message's fact. */
  readonly position: number;
  /** The position beside which the file's place at WhatsApp is; null if WhatsApp did not tell it. */
  readonly remoteAt: number | null;
  readonly remotePlace: number;
  readonly state: MediaState;
  /** 1 if a client asked for it, whatever its size. */
  readonly asked: 0 | 1;
  /** The kind, the type and the measures as the sender says. */
  readonly kind: MediaKind;
  readonly mimetype: string;
  readonly size: number | null;
  readonly width: number | null;
  readonly height: number | null;
  readonly seconds: number | null;
  readonly heardAt: Millis;
}

export interface ReceivedMediaReads {
  /** Null for an upload. */
  received(id: MediaId): ReceivedMediaRow | null;
  /** Files that are to be fetched: those that a client asks for first, then the oldest. */
  pending(limit: number): readonly ReceivedMediaRow[];
  /** The files of the messages with this id, newest first: two chats of a session may have the same id. */
  ofMessage(session: SessionId, messageId: string): readonly ReceivedMediaRow[];
}

const COLUMNS = `id, session, chat as chatId, message_id as messageId, position, remote_at as remoteAt,
  remote_place as remotePlace, state, asked, kind, mimetype, size, width, height, seconds, heard_at as heardAt`;

export const receivedMediaReads = (db: Database): ReceivedMediaReads => {
  const one = db.prepare<[string], ReceivedMediaRow>(`select ${COLUMNS} from received_media where id = ?`);
  const pending = db.prepare<[number], ReceivedMediaRow>(
    `select ${COLUMNS} from received_media indexed by received_media_pending where state = 'pending'
       order by asked desc, position limit +?`,
  );
  const ofMessage = db.prepare<[string, string], ReceivedMediaRow>(
    `select ${COLUMNS} from received_media where session = +? and message_id = +? order by position desc`,
  );
  return {
    received: (id) => one.get(id) ?? null,
    pending: (limit) => pending.all(limit),
    ofMessage: (session, messageId) => ofMessage.all(session, messageId),
  };
};
