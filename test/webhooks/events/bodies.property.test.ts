/**
 * For any order of the things that an endpoint can be told, with anything said, changed and read in between: a body fits
 * its schema, is the same whenever it is made, has an id of its own, and says in `thin` nothing that a person wrote.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import * as fc from 'fast-check';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { EVENT_SHAPES } from '../../../src/http/routes/webhook-event-shape.ts';
import { eventBodies, PAYLOADS } from '../../../src/webhooks/events/bodies.ts';
import { EVENT_TYPES } from '../../../src/webhooks/events/event-types.ts';
import { eventsOf } from '../../../src/webhooks/events/events.ts';
import { openReads } from '../../../src/projections/reads.ts';
import { rounds } from '../../support/rounds.ts';
import { AYU, begin, BUDI, CANARY, CITRA, DIGITS, type Life, openLife, PARTS } from '../../support/whole-life.ts';

type Step = (life: Life) => Promise<unknown>;

const chat = fc.constantFrom(AYU, BUDI, CITRA, '120363041234567890@g.us');
const messageId = fc.constantFrom('IN1', 'IN2', 'IN3', 'C1', 'POLL', 'PIC1', 'X1', 'X2', 'NOWHERE');
const word = fc.string({ maxLength: 8 }).map((said) => `${CANARY} ${said}`);
const time = fc.integer({ min: 1_600_000_000_000, max: 1_800_000_000_000 });

/** What somebody does at any time. */
const between: fc.Arbitrary<Step> = fc.oneof(
  fc
    .record({
      chat,
      messageId: fc.constantFrom('X1', 'X2', 'X3'),
      text: word,
      pushName: fc.option(word, { nil: undefined }),
    })
    .map(
      ({ pushName, ...said }): Step =>
        (life) =>
          life.chat.receive({ ...said, ...(pushName ? { pushName } : {}) }),
    ),
  fc.record({ chat, messageId, text: word }).map(
    ({ chat: where, messageId: id, text }): Step =>
      (life) =>
        life.chat.edit(id, text, { chat: where }),
  ),
  fc.record({ chat, messageId, emoji: fc.constantFrom('👍', '🎉', '') }).map(
    ({ chat: where, messageId: id, emoji }): Step =>
      (life) =>
        life.chat.react(id, emoji, { chat: where }),
  ),
  fc.record({ chat, messageId }).map(
    ({ chat: where, messageId: id }): Step =>
      (life) =>
        life.chat.remove(id, { chat: where }),
  ),
  fc.record({ chat, messageId: fc.constantFrom('IN3', 'X1'), text: word }).map(
    ({ messageId: id, ...said }): Step =>
      (life) =>
        life.chat.repair(id, said),
  ),
  fc.record({ chat, messageId }).map(
    ({ chat: where, messageId: id }): Step =>
      (life) =>
        life.chat.read(id, { chat: where }),
  ),
  fc.tuple(fc.integer({ min: 50, max: 52 }), chat, word, time).map(
    ([count, where, body, notBefore]): Step =>
      (life) =>
        life.queue(count, { kind: 'text', body }, { chat: where, notBefore }),
  ),
  fc.tuple(fc.integer({ min: 50, max: 52 }), chat).map(
    ([count, where]): Step =>
      async (life) => {
        await life.job(count, { type: 'job.started', attempt: 1 });
        await life.job(count, { type: 'job.validated', chat: where });
        await life.job(count, { type: 'job.completed' });
      },
  ),
  fc.tuple(fc.integer({ min: 1, max: 52 }), time).map(
    ([count, readAt]): Step =>
      (life) =>
        life.job(count, { type: 'job.read', readAt }),
  ),
);

/** The parts in any order, with steps behind each of them. */
const script = fc
  .shuffledSubarray(Object.keys(PARTS) as (keyof typeof PARTS)[], { minLength: Object.keys(PARTS).length })
  .map((names) => [...names.filter((name) => name !== 'people'), 'people' as const])
  .chain((names) => fc.tuple(...names.map((name) => fc.tuple(fc.constant(name), fc.array(between, { maxLength: 6 })))));

/** A step that a machine does not take does not happen. */
const attempt = async (life: Life, step: Step): Promise<void> => {
  try {
    await step(life);
  } catch (thrown) {
    if (!/cannot take/.test(String(thrown))) throw thrown;
  }
};

test('a body fits its schema, is the same at any time, and thin says nothing that a person wrote', async () => {
  const seen = new Set<string>();
  await fc.assert(
    fc.asyncProperty(script, async (parts) => {
      const life = openLife();
      const atOnce = new Map<string, string>();
      const { bodyOf } = eventBodies(life);
      life.log.onCommit((facts) => {
        for (const event of facts.flatMap(eventsOf))
          for (const payload of PAYLOADS)
            atOnce.set(`${payload} ${event.id}`, JSON.stringify(bodyOf(event, { payload })));
      });
      await begin(life);
      for (const [name, steps] of parts) {
        await PARTS[name](life);
        for (const step of steps) await attempt(life, step);
      }
      await nextTurn();
      await life.projections.rebuild(life.log);
      const again = eventBodies({ ...life, reads: openReads(life.db, life.log) });
      const events = life.log.page({ after: 0, limit: 10_000 }).flatMap(eventsOf);
      expect(atOnce.size).toBe(PAYLOADS.length * events.length);
      for (const event of events) {
        seen.add(event.type);
        expect(event.id).toMatch(/^evt_[\w-]{24}$/);
        for (const payload of PAYLOADS) {
          const body = again.bodyOf(event, { payload });
          const text = JSON.stringify(body);
          expect(text).toBe(atOnce.get(`${payload} ${event.id}`));
          const shape = EVENT_SHAPES.get(event.type);
          const parsed = shape && v.safeParse(shape, body);
          const faults = parsed?.issues?.map((issue) => `${v.getDotPath(issue)}: ${issue.message}`) ?? [];
          expect([event.type, faults]).toEqual([event.type, []]);
          if (payload === 'thin') expect([text.includes(CANARY), text.includes(DIGITS)]).toEqual([false, false]);
        }
      }
      await life.log.close();
    }),
    { numRuns: rounds(2) },
  );
  const untold = EVENT_TYPES.filter((type) => !seen.has(type));
  expect(untold).toEqual(['content.erased', 'webhook.test']);
});
