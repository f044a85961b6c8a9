/** WhatsApp's token requests from the real client. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { MessageId } from '../../src/kernel/ids.ts';
import { credentialsIn } from '../../src/whatsapp/baileys/credentials.ts';
import type { Link } from '../../src/whatsapp/port.ts';
import type { KeyChange } from '../../src/whatsapp/vault.ts';
import { type Rig, startRig } from '../support/whatsapp-rig.ts';
import { saying } from '../support/saying.ts';

let rig: Rig;
/** How many answers Baileys received, counted by its reads after each. */
let answered: number;
let noted: PromiseWithResolvers<KeyChange>;

beforeEach(async () => {
  rig = await startRig();
  answered = 0;
  noted = Promise.withResolvers();
});
afterEach(() => rig.close());

const opened = async (): Promise<Link> => {
  const { atHand } = rig;
  const credentials = credentialsIn({
    ...atHand,
    getKeys(ring, type, ids) {
      if (type === 'tctoken' && ids.includes('__index')) answered += 1;
      return atHand.getKeys(ring, type, ids);
    },
    async setKeys(ring, changes) {
      await atHand.setKeys(ring, changes);
      const [token] = changes.filter(({ type }) => type === 'tctoken');
      if (token) noted.resolve(token);
    },
  });
  const { link } = await rig.opened(rig.client({ credentials }));
  return link;
};

const send = (link: Link, n: number) =>
  link.send({ chatId: '6281200007010@s.whatsapp.net', messageId: idOf(n), content: saying('Hello') });
const idOf = (n: number): MessageId => `3EB0${String(n).padStart(18, '0')}`;

test('a contact gets a token with the first message, and none with those after it', async () => {
  const link = await opened();
  await send(link, 1);
  expect((await noted.promise).value).toContain('senderTimestamp');
  // The server answers in order, so requests that were sent with the message are answered by then.
  await link.ping();
  const first = answered;
  for (const n of [2, 3, 4]) await send(link, n);
  await link.ping();
  await link.ping();
  expect(first).toBeGreaterThan(0);
  expect(answered).toBe(first);
});
