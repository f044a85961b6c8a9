/** The last choice of each voter in each poll. It is beside the fact, as the voter's phone encrypted it. */
import { projection } from '../projection.ts';
import { latestSchema, makeWay, personOf, prepareLatest } from './latest-by-person.ts';
import { keyOf } from './message-key.ts';

const NAME = 'votes';

export const votes = projection({
  name: NAME,
  version: 1,
  schema: latestSchema(NAME),
  prepare: (db) => prepareLatest(db, NAME),
  on: {
    'poll.voted': (db, recorded) => {
      const { data, header, position } = recorded;
      const said = { key: keyOf(data.messageId), by: personOf(data), at: data.sentAt };
      if (!makeWay(db, recorded, said)) return;
      db.add.run(position, header.session, header.chatId, said.key, said.by, said.at, position);
    },
  },
});
