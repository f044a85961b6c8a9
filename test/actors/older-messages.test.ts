/** Older messages that somebody asked for: how far the phone is asked, what is taken, and what is told of it. */
import { expect, test } from 'vitest';
import { failure } from '../../src/events/facts/failure.ts';
import type { ChatId } from '../../src/kernel/ids.ts';
import { Undelivered } from '../../src/whatsapp/port.ts';
import { ACCOUNT, GROUP, groupOf } from '../support/groups.ts';
import { ANNA } from '../support/inside.ts';
import { phoneHistory } from '../support/phone-history.ts';
import { running } from '../support/running.ts';

const DAY_MS = 86_400_000;
const BUDI: ChatId = '6281234567801@s.whatsapp.net';
const CITRA: ChatId = '6281234567802@s.whatsapp.net';

const connected = async () => {
  const run = await running();
  await run.gateway.sessions.start('default', ANNA);
  await run.ready();
  const phone = phoneHistory(run, run.clock.now);
  run.script.replies.fetchPast = phone.answer;
  return { ...run, phone, now: run.clock.now() };
};
const ask = ({ gateway }: Pick<Awaited<ReturnType<typeof connected>>, 'gateway'>, days = 30) =>
  gateway.chatHistory.ask('default', days, ANNA);
const shown = async ({ gateway }: Pick<Awaited<ReturnType<typeof connected>>, 'gateway'>) => {
  const told = await gateway.chatHistory.look('default');
  return told.ok ? told.value : told.refusal;
};
const silent = () => Promise.reject(new Undelivered(failure('network_timeout', 'No answer.'), false));

/** So many messages, an hour apart, up to an hour before `end`. */
const said = (count: number, end: number, name: string) =>
  Array.from({ length: count }, (_, index) => ({
    messageId: `${name}${index}`,
    fromMe: index % 5 === 0,
    sentAt: end - (count - index) * 3_600_000,
    body: `${name} ${index}`,
  }));

test('each chat is asked about before its oldest message, page by page, up to the asked time', async () => {
  const run = await connected();
  const { phone, now } = run;
  await phone.live(BUDI, 'live', now - 1_000);
  await phone.live(CITRA, 'old', now - 40 * DAY_MS);
  phone.has(BUDI, said(1_000, now - DAY_MS, 'B'));
  expect(await shown(run)).toMatchObject({ state: 'none', taken: 0 });
  expect(await ask(run, 6)).toMatchObject({ ok: true, value: { days: 6, endedAt: null } });
  await run.fact('session.history_ended');
  // Five days of messages, an hour apart, in pages of fifty. What Citra said last is older than was asked.
  expect(await shown(run)).toMatchObject({ state: 'ended', outcome: 'complete', chats: 1, unanswered: 0, taken: 120 });
  expect(phone.asked.map(({ chatId, count, before }) => [chatId, count, before.messageId])).toEqual([
    [BUDI, 50, 'live'],
    [BUDI, 50, 'B950'],
    [BUDI, 50, 'B900'],
  ]);
  const page = run.gateway.chats.messages({ session: 'default', chatId: BUDI, limit: 500 });
  const items = page.ok ? page.value.items : [];
  expect(items.map(({ messageId }) => messageId)).toEqual([
    'live',
    ...Array.from({ length: 120 }, (_, index) => `B${999 - index}`),
  ]);
  expect(items.at(-1)).toMatchObject({ source: 'history', from: { name: null } });

  // Asked again, only the time before is new, and nothing of it is there twice.
  const { position } = run.log.head();
  await ask(run, 7);
  await run.fact('session.history_ended', (ended) => ended.position > position);
  expect(await shown(run)).toMatchObject({ days: 7, taken: 24 });
});

test('a message on record is not taken again, though the phone gives it once more', async () => {
  const run = await connected();
  const { phone, now } = run;
  const [first, second, ...others] = said(4, now - DAY_MS, 'B');
  await phone.live(BUDI, 'B3', now - DAY_MS);
  await phone.live(BUDI, 'live', now);
  // The phone does not know the message before which it is asked, and gives all that it has.
  phone.has(BUDI, [first, second, ...others].flatMap((each) => each ?? []).concat(said(1, now, 'C')));
  run.script.replies.fetchPast = (asked) =>
    phone.answer({ ...asked, before: { ...asked.before, messageId: 'unknown' } });
  await ask(run);
  await run.fact('session.history_ended');
  expect(await shown(run)).toMatchObject({ outcome: 'complete', taken: 4 });
});

test('a request goes on after a lost connection and a restart of the process', async () => {
  const run = await connected();
  const { phone, now, script } = run;
  await phone.live(BUDI, 'live', now - 1_000);
  phone.has(BUDI, said(200, now - DAY_MS, 'B'));
  const asks = Promise.withResolvers<void>();
  script.replies.fetchPast = (asked) => {
    if (phone.asked.length < 2) return phone.answer(asked);
    asks.resolve();
    return new Promise(() => {});
  };
  await ask(run);
  await asks.promise;
  expect(await shown(run)).toMatchObject({ state: 'running', taken: 100, endedAt: null });
  expect(await ask(run)).toMatchObject({ ok: false, refusal: { code: 'history.running' } });

  await run.crash();
  const next = await running(run);
  expect(await shown(next)).toMatchObject({ state: 'waiting', taken: 100 });
  const again = phoneHistory(next, run.clock.now);
  again.has(BUDI, said(200, now - DAY_MS, 'B'));
  next.script.replies.fetchPast = again.answer;
  next.clock.advance(60_000);
  while (next.script.links.length < 2) await new Promise(setImmediate);
  await next.ready();
  await next.fact('session.history_ended');
  expect(again.asked[0]?.before.messageId).toBe('B100');
  expect(await shown(next)).toMatchObject({ state: 'ended', outcome: 'complete', taken: 200 });
});

test('a phone that is off is not asked about every chat', async () => {
  const run = await connected();
  const { phone, now, script } = run;
  for (let n = 0; n < 10; n += 1) await phone.live(`628123456780${n}@s.whatsapp.net`, `live${n}`, now - n);
  let asked = 0;
  script.replies.fetchPast = () => {
    asked += 1;
    return silent();
  };
  await ask(run);
  await run.fact('session.history_ended');
  expect(asked).toBe(3);
  expect(await shown(run)).toMatchObject({ outcome: 'unanswered', chats: 3, unanswered: 3, taken: 0 });
});

test('one chat about which the phone says nothing does not keep the others back', async () => {
  const run = await connected();
  const { phone, now, script } = run;
  await phone.live(BUDI, 'liveB', now);
  await phone.live(CITRA, 'liveC', now - 1);
  phone.has(CITRA, said(3, now - DAY_MS, 'C'));
  script.replies.fetchPast = (asked) => (asked.chatId === BUDI ? silent() : phone.answer(asked));
  await ask(run);
  await run.fact('session.history_ended');
  expect(await shown(run)).toMatchObject({ outcome: 'complete', chats: 2, unanswered: 1, taken: 3 });
});

test('a log-out ends a request, and a session without a connection takes none', async () => {
  const run = await connected();
  const { phone, now, script } = run;
  await phone.live(BUDI, 'live', now);
  script.replies.fetchPast = () => new Promise(() => {});
  await ask(run);
  await run.gateway.sessions.logout('default', ANNA);
  expect(await shown(run)).toMatchObject({ state: 'ended', outcome: 'logged_out', chats: null, taken: 0 });
  expect(await ask(run)).toMatchObject({
    ok: false,
    refusal: { code: 'session.not_live', detail: expect.stringContaining('POST /api/whatsapp/session/start') },
  });
  expect(await run.gateway.chatHistory.ask('elsewhere', 3, ANNA)).toMatchObject({
    ok: false,
    refusal: { code: 'session.not_found' },
  });
});

test('the answer counts the people and groups that the phone could not be asked about, for want of a message', async () => {
  const run = await connected();
  const { phone, now, script, system } = run;
  await phone.live(BUDI, 'liveB', now);
  await phone.live(CITRA, 'old', now - 40 * DAY_MS);
  const lid = '900000000000001@lid';
  // Dewi is known by two addresses, and Eka turns out to be Budi.
  for (const addresses of [
    ['6281234567803@s.whatsapp.net', lid],
    ['900000000000002@lid'],
    [BUDI, '900000000000002@lid'],
  ])
    await system.contacts.learn('default', { addresses })?.written;
  script.link().group(GROUP, { kind: 'whole', group: groupOf(ACCOUNT) });
  await run.fact('group.described');
  await ask(run);
  expect(await shown(run)).toMatchObject({ chats: null, leftOut: null });
  await run.fact('session.history_ended');
  // Dewi, the group, and its admin, whose addresses it tells. What Citra said is on record, and older than was asked.
  expect(await shown(run)).toMatchObject({ outcome: 'complete', chats: 1, leftOut: 3 });
});
