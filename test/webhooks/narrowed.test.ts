/** An endpoint that asks for less than before: what it holds from before and no longer asks for never leaves. */
import { expect, test } from 'vitest';
import { ANNA, answered, BUDI, fine, namesIn, world, type World } from './receiver.ts';

const ELSEWHERE = 'https://elsewhere.example/hook';
const DAY_MS = 24 * 3_600_000;

/** What came to the address that the endpoint has later. */
const cameElsewhere = ({ got }: World): string[] => namesIn(got.filter(({ url }) => url === ELSEWHERE));

const statesIn = ({ webhooks }: World, id: string): Map<string, string> => {
  webhooks.writer.flush();
  const { rows } = webhooks.records.deliveries(id, { limit: 100 });
  return new Map(rows.map(({ position, state }) => [String(position), state]));
};

/** Everything that an endpoint could ever send again. */
const passDays = async (one: World): Promise<void> => {
  for (let hour = 0; hour < 72; hour++) await one.pass(3_600_000);
};

test('an event that was refused before is dropped on record, and its chat is not asked for again', async () => {
  const one = await world(() => answered(400));
  const id = await one.endpoint();
  const first = await one.hear(ANNA, 'M0000');
  await one.hear(ANNA, 'M0002');
  const other = await one.hear(BUDI, 'M0001');
  await one.settle();
  expect(namesIn(one.got).toSorted()).toEqual(['M0000', 'M0001']);
  await one.change(id, { chats: [BUDI] });
  await one.change(id, {}, ELSEWHERE);
  one.answer = fine;
  await one.settle();
  expect(statesIn(one, id).get(String(first))).toBe('dropped');
  await passDays(one);
  expect(cameElsewhere(one)).toEqual(['M0001']);
  expect(statesIn(one, id)).toEqual(
    new Map([
      [String(other), 'delivered'],
      [String(first), 'dropped'],
    ]),
  );
  expect(one.webhooks.records.delivery(id, one.got[0]?.id ?? '')).toMatchObject({
    attempts: 1,
    status: 400,
    nextAt: null,
  });
  // Neither a row nor a lane is left behind.
  expect([one.webhooks.records.held(id), one.webhooks.records.lanes(id)]).toEqual([[], []]);
});

test('a lane goes on behind an event that is dropped, in its order', async () => {
  const one = await world(({ text }) => answered(text.includes('M0000') ? 400 : 204));
  const id = await one.endpoint({ events: ['message.received'] });
  await one.hear(ANNA, 'M0000');
  await one.settle();
  await one.change(id, { events: ['session.*'] });
  await one.settle();
  await one.hear(ANNA, 'M0002');
  await one.change(id, { events: ['message.*'] });
  await one.hear(ANNA, 'M0004');
  await one.hear(ANNA, 'M0006');
  await one.settle();
  await passDays(one);
  expect(namesIn(one.got)).toEqual(['M0000', 'M0004', 'M0006']);
});

test('the same holds after a process that died before anything was dropped', async () => {
  const one = await world(() => answered(400));
  const id = await one.endpoint();
  const first = await one.hear(ANNA, 'M0000');
  await one.hear(BUDI, 'M0001');
  await one.pass(100);
  await one.pass(100);
  const changing = one.change(id, { chats: [BUDI] }, ELSEWHERE);
  const two = await one.die();
  await changing;
  two.answer = fine;
  await two.settle();
  expect(statesIn(two, id).get(String(first))).toBe('dropped');
  await passDays(two);
  expect(cameElsewhere(two)).toEqual(['M0001']);
});

test('an endpoint that fails drops what it tried in vain, and its probe takes the next that is asked for', async () => {
  const one = await world(() => ({ type: 'unanswered', reason: 'connection' }));
  const id = await one.endpoint();
  const first = await one.hear(ANNA, 'M0000');
  await one.hear(BUDI, 'M0001');
  await one.settle();
  for (let second = 0; second < 20; second++) await one.pass(1_000);
  expect(one.webhooks.find(id)?.actor.state()).toBe('failing');
  await one.change(id, { chats: [BUDI] }, ELSEWHERE);
  one.answer = fine;
  await one.probe(id);
  await one.pass(100);
  expect(one.webhooks.find(id)?.actor.state()).toBe('active');
  expect(cameElsewhere(one)).toEqual(['M0001']);
  expect(statesIn(one, id).get(String(first))).toBe('dropped');
});

test('a batch comes again without what is not asked for, under an id of its own', async () => {
  const one = await world(() => answered(400));
  const id = await one.endpoint({ batch: { maxEvents: 4, maxDelayMs: 100 } });
  for (const [number, chat] of [ANNA, BUDI, ANNA, BUDI].entries()) await one.hear(chat, `M000${number}`);
  await one.pass(200);
  expect(namesIn(one.got)).toEqual(['M0000', 'M0001', 'M0002', 'M0003']);
  const [batch] = one.got;
  await one.change(id, { chats: [BUDI] }, ELSEWHERE);
  one.answer = fine;
  await passDays(one);
  expect(cameElsewhere(one)).toEqual(['M0001', 'M0003']);
  expect(one.got.filter(({ url }) => url === ELSEWHERE).map((got) => got.id)).not.toContain(batch?.id);
  expect([...statesIn(one, id).values()].toSorted()).toEqual(['delivered', 'delivered', 'dropped', 'dropped']);
  expect([one.webhooks.records.held(id), one.webhooks.records.lanes(id)]).toEqual([[], []]);
});

test('an event that was given up comes again only while it is asked for', async () => {
  const one = await world(() => answered(400));
  const id = await one.endpoint();
  await one.hear(ANNA, 'M0000');
  await one.hear(BUDI, 'M0001');
  await one.settle();
  for (let day = 0; day < 4; day++) for (let hour = 0; hour < 24; hour++) await one.pass(DAY_MS / 24);
  expect([...statesIn(one, id).values()]).toEqual(['failed', 'failed']);
  await one.change(id, { chats: [BUDI] }, ELSEWHERE);
  one.answer = fine;
  const run = one.webhooks.find(id)?.run();
  one.webhooks.records.repeatFailed(id, { after: 0, upTo: one.log.head().position }, one.clock.now());
  run?.lookAgain();
  await one.pass(1_000);
  await one.pass(1_000);
  expect(cameElsewhere(one)).toEqual(['M0001']);
  await run?.replay({ after: 0, upTo: one.log.head().position });
  await one.pass(1_000);
  expect(cameElsewhere(one)).toEqual(['M0001', 'M0001']);
  expect(one.webhooks.records.nextAlone(id)).toBeNull();
});
