/** The last reaction of each person to each message; the emoji is beside the fact, and may be empty. */
import type { FactOf } from '../../events/facts/catalogue.ts';
import type { Recorded } from '../../events/log/log.ts';
import { listOf } from '../listed.ts';
import { projection } from '../projection.ts';
import { type LatestDb, latestSchema, makeWay, personOf, prepareLatest, SELF } from './latest-by-person.ts';
import { keyOf } from './message-key.ts';

const NAME = 'reactions';

const begin = (db: LatestDb, { data, streamId, position }: Recorded<FactOf<'job.queued' | 'job.drafted'>>): void => {
  const { content, refersTo, session, chat } = data;
  if (refersTo === undefined || content.kind !== 'reaction') return;
  db.add.run(streamId, session, chat, keyOf(refersTo), SELF, null, position);
};

/** The completed jobs of a commit, in its order. Few of them react, so all are looked up at once. */
type Completed = Recorded<FactOf<'job.completed'>>[];

const confirm = (db: LatestDb, completed: Completed): void => {
  if (completed.length === 0) return;
  const pending = new Map(
    db.pending.all(listOf(completed.map(({ streamId }) => streamId))).map(({ position, key }) => [position, key]),
  );
  for (const recorded of pending.size > 0 ? completed : []) {
    const { streamId, at } = recorded;
    const key = pending.get(streamId);
    if (key === undefined) continue;
    pending.delete(streamId);
    if (makeWay(db, recorded, { key, by: SELF, at })) db.confirm.run(at, streamId);
    else db.remove.run(streamId);
  }
  completed.length = 0;
};

export const reactions = projection({
  name: NAME,
  version: 1,
  schema: latestSchema(NAME),
  prepare: (db) => prepareLatest(db, NAME),
  gather: (): Completed => [],
  settle: confirm,
  on: {
    'message.reacted': (db, recorded, completed) => {
      // The account's own reaction may stand in the same commit, before this one.
      confirm(db, completed);
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
    'job.completed': (_, recorded, completed) => void completed.push(recorded),
  },
});
