/** The last reaction of each person to each message; the emoji is beside the fact, and may be empty. */
import type { FactOf } from '../../events/facts/catalogue.ts';
import type { Recorded } from '../../events/log/log.ts';
import { projection } from '../projection.ts';
import { type LatestDb, latestSchema, makeWay, personOf, prepareLatest, SELF } from './latest-by-person.ts';
import { keyOf } from './message-key.ts';

const NAME = 'reactions';

const begin = (db: LatestDb, { data, streamId, position }: Recorded<FactOf<'job.queued' | 'job.drafted'>>): void => {
  const { content, refersTo, session, chat } = data;
  if (refersTo === undefined || content.kind !== 'reaction') return;
  db.add.run(streamId, session, chat, keyOf(refersTo), SELF, null, position);
};

export const reactions = projection({
  name: NAME,
  version: 1,
  schema: latestSchema(NAME),
  prepare: (db) => prepareLatest(db, NAME),
  on: {
    'message.reacted': (db, recorded) => {
      const { data, header, position } = recorded;
      const said = { key: keyOf(data.messageId), by: personOf(data), at: data.sentAt };
      if (!makeWay(db, recorded, said)) return;
      db.add.run(position, header.session, header.chatId, said.key, said.by, said.at, position);
    },
    'job.queued': begin,
    'job.drafted': begin,
    'job.approved': (db, { streamId, position, data }) => {
      if (data.content) db.say.run(position, streamId);
    },
    'job.edited': (db, { streamId, position }) => void db.say.run(position, streamId),
    'job.completed': (db, recorded) => {
      const { streamId, at } = recorded;
      const pending = db.pending.get(streamId);
      if (!pending) return;
      if (makeWay(db, recorded, { ...pending, by: SELF, at })) db.confirm.run(at, streamId);
      else db.remove.run(streamId);
    },
  },
});
