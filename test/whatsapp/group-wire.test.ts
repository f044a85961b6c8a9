/** What messages to a group cost and carry on the wire: queries, sender keys, requests for repetition. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { streamOf } from '../../src/kernel/ids.ts';
import { type Logger, silentLogger } from '../../src/kernel/logger.ts';
import { GROUP_ASKED } from '../../src/sandbox/groups/queries.ts';
import { TEST_GROUP_ID } from '../../src/sandbox/groups/test-group.ts';
import { DEVICES_ASKED } from '../../src/sandbox/lookups.ts';
import { saying } from '../support/saying.ts';
import { AYU, BUDI, CITRA, type RoomRig, roomRig, text } from '../support/room-rig.ts';

const said: string[] = [];
const logger: Logger = { ...silentLogger, debug: (_, message) => void said.push(message), child: () => logger };

let rig: RoomRig;
beforeAll(async () => {
  rig = await roomRig({ logger });
});
afterAll(() => rig.run.close());

const queries = (line = GROUP_ASKED): number => said.filter((message) => message === line).length;

/** The sender keys that came to phones in a group: for each delivery its key, and the phones. */
const keysGiven = (room: string) =>
  rig.run
    .journal()
    .flatMap((entry) =>
      entry.type === 'room_keys_given' && entry.room === room
        ? [{ keyId: entry.key.keyId, numbers: entry.numbers.toSorted() }]
        : [],
    );

/** The sender key of each message to a group that phones could read. */
const keysUsed = (room: string): number[] =>
  rig.run.journal().flatMap((entry) => (entry.type === 'room_stepped' && entry.room === room ? [entry.keyId] : []));

/** The next message to a group is refused. */
const refuse = ({ control }: RoomRig['run'], id: string, code: number): void => control.ackError(code, 1, id);

/** How often a phone asked for a message to be repeated. */
const repetitions = (room: string): number =>
  rig.run
    .journal()
    .filter((entry) => entry.type === 'waits' && entry.waiting.kind === 'retry' && entry.waiting.chat === room).length;

test('a group is asked for once, unless WhatsApp has told of it', async () => {
  const { group, sent } = rig;
  const told = group();
  await rig.run.told(streamOf.group('default', told), 2);
  const before = queries();
  for (const body of ['One', 'Two', 'Three']) await sent(told, 'text', text(body));
  expect(queries() - before).toBe(0);
  for (const body of ['One', 'Two', 'Three']) await sent(TEST_GROUP_ID, 'text', text(body));
  expect(queries() - before).toBe(1);
});

test('members who stay get a new sender key with the first message after a removal', async () => {
  const { run, group, sent } = rig;
  const id = group({ members: [BUDI, CITRA] });
  await sent(id, 'text', text('All three'));
  await sent(id, 'text', text('All three again'));
  run.control.changeMembers(id, 'remove', [CITRA]);
  await run.told(streamOf.group('default', id), 3);
  await sent(id, 'text', text('Two of us'));
  const [first, second, ...more] = keysGiven(id);
  expect([first?.numbers, second?.numbers, more]).toEqual([[AYU, BUDI, CITRA], [AYU, BUDI], []]);
  expect(second?.keyId).not.toBe(first?.keyId);
  expect(keysUsed(id)).toEqual([first?.keyId, first?.keyId, second?.keyId]);
});

test.each([
  ['that an error of the server refused', (run, id) => refuse(run, id, 500)],
  ['that was refused for its members', (run, id) => refuse(run, id, 421)],
  ['that was lost with the connection', ({ control }) => control.drop('before_write')],
] satisfies [string, (run: RoomRig['run'], id: string) => void][])(
  'the second attempt of a message %s can be read at once',
  async (_, fail) => {
    const { run, group, sent, on } = rig;
    const id = group();
    await run.told(streamOf.group('default', id), 2);
    fail(run, id);
    await sent(id, 'text', text('Hello all'));
    for (const number of [AYU, BUDI]) expect(on(number, id)).toMatchObject([{ text: 'Hello all', copies: 1 }]);
    expect(repetitions(id)).toBe(0);
  },
);

test('a refused message makes the sender key a new one, since nobody knows who has the old one', async () => {
  const { run, group, sent } = rig;
  const id = group({ members: [BUDI, CITRA] });
  await sent(id, 'text', text('All three'));
  refuse(run, id, 500);
  await sent(id, 'text', text('Refused at first'));
  const [first, second] = keysGiven(id);
  expect(second?.keyId).not.toBe(first?.keyId);
  expect(keysUsed(id)).toEqual([first?.keyId, second?.keyId]);
});

test('an attempt whose predecessor may have ended with the process brings a new sender key', async () => {
  const { run, group, sent, on } = rig;
  const id = group({ members: [BUDI, CITRA] });
  await sent(id, 'text', text('All three'));
  const version = run.reads.groups.byChat('default', id)?.version ?? 0;
  const message = { chatId: id, messageId: '3EB0000000000000000042', content: saying('Once more'), group: version };
  await run.system
    .session('default')
    ?.link.ready()
    ?.send({ ...message, again: true });
  const [first, second] = keysGiven(id);
  expect(second?.keyId).not.toBe(first?.keyId);
  expect(keysUsed(id)).toEqual([first?.keyId, second?.keyId]);
  expect(on(BUDI, id)).toMatchObject([{ copies: 1 }, { text: 'Once more', copies: 1 }]);
  expect(repetitions(id)).toBe(0);
});

test('a second message to a group asks WhatsApp nothing, however many members it has', async () => {
  const { group, sent } = rig;
  const id = group({ size: 60 });
  await sent(id, 'text', text('All of you'));
  const before = queries() + queries(DEVICES_ASKED);
  await sent(id, 'text', text('And again'));
  expect(queries(DEVICES_ASKED)).toBeGreaterThan(0);
  expect(queries() + queries(DEVICES_ASKED) - before).toBe(0);
});
