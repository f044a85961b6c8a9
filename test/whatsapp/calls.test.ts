/** Calls that come in: from the phone that calls to the record, and the rejection back to the phone. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { streamOf } from '../../src/kernel/ids.ts';
import type { CallShown } from '../../src/sandbox/control/calls.ts';
import { callIn } from '../../src/whatsapp/baileys/calls.ts';
import { AYU, BUDI, type RoomRig, roomRig } from '../support/room-rig.ts';

const lid = (number: string) => `900${number}@lid`;
const jid = (number: string) => `${number}@s.whatsapp.net`;

let rig: RoomRig;
beforeAll(async () => {
  rig = await roomRig();
});
afterAll(() => rig.run.close());

const streamFor = ({ callId }: CallShown) => streamOf.call('default', callId);
const reject = ({ callId }: Pick<CallShown, 'callId'>) => rig.api(`POST /api/whatsapp/calls/${callId}/reject`);

test('a call is on record in the conversation of the caller, and is rejected once', async () => {
  const written = await rig.run.control.write(AYU, { kind: 'text', body: 'May I call?' });
  await rig.run.fact('message.received', ({ data }) => data.messageId === written.messageId);
  const call = rig.run.control.call(AYU, { video: true });
  const [received] = await rig.run.told(streamFor(call), 1);
  expect(received).toMatchObject({
    type: 'call.received',
    chat: jid(AYU),
    by: lid(AYU),
    byOther: jid(AYU),
    video: true,
  });
  expect((await reject(call)).status).toBe(204);
  expect(rig.run.control.calls().at(-1)).toEqual({ ...call, standing: 'rejected' });
  const [, ended] = await rig.run.told(streamFor(call), 2);
  expect(ended).toMatchObject({ type: 'call.ended', outcome: 'rejected' });
  const again = await reject(call);
  expect([again.status, again.body['code']]).toEqual([409, 'call.over']);
  const unknown = await reject({ callId: 'AAAA' });
  expect([unknown.status, unknown.body['code']]).toEqual([404, 'call.not_found']);
});

test.each(['accepted', 'rejected', 'missed'] as const)('a call that is %s elsewhere is over', async (outcome) => {
  const call = rig.run.control.call(BUDI);
  await rig.run.told(streamFor(call), 1);
  rig.run.control.endCall(call.callId, outcome);
  const [, ended] = await rig.run.told(streamFor(call), 2);
  expect(ended).toMatchObject({ type: 'call.ended', outcome });
  expect((await reject(call)).status).toBe(409);
});

test('a call of an outage is on record once, with its end, and its feed can be filtered by chat', async () => {
  rig.run.control.silence(true);
  const call = rig.run.control.call(BUDI);
  rig.run.control.endCall(call.callId, 'missed');
  rig.run.control.drop('close');
  rig.run.control.silence(false);
  const facts = await rig.run.told(streamFor(call), 2);
  expect(facts).toMatchObject([
    { type: 'call.received', offline: true },
    { type: 'call.ended', outcome: 'missed' },
  ]);
  const { body } = await rig.api(`GET /api/events?chatId=${jid(BUDI)}&type=call.received`);
  expect(body['items']).toHaveLength(4);
});

test('what devices say to each other about a call is no news', () => {
  const call = (tag: string, attrs: Record<string, string>) =>
    callIn({ tag: 'call', attrs: { from: lid(AYU), id: '1', t: '1700000000' }, content: [{ tag, attrs }] }, 0);
  expect(call('relaylatency', { 'call-id': 'C1' })).toBeNull();
  expect(call('offer', { 'call-id': 'not an id', 'call-creator': lid(AYU) })).toBeNull();
  expect(
    call('offer', { 'call-id': 'C1', 'call-creator': `900${AYU}:7@lid`, 'group-jid': '12036@g.us' }),
  ).toMatchObject({
    news: { by: lid(AYU), device: 7, group: '12036@g.us' },
  });
});
