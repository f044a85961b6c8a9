import { Webhook as Verifier } from 'standardwebhooks';
import { expect, test } from 'vitest';
import { type Came, type Evidence, judgeHooks } from '../../support/hook-judge.ts';

const SECRET = `whsec_${Buffer.alloc(32, 1).toString('base64')}`;
const OTHER = `whsec_${Buffer.alloc(32, 2).toString('base64')}`;

const body = (n: number, more: object = {}) => ({
  id: `evt_${n}`,
  type: 'message.received',
  position: n,
  session: 'default',
  chatId: 'A',
  ...more,
});

const request = (id: string, sent: object, at: number, more: Partial<Came> & { secret?: string } = {}): Came => {
  const { secret = SECRET, ...rest } = more;
  const text = JSON.stringify(sent);
  const signatures = [new Verifier(secret).sign(id, new Date(1_000), text)];
  return { endpoint: '/chat', id, timestamp: '1', signatures, text, at, acceptedAt: at + 1, ...rest };
};

const single = (n: number, at: number, more: Partial<Came> & { secret?: string } = {}, sent: object = {}): Came =>
  request(`evt_${n}`, body(n, sent), at, more);
const batch = (id: string, events: readonly number[], at: number): Came =>
  request(`bat_${id}`, { id: `bat_${id}`, events: events.map((n) => body(n)) }, at);

const good: readonly Came[] = [single(1, 0, { acceptedAt: null }), single(1, 2), single(2, 4), single(3, 6)];

const evidence = (came: readonly Came[], more: Partial<Evidence> = {}): Evidence => ({
  expected: [1, 2, 3].map((position) => ({ position, type: 'message.received' })),
  hooks: [{ endpoint: '/chat', isOrdered: true, isFull: true, secrets: [SECRET] }],
  came,
  replays: [],
  ...more,
});

test('nothing is said of a run in which every promise was kept', () => {
  expect(judgeHooks(evidence(good))).toEqual([]);
  expect(judgeHooks(evidence([batch('x', [1, 2], 0), batch('x', [1, 2], 2), single(3, 4)]))).toEqual([]);
  const replays = [{ endpoint: '/chat', after: 0, upTo: 2, at: 8 }];
  expect(judgeHooks(evidence([...good, single(2, 8), single(1, 10)], { replays }))).toEqual([]);
});

test.each<[string, readonly Came[], string, Partial<Evidence>?]>([
  ['an event that never came', good.slice(0, 3), 'was never sent message.received at 3'],
  ['an event that nobody recorded', [...good, single(9, 8)], 'at 9, which is not on record'],
  ['a second id', [...good, request('evt_x', body(3, { id: 'evt_x' }), 8)], 'the id of an event changes'],
  ['an id of two events', [...good, request('evt_3', body(2, { id: 'evt_3' }), 8)], 'two events have one id'],
  ['other bytes', [...good, single(3, 8, {}, { more: 1 })], 'the body of an event changes'],
  ['another batch under the same id', [batch('x', [1, 2], 0), batch('x', [1, 2, 3], 2)], 'a request changes'],
  ['the id of another event', [...good, request('evt_7', body(3), 8)], 'evt_3 came under the id evt_7'],
  ['a wrong order', [single(2, 0), single(1, 2), single(3, 4)], 'at 2 before it had accepted message.received at 1'],
  [
    'a lane that does not wait',
    [single(1, 0, { acceptedAt: 9 }), single(2, 2), single(1, 8), single(3, 10)],
    'at 2 before',
  ],
  ['a wrong order in a batch', [batch('x', [2, 1], 0), single(3, 4)], 'at 2 before'],
  ['a wrong secret', [...good, single(3, 8, { secret: OTHER })], 'with no secret that the receiver was given'],
  [
    'a replay that was lost',
    good,
    'at 3 again, after the replay from 2 to 3',
    { replays: [{ endpoint: '/chat', after: 2, upTo: 3, at: 7 }] },
  ],
])('%s is seen', (_, came, violation, more = {}) => {
  expect(judgeHooks(evidence(came, more)).join('\n')).toContain(violation);
});
