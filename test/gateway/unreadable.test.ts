/** Messages whose content this version cannot read: they fail on record, block nobody, and are shown like any other. */
import { beforeEach, expect, test } from 'vitest';
import { type say, saltedDigest } from '../../src/events/log/content.ts';
import { messageIdOf } from '../../src/kernel/message-ids.ts';
import { apiOver } from '../support/api-over.ts';
import { type Running, running } from '../support/running.ts';

const NUMBER = '6281234567890';
const CHAT = `${NUMBER}@s.whatsapp.net`;
const SALT = '00112233445566778899aabbccddeeff';

let run: Running;
let api: Awaited<ReturnType<typeof apiOver>>;

beforeEach(async () => {
  run = await running();
  api = await apiOver(run);
});

/** A message as another version of Waybill queued it. */
const queuedElsewhere = async (digits: string, kind: string, body: string) => {
  const jobId = digits.padStart(18, '0');
  const content = { kind, digest: saltedDigest(SALT, body) };
  const said = { kind, salt: SALT, body } as ReturnType<typeof say>['said'];
  const messageId = messageIdOf(jobId);
  await run.log.append({
    stream: `job/${jobId}`,
    expected: 0,
    entries: [
      {
        fact: { type: 'job.queued', session: 'default', chat: CHAT, content, messageId, priority: 'NORMAL' } as never,
        from: null,
        to: 'waiting',
        contents: [said],
      },
    ],
    at: run.clock.now(),
    by: 'anna',
    correlation: null,
    causation: null,
  });
  return { jobId, messageId };
};

const connect = async () => {
  await api('POST /api/whatsapp/session/start');
  await run.ready();
};

const sendText = async (more: object = {}) => {
  const text = { body: 'Is it there?' };
  return (await api('POST /api/whatsapp/messages', { to: NUMBER, type: 'text', text, ...more })).body;
};

const UNREADABLE: readonly [string, string, string][] = [
  ['of a kind that this version does not know', 'hologram', '{"depth":3}'],
  ['whose members this version does not know', 'image', '{"media":"med_1","layers":[1]}'],
  ['that is damaged', 'location', '{"latitude":'],
  [
    'that passes on a kind that this version does not know',
    'forward',
    '{"messageId":"3EB0A","passedOn":{"kind":"hologram","body":"{}","score":1}}',
  ],
];

test.each(UNREADABLE)('a message %s fails on record, and its chat goes on', async (_, kind, body) => {
  const { jobId } = await queuedElsewhere('1', kind, body);
  const next = await sendText();
  await connect();
  await run.fact('job.completed', ({ stream }) => stream === `job/${next.jobId}`);
  expect(run.story(`job/${jobId}`)).toEqual(['job.queued', 'job.started', 'job.validated', 'job.abandoned']);
  const { data } = await run.fact('job.abandoned');
  expect(data.failure).toMatchObject({ code: 'content_unreadable', retryable: false });
  expect(run.system.defects()).toEqual([]);
});

test.each(UNREADABLE)('a message %s is shown wherever messages are', async (_, kind, body) => {
  const { jobId, messageId } = await queuedElsewhere('1', kind, body);
  const shown = { jobId, type: null, message: null, status: 'waiting' };
  expect(await api(`GET /api/whatsapp/jobs/${jobId}`)).toMatchObject({ status: 200, body: shown });
  expect(await api('GET /api/whatsapp/jobs')).toMatchObject({ status: 200, body: { items: [shown] } });
  expect(await api(`GET /api/whatsapp/jobs/${jobId}/events`)).toMatchObject({
    status: 200,
    body: { items: [{ type: 'job.queued', data: { content: { kind } } }] },
  });
  expect(await api('GET /api/events')).toMatchObject({ status: 200 });
  expect(await api(`GET /api/history/job/${jobId}`)).toMatchObject({ status: 200 });
  expect(await run.log.verify()).toBeNull();
  const answers = [
    { type: 'forward', forward: { messageId } },
    { type: 'edit', edit: { messageId, text: 'Other words' } },
  ].map((asked) => api('POST /api/whatsapp/messages', { to: NUMBER, ...asked }));
  expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([422, 422]);
});

test('a reply to a message that cannot be read goes without a quote', async () => {
  const { messageId } = await queuedElsewhere('1', 'hologram', '{}');
  const reply = await sendText({ replyTo: messageId });
  await connect();
  await run.fact('job.completed', ({ stream }) => stream === `job/${reply.jobId}`);
  expect(run.script.phone()).toMatchObject([{ text: 'Is it there?' }]);
  expect(run.script.phone()[0]).not.toHaveProperty('quoted');
});
