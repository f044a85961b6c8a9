/** A contact whose phone could not read a message asks for it again, perhaps after Waybill has restarted. */
import { expect, test } from 'vitest';
import { systemClock } from '../../src/kernel/clock.ts';
import type { MessageId } from '../../src/kernel/ids.ts';
import { silentLogger } from '../../src/kernel/logger.ts';
import { connect } from '../../src/whatsapp/baileys/connection.ts';
import { createKnownGroups } from '../../src/whatsapp/baileys/groups/known-groups.ts';
import { DEFAULT_LINK_TIMES } from '../../src/whatsapp/baileys/times.ts';
import { heard } from '../support/heard.ts';
import { SESSION, startRig } from '../support/whatsapp-rig.ts';
import { saying } from '../support/saying.ts';
import { waysFor } from '../../src/whatsapp/baileys/ways.ts';

const NUMBER = '6281200001111';
const CHAT = `${NUMBER}@s.whatsapp.net`;
const ID: MessageId = '3EB0000000000000000001';

test('a contact that asks for a message again gets it, from what is kept', async () => {
  const rig = await startRig();
  const { link, first } = await rig.opened();
  await link.send({ chatId: CHAT, messageId: ID, content: saying('Hello') });
  link.close();
  await first('closed');

  const asked = Promise.withResolvers<{ id: string; chats: readonly string[] }>();
  const ears = heard();
  const { socket, end } = connect(
    {
      keyring: rig.credentials.open(SESSION),
      clock: systemClock,
      logger: silentLogger,
      times: DEFAULT_LINK_TIMES,
      url: rig.url,
      ...waysFor({})(SESSION),
      groups: createKnownGroups(() => null),
      content(id, chats) {
        asked.resolve({ id, chats });
        return { content: saying('Hello') };
      },
    },
    ears.hear,
  );
  await ears.first('opened');
  const resent = new Promise((resolve) => socket.ws.once('CB:ack,class:message', resolve));
  socket.ws.emit('CB:receipt', {
    tag: 'receipt',
    attrs: { type: 'retry', from: CHAT, id: ID, t: '1700000000' },
    content: [{ tag: 'retry', attrs: { count: '1', id: ID, t: '1700000000', v: '1' } }],
  });
  // Ids can be guessed, so the store of texts is told who asks, by number and by hidden number.
  expect(await asked.promise).toEqual({ id: ID, chats: [CHAT, `900${NUMBER}@lid`] });
  await resent;
  expect(rig.control.inboxes(NUMBER)[0]?.messages).toMatchObject([{ messageId: ID, text: 'Hello', copies: 2 }]);
  end({ code: null, cause: 'asked', reason: 'the test is over' });
  await ears.first('closed');
  await rig.close();
});
