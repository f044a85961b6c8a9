/** Messages to groups and statuses, from the route to the phones: real client, real wire, real keys. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { streamOf } from '../../src/kernel/ids.ts';
import { TEST_GROUP_ID } from '../../src/sandbox/groups/test-group.ts';
import { ACCOUNT, AYU, BUDI, CITRA, type RoomRig, roomRig, STATUS, text } from '../support/room-rig.ts';
import { runningWithSandbox } from '../support/running-with-sandbox.ts';

const lid = (number: string): string => `900${number}@lid`;
const jid = (number: string): string => `${number}@s.whatsapp.net`;

let run: RoomRig['run'];
let api: RoomRig['api'];
let group: RoomRig['group'];
let post: RoomRig['post'];
let send: RoomRig['send'];
let sent: RoomRig['sent'];
let on: RoomRig['on'];
let bubble: RoomRig['bubble'];
beforeAll(async () => {
  ({ run, api, group, post, send, sent, on, bubble } = await roomRig());
});
afterAll(() => run.close());

describe.each(['lid', 'pn'] as const)('a group of the %s form', (addressing) => {
  test('gets texts, and is on record with all its members', async () => {
    const id = group({ addressing, admins: [BUDI], disappearingSeconds: 86_400, description: 'ours' });
    const first = await sent(id, 'text', text('Hello all'));
    await sent(id, 'text', text('Again'));
    for (const number of [AYU, BUDI]) expect(on(number, id).map((shown) => shown.text)).toEqual(['Hello all', 'Again']);
    expect(bubble(AYU, id, first.messageId)).toMatchObject({ copies: 1 });
    const [mine, other] = addressing === 'lid' ? [lid, jid] : [jid, lid];
    const [recorded, described] = run.log.read(streamOf.group('default', id));
    const name = addressing === 'lid' ? 'number' : 'lid';
    expect(recorded?.data).toEqual({
      addressing: addressing === 'lid' ? 'lid' : 'number',
      self: mine(ACCOUNT),
      members: [
        { id: mine(AYU), [name]: other(AYU), role: 'superadmin' },
        { id: mine(BUDI), [name]: other(BUDI), role: 'admin' },
        { id: mine(ACCOUNT), [name]: other(ACCOUNT), role: 'member' },
      ],
      announceOnly: false,
      locked: false,
      joinApproval: false,
      disappearingSeconds: 86_400,
      origin: 'notice',
    });
    expect(run.log.beside('group', described?.position ?? 0, 0)).toEqual({ subject: 'Parcels', description: 'ours' });
  });

  test('shows what is said about another message at that message', async () => {
    const id = group({ addressing });
    const first = await sent(id, 'text', text('Is this it?'));
    const reply = await sent(id, 'text', text('Yes'), { replyTo: first.messageId });
    expect(bubble(AYU, id, reply.messageId)?.replyTo).toMatchObject({ messageId: first.messageId });
    await sent(id, 'reaction', { messageId: first.messageId, emoji: '👍' });
    await sent(id, 'edit', { messageId: first.messageId, text: 'Is it this one?' });
    expect(bubble(AYU, id, first.messageId)).toMatchObject({
      text: 'Is it this one?',
      edited: true,
      reactions: [{ author: ACCOUNT, emoji: '👍' }],
    });
    const other = group({ addressing });
    const passedOn = await sent(other, 'forward', { messageId: first.messageId });
    expect(bubble(BUDI, other, passedOn.messageId)).toMatchObject({ text: 'Is this it?' });
    await sent(id, 'delete', { messageId: first.messageId });
    expect(bubble(AYU, id, first.messageId)).toMatchObject({ deleted: true });
  });

  test('is mentioned in by number, in the addressing of the group', async () => {
    const id = group({ addressing });
    const { messageId } = await sent(id, 'text', text('Ask @+62 812-3456-7801, or @6281234567802'), {
      mentions: [AYU, lid(BUDI)],
    });
    const mine = addressing === 'lid' ? lid : jid;
    const user = (number: string): string => mine(number).split('@', 1)[0] ?? '';
    expect(bubble(BUDI, id, messageId)).toMatchObject({
      text: `Ask @${user(AYU)}, or @${user(BUDI)}`,
      mentions: [mine(AYU), mine(BUDI)],
    });
  });
});

describe('a group', () => {
  test('whose members all have the message has it delivered, and not before', async () => {
    const off = '6281200000005';
    const id = group({ members: [BUDI, off] });
    const { jobId } = await sent(id, 'text', text('Sleeping?'));
    // The clock of the actors stands still, so that receipts are gathered only as long as it is moved.
    const gathered = async (done: () => boolean): Promise<void> => {
      while (!done()) {
        run.clock.advance(2_000);
        await nextTurn();
      }
    };
    await gathered(() => run.log.read(streamOf.job(jobId)).some(({ type }) => type === 'job.receipts'));
    expect(run.reads.jobs.byId(jobId)?.deliveredAt).toBeNull();
    run.control.online(off);
    await gathered(() => run.reads.jobs.byId(jobId)?.deliveredAt !== null);
    expect(run.reads.jobs.byId(jobId)?.readAt).toBeNull();
  });

  test('knows who came and who was removed', async () => {
    const id = group({ members: [BUDI, CITRA] });
    await sent(id, 'text', text('All three'));
    run.control.changeMembers(id, 'remove', [CITRA]);
    await run.told(streamOf.group('default', id), 3);
    await sent(id, 'text', text('Two of us'));
    run.control.changeMembers(id, 'add', [CITRA]);
    await run.told(streamOf.group('default', id), 4);
    await sent(id, 'text', text('Three again'));
    expect(on(CITRA, id).map((shown) => shown.text)).toEqual(['All three', 'Three again']);
    expect(on(BUDI, id)).toHaveLength(3);
  });

  test('of others refuses the message for good, and so does one where only admins write', async () => {
    const others = group({ withAccount: false });
    expect((await send(others, 'text', text('Hello'))).end).toMatchObject({
      type: 'job.abandoned',
      failure: { code: 'group_not_member' },
    });
    const quiet = group({ announceOnly: true });
    expect((await send(quiet, 'text', text('Hello'))).end).toMatchObject({
      type: 'job.abandoned',
      failure: { code: 'group_announce_only' },
    });
  });

  test('that the account was removed from fails the next message', async () => {
    const id = group();
    await sent(id, 'text', text('While in'));
    run.control.changeMembers(id, 'remove', [ACCOUNT]);
    await run.told(streamOf.group('default', id), 3);
    expect((await send(id, 'text', text('And after'))).end).toMatchObject({ failure: { code: 'group_not_member' } });
  });

  test('that is not on record is asked for once', async () => {
    await sent(TEST_GROUP_ID, 'text', text('Hello'));
    await sent(TEST_GROUP_ID, 'text', text('Again'));
    const facts = run.log.read(streamOf.group('default', TEST_GROUP_ID));
    expect(facts.map(({ type, data }) => ('origin' in data ? data.origin : type))).toEqual([
      'query',
      'group.described',
    ]);
    expect(on('6281200001002', TEST_GROUP_ID)).toMatchObject([{ copies: 1 }, { copies: 1 }]);
  });

  test('of hundreds does not hold up a text to somebody else', async () => {
    const numbers = Array.from({ length: 120 }, (_, index) => String(6281300010100 + index));
    const id = group({ members: numbers });
    const all = await post(id, 'text', text('Hello all'));
    const one = await post(CITRA, 'text', text('Hello'));
    const ended = await Promise.all([all, one].map(({ body }) => run.ended(body.jobId)));
    expect(ended.map((facts) => facts.at(-1))).toMatchObject([{ recipients: 121 }, { type: 'job.completed' }]);
    const [ofAll, ofOne] = [all, one].map(
      ({ body }) => run.log.read(streamOf.job(body.jobId)).find(({ type }) => type === 'job.completed')?.position ?? 0,
    );
    expect(ofOne).toBeLessThan(ofAll ?? 0);
    expect(on('6281300010219', id)).toMatchObject([{ text: 'Hello all', copies: 1 }]);
  });

  test('with a timer has it in every message', async () => {
    const id = group({ disappearingSeconds: 86_400 });
    const { messageId } = await sent(id, 'text', text('For a day'));
    expect(bubble(AYU, id, messageId)).toMatchObject({ expiration: 86_400 });
    run.control.changeGroup(id, { disappearingSeconds: 0 });
    await run.told(streamOf.group('default', id), 3);
    const { messageId: later } = await sent(id, 'text', text('For ever'));
    expect(bubble(AYU, id, later)?.expiration).toBeNull();
  });

  test('mentions everybody with "all"', async () => {
    const { status } = await post(AYU, 'text', text('Hello'), { mentions: 'all' });
    expect(status).toBe(422);
    const id = group();
    const { messageId } = await sent(id, 'text', text('@all come'), { mentions: 'all' });
    expect(bubble(AYU, id, messageId)).toMatchObject({ mentions: ['all'] });
  });
});

describe('a status', () => {
  test('reaches the people named, and nobody else', async () => {
    const { messageId } = await sent(STATUS, 'text', text('Closed today'), { audience: [AYU, lid(BUDI)] });
    expect(bubble(AYU, STATUS, messageId)).toMatchObject({ text: 'Closed today' });
    expect(bubble(BUDI, STATUS, messageId)).toMatchObject({ text: 'Closed today' });
    expect(on(CITRA, STATUS)).toEqual([]);
  });

  test('for contacts reaches those to whom a message went out', async () => {
    await sent(CITRA, 'text', text('Hello'));
    const { jobId, messageId } = await sent(STATUS, 'text', text('Open again'), { audience: 'contacts' });
    expect((await api(`GET /api/whatsapp/jobs/${jobId}`)).body).toMatchObject({ audience: [jid(CITRA)] });
    expect(bubble(CITRA, STATUS, messageId)).toMatchObject({ text: 'Open again' });
    expect(bubble(AYU, STATUS, messageId)).toBeUndefined();
    await sent(STATUS, 'delete', { messageId });
  });
});

test('a session in a thread of its own has the groups from the other side', async () => {
  const threaded = await runningWithSandbox({ threads: true });
  await threaded.ready();
  const first = await threaded.queue({ number: TEST_GROUP_ID, text: 'Hello all' });
  const second = await threaded.queue({ number: TEST_GROUP_ID, text: 'Again' });
  const ends = [await threaded.ended(first), await threaded.ended(second)].map((facts) => facts.at(-1));
  expect(ends).toMatchObject([
    { type: 'job.completed', recipients: 4 },
    { type: 'job.completed', recipients: 4 },
  ]);
  const { bubbles } = threaded.control.room(TEST_GROUP_ID, '6281200001002', 10);
  expect(bubbles.map((shown) => [shown.text, shown.copies])).toEqual([
    ['Hello all', 1],
    ['Again', 1],
  ]);
  await threaded.close();
});
