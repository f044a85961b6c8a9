/** Votes in polls of the account: from the phones to the feed and to the poll. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Posting } from '../../src/sandbox/control/posting.ts';
import { AYU, BUDI, type RoomRig, roomRig } from '../support/room-rig.ts';

let rig: RoomRig;
beforeAll(async () => {
  rig = await roomRig();
});
afterAll(() => rig.run.close());

const poll = { question: 'When?', options: ['Today', 'Tomorrow'], selectable: 1 };
const voted = (count: number, id: string) =>
  new Promise<void>((resolve) => {
    const look = () => {
      const all = rig.run.log.page({ after: 0, limit: 1_000, type: 'poll.voted' });
      if (all.filter(({ data }) => 'messageId' in data && data.messageId === id).length < count) return;
      forget();
      resolve();
    };
    const forget = rig.run.log.onCommit(look);
    look();
  });
const votesIn = async (id: string) => {
  const { body } = await rig.api(`GET /api/whatsapp/messages/${id}`);
  const votes = body['votes'] as unknown as { option: string; voters: { number: string | null }[] }[];
  return Object.fromEntries(votes.map(({ option, voters }) => [option, voters.map(({ number }) => number)]));
};

test.each<NonNullable<Posting['address']>>(['number', 'lid'])('in a chat of two, by %s', async (address) => {
  const { messageId } = await rig.sent(AYU, 'poll', poll);
  const vote = (option: string) =>
    rig.run.control.write(AYU, { kind: 'vote', poll: messageId, options: [option] }, {}, { address });
  await vote('Today');
  await vote('Tomorrow');
  await voted(2, messageId);
  const { Today, Tomorrow } = await votesIn(messageId);
  expect([Today?.length, Tomorrow?.length]).toEqual([0, 1]);
});

test.each(['lid', 'pn'] as const)('in a group of the %s form, by each member', async (addressing) => {
  const id = rig.group({ addressing });
  const { messageId } = await rig.sent(id, 'poll', poll);
  await rig.run.control.writeInGroup(id, AYU, { kind: 'vote', poll: messageId, options: ['Today'] });
  await rig.run.control.writeInGroup(id, BUDI, { kind: 'vote', poll: messageId, options: ['Tomorrow'] });
  await voted(2, messageId);
  expect(await votesIn(messageId)).toEqual({ Today: [`+${AYU}`], Tomorrow: [`+${BUDI}`] });
});
