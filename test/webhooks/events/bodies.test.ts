/** What endpoints are told: complete, true to its schema, the same at any time, and nothing more than they asked for. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { EVENT_SHAPES, WebhookEventShape } from '../../../src/http/routes/webhook-event-shape.ts';
import { eventBodies, type EventBody, PAYLOADS, testBodyOf } from '../../../src/webhooks/events/bodies.ts';
import { EVENT_TYPES, type EventType } from '../../../src/webhooks/events/event-types.ts';
import { eventsOf } from '../../../src/webhooks/events/events.ts';

import { AYU, BUDI, CANARY, CITRA, DIGITS, erase, type Life, liveOnce, openLife } from '../../support/whole-life.ts';

const folder = mkdtempSync(join(tmpdir(), 'waybill-events-'));
const file = join(folder, 'waybill.db');

let life: Life;
/** The bodies as they were when each fact was the last of the log. */
const atOnce = new Map<string, string>();

const eventsIn = ({ log }: Life) => log.page({ after: 0, limit: 10_000 }).flatMap(eventsOf);

const bodiesIn = (of: Life, payload: 'full' | 'thin'): EventBody[] => {
  const { bodyOf } = eventBodies(of);
  return eventsIn(of).map((event) => bodyOf(event, { payload }));
};

/** Each body by its id, as the bytes that go out. */
const bytesIn = (of: Life, payload: 'full' | 'thin'): Map<string, string> =>
  new Map(bodiesIn(of, payload).map((body) => [body.id, JSON.stringify(body)]));

const one = (type: EventType, which: (body: EventBody) => boolean = () => true): EventBody => {
  const body = bodiesIn(life, 'full').find((each) => each.type === type && which(each));
  if (!body) throw new Error(`there is no ${type}`);
  return body;
};
const ofMessage =
  (id: string) =>
  ({ data }: EventBody): boolean =>
    data['messageId'] === id;

beforeAll(async () => {
  life = openLife(file);
  const { bodyOf } = eventBodies(life);
  life.log.onCommit((facts) => {
    for (const event of facts.flatMap(eventsOf))
      for (const payload of PAYLOADS) atOnce.set(`${payload} ${event.id}`, JSON.stringify(bodyOf(event, { payload })));
  });
  await liveOnce(life);
  // Commits are told in the turn after them.
  await setImmediate();
});
afterAll(async () => {
  await life.log.close();
  rmSync(folder, { recursive: true });
});

const HELD = new Date(1_700_000_000_000 + 10 ** 9).toISOString();
const TEST = testBodyOf({ webhookId: 'wh_1', nonce: 'a', at: 0, position: 9, correlation: null });

describe('every type of event', () => {
  test('is told as things stood then, however much later it is made, and after a restart and a rebuild', async () => {
    const later = openLife(file);
    for (const payload of PAYLOADS) {
      const now = bytesIn(life, payload);
      expect(now.size).toBeGreaterThan(80);
      expect([...now]).toEqual([...now.keys()].map((id) => [id, atOnce.get(`${payload} ${id}`)]));
      expect(bytesIn(later, payload)).toEqual(now);
    }
    const before = bytesIn(life, 'full');
    await life.projections.rebuild(life.log);
    expect(bytesIn(life, 'full')).toEqual(before);
    await later.log.close();
  });

  test('says in thin nothing that a person wrote, and no number', () => {
    const thin = bodiesIn(life, 'thin');
    const full = JSON.stringify(bodiesIn(life, 'full'));
    expect(full.split(CANARY).length).toBeGreaterThan(100);
    expect(full.split(DIGITS).length).toBeGreaterThan(100);
    for (const body of thin) {
      const said = JSON.stringify(body);
      expect([body.type, said.includes(CANARY), said.includes(DIGITS)]).toEqual([body.type, false, false]);
    }
    expect(thin.find(({ type }) => type === 'message.received')).toMatchObject({
      chatId: null,
      data: {
        messageId: 'IN1',
        contactId: 'ct_000000000000000000',
        href: '/api/whatsapp/messages/IN1?session=default',
      },
    });
  });

  test('has a sample, and every body fits its schema in both payloads', () => {
    const samples = [...PAYLOADS.flatMap((payload) => bodiesIn(life, payload)), TEST];
    for (const body of samples) {
      const shape = EVENT_SHAPES.get(body.type);
      const parsed = shape && v.safeParse(shape, body);
      expect([body.type, parsed?.issues?.map((issue) => `${v.getDotPath(issue)}: ${issue.message}`) ?? []]).toEqual([
        body.type,
        [],
      ]);
      expect(v.is(WebhookEventShape, body)).toBe(true);
    }
    const seen = new Set<string>(samples.map(({ type }) => type));
    expect(EVENT_TYPES.filter((type) => !seen.has(type) && type !== 'content.erased')).toEqual([]);
  });
});

describe('a message', () => {
  test('is told as the API shows it, and its edit does not show in the event before', () => {
    const received = one('message.received', ofMessage('IN1'));
    expect(received).toMatchObject({
      session: 'default',
      chatId: AYU,
      data: {
        contactId: 'ct_000000000000000000',
        message: {
          direction: 'in',
          type: 'text',
          text: { body: `${CANARY} hello` },
          from: { name: `${CANARY} Ayu`, lid: '900100@lid' },
          reactions: [],
          editedAt: null,
        },
      },
    });
    expect(one('message.reacted', ofMessage('IN1')).data).toMatchObject({
      message: { text: { body: `${CANARY} hello` }, reactions: [{ emoji: '❤️' }], editedAt: null },
      reaction: { emoji: '❤️', from: { name: `${CANARY} Ayu` } },
    });
    expect(one('message.edited', ofMessage('IN1')).data).toMatchObject({
      message: { text: { body: `${CANARY} edited` }, editedAt: expect.any(String) },
      edit: { from: { name: `${CANARY} Ayu` } },
    });
    expect(one('message.deleted').data).toMatchObject({ message: { messageId: 'IN2', deletedAt: expect.any(String) } });
    expect(one('message.reacted', ofMessage('UNKNOWN')).data).toMatchObject({
      message: null,
      reaction: { emoji: '🎉' },
    });
  });

  test('that could not be read is told without content, and once more when it was repaired', () => {
    expect(one('message.received', ofMessage('IN3')).data).toMatchObject({
      message: { type: 'undecryptable', reason: 'no_session' },
    });
    expect(one('message.repaired').data).toMatchObject({
      message: { type: 'text', text: { body: `${CANARY} readable` } },
    });
  });

  test('of the own phone is sent without a job, and one of the history is not told', () => {
    expect(one('message.sent', ofMessage('OWN'))).toMatchObject({
      chatId: BUDI,
      data: { jobId: null, job: null, message: { source: 'phone', jobId: null, direction: 'out' } },
    });
    expect(bodiesIn(life, 'full').filter(ofMessage('OLD'))).toEqual([]);
  });

  test('of a job is told with its job, and delivered once, also if only its reading was told', () => {
    const steps = bodiesIn(life, 'full').filter(({ data }) => data['jobId'] === '000000000000000001');
    const statuses = steps.map(({ type, data }) => [type, (data['message'] as { status: string }).status]);
    expect(statuses).toEqual([
      ['message.sent', 'sent'],
      ['message.delivered', 'delivered'],
      ['message.read', 'read'],
      ['message.played', 'played'],
    ]);
    expect(steps[0]?.data).toMatchObject({
      job: { status: 'completed', metadata: { shop: `${CANARY} shop` }, readAt: null },
    });
    const second = bodiesIn(life, 'full').filter(({ data }) => data['jobId'] === '000000000000000002');
    expect(second.map(({ type }) => type)).toEqual(['message.sent', 'message.delivered', 'message.read']);
    expect(one('message.sent', ({ data }) => data['jobId'] === '000000000000000005').data).toMatchObject({
      message: null,
      job: { type: 'reaction', reaction: { emoji: '👍' } },
    });
  });

  test('that must wait says why and until when, and one that failed says why', () => {
    const third = bodiesIn(life, 'full').filter(({ data }) => data['jobId'] === '000000000000000003');
    expect(third.map(({ type, data }) => [type, data['hold']])).toEqual([
      ['message.held', { reason: 'scheduled', until: HELD }],
      ['message.held', { reason: 'retry', until: HELD }],
      ['message.failed', undefined],
      ['message.released', undefined],
    ]);
    expect(third[2]?.data).toMatchObject({ job: { status: 'failed', failure: { code: 'not_registered' } } });
  });

  test('of a poll shows what each voter chose', () => {
    expect(one('poll.voted').data).toMatchObject({ messageId: 'POLL', vote: { options: [`${CANARY} B`] } });
  });

  test('has its file as it was when it came', () => {
    expect(one('message.received', ofMessage('PIC1')).data).toMatchObject({
      message: { media: { state: 'pending', fileName: null } },
    });
    expect(one('media.stored', ofMessage('PIC1'))).toMatchObject({
      chatId: AYU,
      data: { media: { state: 'stored', fileName: `${CANARY}.jpg`, width: 800 } },
    });
    expect(one('media.expired').data).toMatchObject({ media: { state: 'expired' } });
  });

  test('belongs to the conversation that was known then, before and after two contacts turned out to be one', () => {
    expect(one('message.received', ofMessage('C2'))).toMatchObject({
      chatId: '900300@lid',
      data: { contactId: 'ct_000000000000000002', message: { from: { name: `${CANARY} C.` } } },
    });
    expect(one('message.received', ofMessage('C3'))).toMatchObject({
      chatId: CITRA,
      data: { contactId: 'ct_000000000000000001', message: { from: { name: `${CANARY} Citra` } } },
    });
  });
});

describe('erasure', () => {
  test('is the one thing that changes what was told: ids stay, content is null', async () => {
    const before = bytesIn(life, 'full');
    const thin = bytesIn(life, 'thin');
    await erase(life, 'PIC2');
    const after = bytesIn(life, 'full');
    const changed = [...before.keys()].filter((id) => before.get(id) !== after.get(id));
    const bodies = changed.map((id) => JSON.parse(after.get(id) ?? '') as EventBody);
    expect(bodies.map(({ type, data }) => [type, data['messageId'], data['content'], data['erased']])).toEqual([
      ['message.received', 'PIC2', null, true],
    ]);
    expect(JSON.stringify(bodies)).not.toContain(`${CANARY} caption`);
    for (const body of bodies) expect(v.is(WebhookEventShape, body)).toBe(true);
    const thinAfter = bytesIn(life, 'thin');
    expect([...thin].filter(([id, bytes]) => thinAfter.get(id) !== bytes)).toEqual([]);
    const told = one('content.erased');
    expect(v.is(WebhookEventShape, told)).toBe(true);
    expect(told).toMatchObject({ chatId: AYU, data: { messageId: 'PIC2', reason: 'asked', facts: 1 } });
  });
});
