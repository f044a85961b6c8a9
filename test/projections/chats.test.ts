/** The tables of chats: the same from the facts again, each session's from its own, and each page by an index. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { MESSAGE_SOURCES } from '../../src/events/facts/chat.ts';
import { projections } from '../../src/projections/all.ts';
import { moving } from '../../src/projections/projection.ts';
import { chatReads } from '../../src/projections/chats/chats.ts';
import { latestReads } from '../../src/projections/chats/latest-by-person.ts';
import { messageChangeReads } from '../../src/projections/chats/message-changes.ts';
import { keyOf, messageIdOfKey } from '../../src/projections/chats/message-key.ts';
import { messageReads } from '../../src/projections/chats/message-reads.ts';
import { compare } from '../../src/storage/sqlite/compare.ts';
import { AYU, AYU_LID, BUDI, chatting, GROUP, T0 } from '../support/chatting.ts';
import { rounds } from '../support/rounds.ts';
import { ANNA, openStory } from './story.ts';

const TABLES = ['messages', 'chats', 'message_changes', 'reactions', 'votes'];
const SESSIONS = ['default', 'other'];

const WHATS = ['receive', 'edit', 'remove', 'react', 'repair', 'read', 'job', 'complete'] as const;
const oneOf = <T>(...values: T[]) => fc.constantFrom(...values);

/** Something that comes in, at any time and in any order. */
const event = fc.record({
  what: oneOf(...WHATS),
  session: oneOf(...SESSIONS),
  chat: oneOf(AYU, BUDI, GROUP),
  messageId: oneOf('M1', 'M2', 'M3', 'M4'),
  source: oneOf(...MESSAGE_SOURCES),
  direction: oneOf<'in' | 'out'>('in', 'out'),
  other: fc.boolean(),
  after: fc.integer({ min: 0, max: 50 }),
  job: fc.integer({ min: 1, max: 4 }),
});
type Event = typeof event extends fc.Arbitrary<infer E> ? E : never;

/** Jobs are queued and acknowledged once, whatever the history asks for. */
const jobsOf = (story: ReturnType<typeof openStory>) => {
  const states = new Map<number, 'queued' | 'completed'>();
  return {
    async queue(number: number): Promise<void> {
      if (states.has(number)) return;
      states.set(number, 'queued');
      await story.queue(number, { chat: number % 2 ? AYU : AYU_LID, session: SESSIONS[number % 2] ?? 'default' });
    },
    async complete(number: number): Promise<void> {
      if (states.get(number) !== 'queued') return;
      states.set(number, 'completed');
      await story.job(number, { type: 'job.started', attempt: 1 });
      await story.job(number, { type: 'job.validated', chat: ANNA });
      await story.job(number, { type: 'job.completed' });
    },
  };
};

const play = async (events: readonly Event[]) => {
  const story = openStory();
  const chat = chatting(story.log);
  const jobs = jobsOf(story);
  let count = 0;
  for (const { what, session, chat: where, messageId, source, direction, other, after, job } of events) {
    const place = { session, chat: where };
    const sentAt = T0 + after * 1_000;
    const chatOther = other && where === AYU ? { chatOther: AYU_LID } : {};
    const said = { ...place, ...chatOther, sentAt, source, direction };
    if (what === 'receive') await chat.receive({ ...said, messageId: `${messageId}.${(count += 1) % 3}`, text: 'hi' });
    else if (what === 'edit') await chat.edit(messageId, 'new', { ...place, sentAt });
    else if (what === 'remove') await chat.remove(messageId, { ...place, sentAt });
    else if (what === 'react')
      await chat.react(messageId, '👍', { ...place, sentAt, ...(other ? { direction: 'out' as const } : {}) });
    else if (what === 'repair') await chat.repair(messageId, { ...place, text: 'read' });
    else if (what === 'read') await chat.read(messageId, place);
    else if (what === 'job') await jobs.queue(job);
    else await jobs.complete(job);
  }
  return story;
};

test('the tables of chats equal their rebuild, whatever came in which order', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(event, { minLength: 1, maxLength: 40 }), async (events) => {
      const story = await play(events);
      expect(await compare(story.db, story.log)).toBeNull();
      const rowsOf = () => TABLES.map((name) => story.rows(name));
      const before = rowsOf();
      await story.projections.rebuild(story.log);
      expect(rowsOf()).toEqual(before);
      await story.log.close();
    }),
    { numRuns: rounds(15) },
  );
});

test('live messages keep the order of their facts, whatever is imported later', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(event, { minLength: 1, maxLength: 40 }), async (events) => {
      const story = await play(events.map((each) => ({ ...each, what: 'receive', session: 'default', chat: AYU })));
      const rows = story.reads.messages.after(
        { session: 'default', chats: [AYU], limit: 100 },
        { sortAt: -1, joined: 0 },
      );
      const [old, live] = [
        rows.filter(({ source }) => source === 'history'),
        rows.filter(({ source }) => source !== 'history'),
      ];
      expect(live.map(({ joined }) => joined)).toEqual(live.map(({ joined }) => joined).toSorted((a, b) => a - b));
      expect(old.map(({ sentAt }) => sentAt)).toEqual(old.map(({ sentAt }) => sentAt).toSorted((a, b) => a - b));
      await story.log.close();
    }),
    { numRuns: rounds(15) },
  );
});

test('what was written to the other address of a person is in their chat', async () => {
  const { log, queue, job, reads } = openStory();
  await queue(1, { chat: AYU_LID });
  await job(1, { type: 'job.started', attempt: 1 });
  await job(1, { type: 'job.validated', chat: AYU_LID });
  await job(1, { type: 'job.completed' }, T0 + 9_000);
  await chatting(log).receive({ chat: AYU, chatOther: AYU_LID, text: 'hi', sentAt: T0 + 5_000 });
  const all = {
    session: 'default',
    kind: null,
    unread: false,
    limit: 10,
    before: { activeAt: T0 * 2, activeOrder: 0 },
  } as const;
  expect(reads.chats.latest(all)).toMatchObject([{ chatId: AYU, activeAt: T0 + 9_000, received: 1, read: 0 }]);
  expect(reads.chats.conversation('default', AYU_LID)?.chatId).toBe(AYU);
  const chats = reads.chats.addresses('default', AYU);
  expect(chats).toEqual([AYU, AYU_LID]);
  expect(reads.messages.before({ session: 'default', chats, limit: 9 }, { sortAt: T0 * 2, joined: 0 })).toHaveLength(2);
});

test('settings of two conversations of one person become one, and what was set last counts', async () => {
  const { log, reads } = openStory();
  const chat = chatting(log);
  const set = (chatId: string, fact: Parameters<typeof chat.append>[1]) => chat.append({ chat: chatId }, fact);
  const source = 'phone';
  await set(AYU, { type: 'chat.archived', source });
  await set(AYU, { type: 'chat.muted', until: null, source });
  await set(AYU, { type: 'chat.timer_set', seconds: 86_400, source: 'api' });
  await set(AYU_LID, { type: 'chat.unarchived', source });
  await set(AYU_LID, { type: 'chat.pinned', source });
  await set(AYU_LID, { type: 'chat.muted', until: T0, source });
  await set(AYU_LID, { type: 'chat.marked_unread', source });
  await set(AYU, { type: 'chat.unmuted', source });
  await chat.receive({ chat: AYU, chatOther: AYU_LID, text: 'hi' });
  for (const address of [AYU, AYU_LID])
    expect(reads.chats.settings('default', reads.chats.chatOf('default', address))).toEqual({
      archived: false,
      pinned: true,
      mutedUntil: null,
      markedUnread: true,
      timer: 86_400,
      readUpTo: null,
    });
  expect(reads.chats.markedUnread('default')).toEqual([AYU]);
  expect(reads.chats.settings('default', AYU_LID).pinned).toBe(false);
});

test('a message has one key, and the ids of others never look like those of jobs', () => {
  for (const id of ['3EB0C767D82B60E5A9F2AB', 'ABCDEF', '0'.repeat(18)]) expect(messageIdOfKey(keyOf(id))).toBe(id);
  expect(new Set(['0'.repeat(18), '3EB0000000000000000001'].map(keyOf)).size).toBe(2);
});

/** How SQLite answers each query that the reads prepare. */
const plansOf = (open: (db: never) => unknown): string[] => {
  const { db } = openStory();
  const queries: string[] = [];
  const watched = {
    prepare(sql: string) {
      queries.push(sql);
      return db.prepare(sql);
    },
  };
  open(watched as never);
  return queries.flatMap((sql) =>
    (db.prepare(`explain query plan ${sql.replaceAll('?', '1')}`).all() as { detail: string }[]).map(
      ({ detail }) => detail,
    ),
  );
};

test('no question about a chat or a message scans a table or sorts what it finds', () => {
  const plans = [
    ...plansOf((db) => chatReads(db, db)),
    ...plansOf((db) => messageReads(db, { streamId: () => null })),
    ...plansOf(messageChangeReads),
    ...plansOf((db) => latestReads(db, 'reactions')),
    ...plansOf((db) => latestReads(db, 'votes')),
  ];
  expect(plans.length).toBeGreaterThan(12);
  expect(plans.filter((plan) => !plan.startsWith('SEARCH'))).toEqual([]);
});

test('the tables of chats move with few statements for each message', () => {
  const { db } = openStory();
  const runs = new Map<string, number>();
  const counting = {
    prepare(sql: string) {
      const count = () => runs.set(sql, (runs.get(sql) ?? 0) + 1);
      const statement = db.prepare(sql);
      const counted = {
        run: (...values: unknown[]) => (count(), statement.run(...values)),
        get: (...values: unknown[]) => (count(), statement.get(...values)),
        pluck: () => (statement.pluck(), counted),
      };
      return counted;
    },
  };
  const tables = projections.filter(({ name }) => TABLES.includes(name)).map(({ attach }) => attach(counting as never));
  const fact = {
    type: 'message.received',
    position: 1,
    version: 1,
    at: T0,
    header: { session: 'default', chatId: AYU },
  };
  const data = { messageId: 'A', direction: 'in', source: 'live', by: AYU, sentAt: T0 };
  moving(tables)([{ ...fact, data } as never]);
  expect([...runs.values()].reduce((sum, each) => sum + each, 0)).toBeLessThanOrEqual(3);
});
