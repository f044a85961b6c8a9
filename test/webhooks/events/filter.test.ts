/** Ids of events, which events a fact leads to, and which of them an endpoint has asked for. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { catalogue } from '../../../src/events/facts/catalogue.ts';
import { eventIdOf } from '../../../src/webhooks/events/event-id.ts';
import { EVENT_TYPES } from '../../../src/webhooks/events/event-types.ts';
import { eventsOf, type HandedEvent } from '../../../src/webhooks/events/events.ts';
import { type EventFilter, eventMatching, patternFault } from '../../../src/webhooks/events/filter.ts';
import { EVENTS_OF } from '../../../src/webhooks/events/table.ts';
import { AYU, AYU_LID, BUDI, CITRA, CITRA_LID, type Life, liveOnce, openLife } from '../../support/whole-life.ts';

let life: Life;
let events: readonly HandedEvent[];

beforeAll(async () => {
  life = openLife();
  await liveOnce(life);
  events = life.log.page({ after: 0, limit: 10_000 }).flatMap(eventsOf);
});
afterAll(() => life.log.close());

const wanted = (filter: Partial<EventFilter>): readonly HandedEvent[] => {
  const { matches } = eventMatching(life.reads);
  const whole = { events: ['*'], sessions: '*', ...filter } as const;
  return events.filter((event) => matches(event, whole));
};
const typesIn = (filter: Partial<EventFilter>): readonly string[] => [
  ...new Set(wanted(filter).map(({ type }) => type)),
];

test.each([
  ['chat/default/6281200000001@s.whatsapp.net', 1, 0, 'evt_Ox6KMjN0d3ZzBqDpcxsCZJFC'],
  ['chat/default/6281200000001@s.whatsapp.net', 1, 1, 'evt_kxx1jreCi2jNfMeI_-1waXQP'],
  ['chat/default/6281200000001@s.whatsapp.net', 11, 0, 'evt_GIPj76Lt9KBt2LSfB-6vRLtY'],
  ['job/000000000000000001', 4, 0, 'evt_M0croJU0B2n1F1K2vS3DjJhf'],
])('event %3$s of version %2$s of %1$s has the same id for ever', (stream, version, index, id) => {
  expect(eventIdOf({ stream, version, index })).toBe(id);
});

test('every event has an id of its own, which no position decides', async () => {
  expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
  const other = openLife();
  await other.tell('process', { type: 'process.started', version: '1', node: '24' });
  await liveOnce(other);
  const ids = other.log
    .page({ after: 0, limit: 10_000 })
    .flatMap(eventsOf)
    .map(({ id }) => id);
  expect(ids).toEqual(events.map(({ id }) => id));
  await other.log.close();
});

test('every type of fact has a row, and every type of event but the test comes from some fact', () => {
  expect(Object.keys(EVENTS_OF).toSorted()).toEqual([...catalogue.keys()].toSorted());
  const told = new Set<string>(Object.values(EVENTS_OF).flatMap(({ types }) => types));
  expect(EVENT_TYPES.filter((type) => !told.has(type))).toEqual(['webhook.test']);
});

test('an endpoint gets the types it has asked for', () => {
  expect(typesIn({ events: ['message.re*', 'poll.voted'] }).toSorted()).toEqual([
    'message.reacted',
    'message.read',
    'message.received',
    'message.released',
    'message.repaired',
    'poll.voted',
  ]);
  expect(wanted({ events: ['*'] })).toEqual(events);
  expect(wanted({ events: ['call.received'] })).toHaveLength(1);
});

test('a pattern that fits nothing is refused with what there is', () => {
  for (const pattern of ['*', 'message.*', 'account.*', 'campaign.*', 'draft.created', 'webhook.failing'])
    expect([pattern, patternFault(pattern)]).toEqual([pattern, null]);
  for (const pattern of ['', 'messages.*', '*.failed', 'message', 'job.queued'])
    expect(patternFault(pattern)).toMatch(/No event is called ".*message\.received, .*webhook\.test/);
});

test('an endpoint of some sessions gets theirs, and nothing of the whole installation', () => {
  expect(new Set(wanted({ sessions: ['lost', 'left'] }).map(({ session }) => session))).toEqual(
    new Set(['lost', 'left']),
  );
  expect(wanted({ sessions: [] })).toEqual([]);
});

test('an endpoint of some chats gets them under every address of a person, with their files, and nothing else', () => {
  const ofAyu = wanted({ chats: [AYU] });
  expect(ofAyu.length).toBeGreaterThan(15);
  expect(wanted({ chats: [AYU_LID] })).toEqual(ofAyu);
  expect(typesIn({ chats: [AYU] })).toEqual(expect.arrayContaining(['message.sent', 'media.stored', 'call.received']));
  expect(wanted({ chats: [CITRA] })).toEqual(wanted({ chats: [CITRA_LID] }));
  expect(wanted({ chats: [CITRA], events: ['message.received'] })).toHaveLength(3);
  expect(new Set(wanted({ chats: [AYU, BUDI] }).map(({ session }) => session))).toEqual(new Set(['default']));
  expect(typesIn({ chats: [BUDI] }).filter((type) => /^(?:session|queue|group)/.test(type))).toEqual([]);
});

test('an endpoint is never told about itself', () => {
  const { matches } = eventMatching(life.reads);
  const [first] = events;
  const failing = { ...first, stream: 'webhook/wh_1', session: null, chatId: null, webhookId: 'wh_1' } as HandedEvent;
  const all = { events: ['*'], sessions: '*' } as const;
  expect([matches(failing, all, 'wh_1'), matches(failing, all, 'wh_2')]).toEqual([false, true]);
});
