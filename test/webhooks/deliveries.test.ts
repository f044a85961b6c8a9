import { expect, test } from 'vitest';
import { Webhook as Verifier } from 'standardwebhooks';
import { SYSTEM } from '../../src/kernel/caller.ts';
import { systemEntropy } from '../../src/kernel/entropy.ts';
import type { Posted } from '../../src/fetching/posting.ts';
import { Fault } from '../../src/kernel/fault.ts';
import { WEBHOOK_LADDER_MS } from '../../src/machines/webhook-ladder.ts';
import { newSecret } from '../../src/webhooks/sending/signing.ts';
import { DELIVERY_DAYS } from '../../src/webhooks/webhooks.ts';
import { endpointConfig } from '../support/facts.ts';
import { ANNA, answered, BUDI, fine, type Got, namesIn, world, type World } from './receiver.ts';

const stateOf = ({ webhooks }: World, id: string) => webhooks.find(id)?.actor.state();

/** Messages of two chats by turns. */
const hearMany = async ({ hear }: World, count: number): Promise<string[]> => {
  const names = Array.from({ length: count }, (_, number) => `M${String(number).padStart(4, '0')}`);
  await Promise.all(names.map((name, number) => hear(number % 2 === 0 ? ANNA : BUDI, name)));
  return names;
};

const ofChat = (names: readonly string[], chat: 0 | 1): string[] =>
  names.filter((name) => Number(name.slice(1)) % 2 === chat);

const bytesOf = (got: readonly Got[]) => new Map(got.map(({ id, text }) => [id, text]));

test('every event comes once and in order, signed as the standard has it', async () => {
  const one = await world();
  const id = await one.endpoint();
  const names = await hearMany(one, 60);
  await one.settle();
  const came = namesIn(one.got);
  expect(ofChat(came, 0)).toEqual(ofChat(names, 0));
  expect(ofChat(came, 1)).toEqual(ofChat(names, 1));
  const secrets = one.webhooks.records.secrets(id);
  // The verifier looks at the time of the machine.
  const verifier = new Verifier(secrets?.secret ?? '');
  const [first] = one.got as [Got];
  expect(() => verifier.verify(first.text, { ...first.headers })).toThrow('Message timestamp too old');
  expect(verifier.sign(first.id, new Date(one.clock.now()), first.text)).toBe(first.headers['webhook-signature']);
  expect(first).toMatchObject({ id: JSON.parse(first.text).id, type: 'message.received' });
});

test('a chat that is refused holds back only itself, and goes on in its order', async () => {
  let refused: string[] = ['M0000'];
  const one = await world(({ text }) => answered(refused.some((name) => text.includes(name)) ? 400 : 204));
  const id = await one.endpoint();
  const names = await hearMany(one, 20);
  await one.settle();
  expect(ofChat(namesIn(one.got), 0)).toEqual(['M0000']);
  expect(ofChat(namesIn(one.got), 1)).toEqual(ofChat(names, 1));
  // What waits takes no memory: the place is at the end, and one lane is a row.
  await one.pass(100);
  expect(one.webhooks.records.lanes(id)).toHaveLength(1);
  expect(one.webhooks.records.ranges(id)).toEqual([{ after: one.log.head().position, upTo: null }]);
  refused = [];
  one.got.length = 0;
  await one.pass(6_000);
  expect(ofChat(namesIn(one.got), 0)).toEqual(ofChat(names, 0));
  await one.hear(ANNA, 'M9998');
  await one.settle();
  await one.pass(100);
  expect(namesIn(one.got).at(-1)).toBe('M9998');
  expect(one.webhooks.records.lanes(id)).toEqual([]);
});

test('an event that is refused as often as the ladder has steps is given up, and its chat goes on', async () => {
  const one = await world(({ text }) => answered(text.includes('M0000') ? 500 : 204));
  const id = await one.endpoint();
  await one.hear(ANNA, 'M0000');
  await one.hear(ANNA, 'M0002');
  await one.settle();
  for (const delay of WEBHOOK_LADDER_MS) await one.pass(delay * 1.2);
  await one.pass(100);
  expect(namesIn(one.got)).toEqual([...Array<string>(11).fill('M0000'), 'M0002']);
  expect(new Set(one.got.slice(0, 11).map(({ id: event, text }) => `${event} ${text}`)).size).toBe(1);
  expect(one.log.page({ after: 0, type: 'webhook.delivery_given_up', limit: 2 })).toMatchObject([
    { data: { event: one.got[0]?.id, attempts: 11, status: 500 } },
  ]);
  const failed = one.webhooks.records.deliveries(id, { state: 'failed', limit: 5 }).rows;
  expect(failed).toMatchObject([{ attempts: 11, nextAt: null }]);
  // It is there to be played again.
  one.answer = fine;
  one.webhooks.records.repeatFailed(id, { after: 0, upTo: one.log.head().position }, one.clock.now());
  one.webhooks.find(id)?.run()?.lookAgain();
  await one.settle();
  await one.pass(100);
  expect(namesIn(one.got).at(-1)).toBe('M0000');
  expect(one.webhooks.records.delivery(id, one.got[0]?.id ?? '')).toMatchObject({ state: 'delivered', attempts: 12 });
});

test('an endpoint that asks for more time than the ladder has gets it', async () => {
  const one = await world(() => answered(400, { retryAfter: '3600' }));
  await one.endpoint();
  await one.hear(ANNA, 'M0000');
  await one.settle();
  await one.pass(60_000);
  expect(one.got).toHaveLength(1);
  await one.pass(3_600_000);
  expect(one.got).toHaveLength(2);
});

test('an endpoint that is down for a day keeps all places, is probed, and gets everything', async () => {
  const one = await world(() => ({ type: 'unanswered', reason: 'connection' }));
  const id = await one.endpoint();
  const names = await hearMany(one, 20);
  await one.settle();
  for (let second = 0; second < 20; second++) await one.pass(1_000);
  expect(stateOf(one, id)).toBe('failing');
  const before = one.got.length;
  const end = one.clock.now() + 24 * 3_600_000;
  let probes = 0;
  for (; one.clock.now() < end; probes++) await one.probe(id);
  expect(probes).toBeGreaterThan(140);
  expect(one.got.length - before).toBe(probes);
  expect(new Set(one.got.map(({ id: event }) => event)).size).toBeLessThanOrEqual(2);
  expect(one.webhooks.records.held(id)).toEqual([]);
  one.answer = fine;
  one.got.length = 0;
  await one.probe(id);
  await one.pass(100);
  expect(stateOf(one, id)).toBe('active');
  expect(ofChat(namesIn(one.got), 0)).toEqual(ofChat(names, 0));
  expect(ofChat(namesIn(one.got), 1)).toEqual(ofChat(names, 1));
});

test('an answer of 410 pauses the endpoint, and it goes on where it was', async () => {
  const one = await world(() => answered(410));
  const id = await one.endpoint();
  await one.hear(ANNA, 'M0000');
  await one.settle();
  expect(stateOf(one, id)).toBe('paused');
  await one.pass(3_600_000);
  expect(one.got).toHaveLength(1);
  one.answer = fine;
  await one.webhooks.find(id)?.actor.tell({ type: 'resume' }, SYSTEM);
  await one.settle();
  expect(namesIn(one.got)).toEqual(['M0000', 'M0000']);
});

test('a process that dies between an answer and its record sends again, under the same id and with the same bytes', async () => {
  const one = await world();
  const id = await one.endpoint();
  const names = await hearMany(one, 10);
  await one.settle();
  expect(one.got).toHaveLength(10);
  // The records of these answers were never written.
  const two = await one.die();
  await two.settle();
  await two.pass(100);
  expect(two.got).toHaveLength(20);
  const [before, after] = [two.got.slice(0, 10), two.got.slice(10)];
  expect(ofChat(namesIn(after), 0)).toEqual(ofChat(names, 0));
  expect(bytesOf(after)).toEqual(bytesOf(before));
  const three = await two.die();
  await three.settle();
  expect(three.got).toHaveLength(20);
  expect(three.webhooks.records.deliveries(id, { limit: 20 }).rows).toHaveLength(10);
});

test('a chat that stands still is found standing after a death, and nothing overtakes it', async () => {
  const one = await world(({ text }) => answered(text.includes('M0000') ? 400 : 204));
  const id = await one.endpoint();
  const names = await hearMany(one, 10);
  await one.pass(100);
  const two = await one.die();
  two.answer = fine;
  two.got.length = 0;
  await two.hear(ANNA, 'M0010');
  await two.settle();
  expect(namesIn(two.got)).toEqual([]);
  await two.pass(6_000);
  await two.pass(100);
  expect(namesIn(two.got)).toEqual([...ofChat(names, 0), 'M0010']);
  expect(two.webhooks.records.held(id)).toEqual([]);
});

test('a batch has the same id and members at each attempt, also after a death, and its chats wait for it', async () => {
  const one = await world(() => answered(500));
  const id = await one.endpoint({ batch: { maxEvents: 4, maxDelayMs: 1_000 } });
  await hearMany(one, 3);
  await one.settle();
  expect(one.got).toEqual([]);
  await one.pass(1_000);
  expect(namesIn(one.got)).toEqual(['M0000', 'M0001', 'M0002']);
  const two = await one.die();
  await two.hear(ANNA, 'M0004');
  await two.settle();
  await two.pass(1_000);
  expect(two.got).toHaveLength(2);
  two.answer = fine;
  await two.pass(6_000);
  await two.pass(1_000);
  await two.pass(100);
  expect(new Set(two.got.slice(0, 3).map(({ id: batch, text }) => `${batch} ${text}`)).size).toBe(1);
  expect(two.got[0]?.id).toMatch(/^bat_/);
  expect(namesIn(two.got.slice(3))).toEqual(['M0004']);
  expect(two.webhooks.records.deliveries(id, { limit: 9 }).rows.map(({ state }) => state)).toEqual(
    Array<string>(4).fill('delivered'),
  );
});

test('a batch has the same id and members also when it is the endpoint that was in trouble', async () => {
  const troubles: Posted[] = [answered(503), { type: 'unanswered', reason: 'time' }, answered(410)];
  const one = await world(() => troubles.shift() ?? answered(204));
  const id = await one.endpoint({ batch: { maxEvents: 4, maxDelayMs: 100 } });
  await hearMany(one, 2);
  for (let second = 0; second < 8; second++) {
    await one.pass(1_000);
    await one.hear(second % 2 === 0 ? ANNA : BUDI, `M001${second}`);
  }
  expect(stateOf(one, id)).toBe('paused');
  await one.webhooks.find(id)?.actor.tell({ type: 'resume' }, SYSTEM);
  for (let second = 0; second < 3; second++) await one.pass(1_000);
  const [first, ...others] = one.got.slice(0, 4).map(({ id: batch, text }) => `${batch} ${text}`);
  expect(others).toEqual([first, first, first]);
  const came = namesIn(one.got.slice(3));
  expect(ofChat(came, 0)).toEqual(['M0000', 'M0010', 'M0012', 'M0014', 'M0016']);
  expect(ofChat(came, 1)).toEqual(['M0001', 'M0011', 'M0013', 'M0015', 'M0017']);
  await one.pass(100);
  expect(one.webhooks.records.held(id)).toEqual([]);
  expect(one.webhooks.records.lanes(id)).toEqual([]);
});

test('a replay does not lose what an endpoint without an order has yet to get', async () => {
  const one = await world(({ text }) => answered(text.includes('M0008') ? 400 : 204));
  const id = await one.endpoint({ ordering: 'none' });
  await hearMany(one, 10);
  await one.pass(100);
  one.answer = fine;
  one.got.length = 0;
  await one.webhooks
    .find(id)
    ?.run()
    ?.replay({ after: 0, upTo: one.log.head().position - 5 });
  for (let second = 0; second < 8; second++) await one.pass(1_000);
  expect(namesIn(one.got)).toContain('M0008');
});

test('a replay does not lose what a batch has of chats that it does not reach', async () => {
  const one = await world(() => answered(500));
  const id = await one.endpoint({ batch: { maxEvents: 4, maxDelayMs: 1_000 } });
  const positions = [];
  for (const [name, chat] of [ANNA, ANNA, BUDI, BUDI].entries()) positions.push(await one.hear(chat, `M000${name}`));
  await one.pass(100);
  one.answer = fine;
  one.got.length = 0;
  const [, after = 0, upTo = 0] = positions;
  await one.webhooks.find(id)?.run()?.replay({ after, upTo });
  for (let second = 0; second < 8; second++) await one.pass(1_000);
  expect(new Set(namesIn(one.got))).toEqual(new Set(['M0000', 'M0001', 'M0002', 'M0003']));
  expect(one.webhooks.records.lanes(id)).toEqual([]);
});

test('a chat that stands still loses nothing when its endpoint gives up the order', async () => {
  const one = await world(({ text }) => answered(text.includes('M0000') ? 400 : 204));
  const id = await one.endpoint();
  const names = await hearMany(one, 10);
  await one.pass(100);
  const config = { ...endpointConfig, payload: 'thin', ordering: 'none' } as const;
  await one.webhooks.find(id)?.actor.tell({ type: 'change', config, headers: 0 }, SYSTEM);
  await one.hear(ANNA, 'M0010');
  one.answer = fine;
  for (let second = 0; second < 8; second++) await one.pass(1_000);
  expect(new Set(namesIn(one.got))).toEqual(new Set([...names, 'M0010']));
  expect(one.webhooks.records.lanes(id)).toEqual([]);
});

test('a replay delivers a range again under the same ids, and leaves out what came after it', async () => {
  const one = await world();
  const id = await one.endpoint();
  const names = await hearMany(one, 10);
  await one.pass(100);
  const first = one.got.map(({ id: event, text }) => [event, text]);
  const positions = one.log.page({ after: 0, type: 'message.received', limit: 99 }).map(({ position }) => position);
  one.got.length = 0;
  await one.webhooks
    .find(id)
    ?.run()
    ?.replay({ after: (positions[2] ?? 0) - 1, upTo: positions[5] ?? 0 });
  await one.hear(ANNA, 'M0010');
  await one.settle();
  await one.pass(100);
  expect([...namesIn(one.got)].sort()).toEqual([...names.slice(2, 6), 'M0010']);
  expect(first).toEqual(expect.arrayContaining(one.got.slice(0, 4).map(({ id: event, text }) => [event, text])));
});

test('a replay does not lose what a chat that stands still has yet to get', async () => {
  const one = await world(({ text }) => answered(text.includes('M0004') ? 400 : 204));
  const id = await one.endpoint();
  const names = await hearMany(one, 12);
  await one.pass(100);
  one.got.length = 0;
  const positions = one.log.page({ after: 0, type: 'message.received', limit: 99 }).map(({ position }) => position);
  one.answer = fine;
  await one.webhooks
    .find(id)
    ?.run()
    ?.replay({ after: (positions[1] ?? 0) - 1, upTo: positions[3] ?? 0 });
  await one.settle();
  for (let second = 0; second < 8; second++) await one.pass(1_000);
  expect(ofChat(namesIn(one.got), 0)).toEqual(ofChat(names, 0).slice(1));
  expect(ofChat(namesIn(one.got), 1)).toEqual(['M0001', 'M0003']);
});

test('a receiver that is slow in one chat does not keep the others, however many they are', async () => {
  const slow = Promise.withResolvers<ReturnType<typeof answered>>();
  const one = await world(({ text }) => (text.includes('M0000') ? slow.promise : answered(204)));
  await one.endpoint();
  const names = await hearMany(one, 600);
  for (let second = 0; second < 8; second++) await one.pass(1_000);
  expect(ofChat(namesIn(one.got), 1)).toEqual(ofChat(names, 1));
  expect(ofChat(namesIn(one.got), 0)).toEqual(['M0000']);
  slow.resolve(answered(204));
  for (let second = 0; second < 12; second++) await one.pass(1_000);
  expect(ofChat(namesIn(one.got), 0)).toEqual(ofChat(names, 0));
});

test('an endpoint without an order does not wait for an event that is refused', async () => {
  const one = await world(({ text }) => answered(text.includes('M0000') ? 400 : 204));
  const id = await one.endpoint({ ordering: 'none' });
  const names = await hearMany(one, 10);
  await one.settle();
  expect([...namesIn(one.got)].sort()).toEqual(names);
  one.answer = fine;
  await one.pass(6_000);
  await one.pass(100);
  expect(namesIn(one.got).slice(10)).toEqual(['M0000']);
  expect(one.webhooks.records.held(id)).toEqual([]);
});

test('events of other types, sessions and chats are left out, and the place moves over them', async () => {
  const one = await world();
  const id = await one.endpoint({ chats: [BUDI] });
  const names = await hearMany(one, 10);
  await one.pass(100);
  expect(namesIn(one.got)).toEqual(ofChat(names, 1));
  expect(one.webhooks.find(id)?.run()?.lag()).toEqual({ facts: 0, oldestAt: null });
});

test.each(['while it runs', 'after a death'])(
  'a chat that stands still is not overtaken when two addresses turn out to be one person: %s',
  async (when) => {
    let refused = ['M0001', 'M0002'];
    const one = await world(({ text }) => answered(refused.some((name) => text.includes(name)) ? 400 : 204));
    const id = await one.endpoint();
    for (const [chat, name] of [
      [BUDI, 'M0001'],
      [ANNA, 'M0002'],
      [BUDI, 'M0003'],
    ] as const)
      await one.hear(chat, name);
    await one.pass(100);
    expect(one.webhooks.records.lanes(id)).toHaveLength(2);
    await one.join(ANNA, BUDI);
    const two = when === 'after a death' ? await one.die() : one;
    await two.hear(ANNA, 'M0004');
    await two.hear(BUDI, 'M0005');
    refused = ['M0001'];
    two.answer = ({ text }) => answered(refused.some((name) => text.includes(name)) ? 400 : 204);
    two.got.length = 0;
    for (let second = 0; second < 7; second++) await two.pass(1_000);
    expect(new Set(namesIn(two.got))).toEqual(new Set(['M0001']));
    expect(two.webhooks.records.lanes(id)).toMatchObject([{ lane: `default/${ANNA}` }]);
    two.answer = fine;
    two.got.length = 0;
    for (let second = 0; second < 40; second++) await two.pass(1_000);
    expect(namesIn(two.got)).toEqual(['M0001', 'M0002', 'M0003', 'M0004', 'M0005']);
    expect(two.webhooks.records.lanes(id)).toEqual([]);
    expect(two.webhooks.records.held(id)).toEqual([]);
  },
);

test('a disk that refuses a write says so, and a delivery is not lost by it', async () => {
  const one = await world();
  const id = await one.endpoint();
  await one.hear(ANNA, 'M0000');
  await one.pass(100);
  const { records } = one.webhooks;
  one.db.pragma('query_only = true');
  const unavailable = expect.objectContaining({ code: 'log.unavailable' });
  expect(() => records.repeatFailed(id, { after: 0, upTo: 99 }, 0)).toThrow(unavailable);
  expect(() => records.keepSecrets(id, { secret: '', formers: [], headers: {} })).toThrow(unavailable);
  expect(() => records.forget(id)).toThrow(unavailable);
  expect(() => records.forgetBefore(1, 1)).toThrow(unavailable);
  expect(() => records.forgetAnswers('default', null)).toThrow(unavailable);
  one.db.pragma('query_only = false');
  await one.hear(ANNA, 'M0002');
  await one.pass(100);
  expect(namesIn(one.got)).toEqual(['M0000', 'M0002']);
});

test('an endpoint whose secret was lost with the key keeps its place, and goes on once it has a new one', async () => {
  const one = await world();
  const id = await one.endpoint();
  one.db.prepare('delete from webhook_secrets').run();
  const two = await one.die();
  await two.hear(ANNA, 'M0000');
  await two.pass(60_000);
  expect(two.got).toEqual([]);
  two.webhooks.records.keepSecrets(id, { secret: newSecret(systemEntropy), formers: [], headers: {} });
  two.webhooks.find(id)?.forgetSecrets();
  await two.pass(60_000);
  expect(namesIn(two.got)).toEqual(['M0000']);
});

test('a body that cannot be made for now is tried again after a minute, and stops nothing meanwhile', async () => {
  const one = await world();
  await one.endpoint();
  const { bodies } = one.webhooks;
  const { bodyOf } = bodies;
  let asked = 0;
  Object.assign(bodies, {
    bodyOf() {
      asked += 1;
      throw new Fault('archive.missing', 'a segment is missing', { hint: 'Put it back.', retryable: true });
    },
  });
  await one.hear(ANNA, 'M0000');
  await one.settle();
  await one.pass(59_000);
  expect([asked, one.got]).toEqual([1, []]);
  Object.assign(bodies, { bodyOf });
  await one.pass(1_000);
  expect(namesIn(one.got)).toEqual(['M0000']);
});

test('endpoints that never answer do not keep the others', async () => {
  const one = await world(({ url }) => (url.includes('dead') ? new Promise(() => {}) : answered(204)));
  for (let count = 0; count < 20; count++)
    await one.endpoint({}, `https://${count % 2 === 0 ? 'dead' : 'alive'}.example/${count}`);
  const names = await hearMany(one, 40);
  for (let second = 0; second < 3; second++) await one.pass(1_000);
  for (let count = 1; count < 20; count += 2) {
    const came = namesIn(one.got.filter(({ url }) => url.endsWith(`/${count}`)));
    expect(came.toSorted()).toEqual(names);
  }
});

test('what was in hand when the process stopped goes again at its next start, and nothing else', async () => {
  const one = await world(({ text }) => (text.includes('M0001') ? new Promise(() => {}) : answered(204)));
  await one.endpoint();
  await hearMany(one, 2);
  await one.pass(100);
  one.webhooks.stop();
  one.answer = fine;
  one.got.length = 0;
  const two = await one.die();
  await two.settle();
  expect(namesIn(two.got)).toEqual(['M0001']);
});

test('records of deliveries go after their days, and answers with what was erased', async () => {
  const one = await world(() => answered(200, { text: 'thanks, Anna' }));
  const id = await one.endpoint();
  await one.hear(ANNA, 'M0000');
  await one.hear(BUDI, 'M0001');
  await one.pass(100);
  one.webhooks.writer.flush();
  one.webhooks.records.forgetAnswers('default', ANNA);
  const answers = (world: World) =>
    world.webhooks.records.deliveries(id, { limit: 9 }).rows.map(({ chat, answer }) => [chat, answer]);
  expect(new Map(answers(one) as [string, string | null][])).toEqual(
    new Map([
      [ANNA, null],
      [BUDI, 'thanks, Anna'],
    ]),
  );
  one.clock.advance((DELIVERY_DAYS + 1) * 24 * 60 * 60_000);
  await one.settle();
  expect(answers(one)).toEqual([]);
});
