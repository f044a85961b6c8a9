/** Chats beside their messages, both ways: the real client, the real wire, phones of the sandbox that look on. */
import { EVERYTHING } from '../../src/kernel/reach.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PresenceShown } from '../../src/gateway/chats/presence.ts';
import type { Result } from '../../src/kernel/result.ts';
import { FOR_EVER } from '../../src/projections/chats/chat-settings.ts';
import { ANNA } from '../support/inside.ts';
import { type RunningWithSandbox, runningWithSandbox } from '../support/running-with-sandbox.ts';

const DAY_S = 86_400;
const session = 'default';

let run: RunningWithSandbox;
beforeAll(async () => {
  run = await runningWithSandbox();
  await run.ready();
});
afterAll(() => run.close());

let people = 55_000;
/** A number that nobody has written from yet. */
const somebody = () => `62812346${(people += 1)}`;
const jid = (number: string) => `${number}@s.whatsapp.net`;
const stream = (chatId: string) => `chat/${session}/${chatId}`;
const done = async (command: Promise<Result<unknown>>) => expect(await command).toMatchObject({ ok: true });

/** Resolves when the sandbox looks like this. */
const seen = (looks: () => boolean) =>
  new Promise<void>((resolve) => {
    const look = () => looks() && (forget(), resolve());
    const forget = run.control.onChange(look);
    look();
  });
const bubbles = (number: string) => run.control.chat(number, 100).bubbles;
const expirations = (number: string) => bubbles(number).map(({ expiration }) => expiration);
const onPhone = (number: string) => run.control.chatsOnPhone().find(({ chat }) => chat === number);
const ticks = (number: string) => bubbles(number).map(({ receipt }) => receipt);
const shown = (chatId: string) => {
  const found = run.gateway.chats.byId(session, chatId);
  if (!found.ok) throw new Error(found.refusal.detail);
  return found.value;
};
const chatFacts = (chatId: string) =>
  run.log
    .read(stream(chatId))
    .filter(({ type }) => type.startsWith('chat.'))
    .map(({ type, by, data }) => ({ type, by, ...data }));
/** The facts of a chat after its messages, once there are `count` facts in all. */
const told = async (chatId: string, count: number) => {
  await run.told(stream(chatId), count);
  return chatFacts(chatId);
};

describe('reading', () => {
  test('gives the contact blue ticks up to a message, and for the rest later', async () => {
    const ayu = somebody();
    const { messageId } = run.control.deliver(ayu, 'one');
    run.control.deliver(ayu, 'two');
    await run.told(stream(jid(ayu)), 2);
    await done(run.gateway.chatCommands.read({ session, chatId: jid(ayu) }, messageId, ANNA));
    await seen(() => ticks(ayu)[0] === 'read');
    expect(ticks(ayu)).toEqual(['read', 'delivered']);
    expect(shown(jid(ayu)).unread).toBe(1);
    await done(run.gateway.chatCommands.read({ session, chatId: jid(ayu) }, undefined, ANNA));
    await seen(() => ticks(ayu)[1] === 'read');
    expect(shown(jid(ayu)).unread).toBe(0);
    expect(chatFacts(jid(ayu))).toMatchObject([
      { type: 'chat.read', by: 'anna', upTo: messageId, source: 'api' },
      { type: 'chat.read', by: 'anna', source: 'api' },
    ]);
  });

  test('also reads what was answered before, and is no second fact where there is nothing new', async () => {
    const ayu = somebody();
    run.control.deliver(ayu, 'are you there?');
    await run.told(stream(jid(ayu)), 1);
    const job = await run.queue({ number: ayu, text: 'yes' });
    await run.ended(job);
    expect(shown(jid(ayu)).unread).toBe(0);
    for (let time = 0; time < 2; time += 1)
      await done(run.gateway.chatCommands.read({ session, chatId: jid(ayu) }, undefined, ANNA));
    await seen(() => ticks(ayu)[0] === 'read');
    expect(chatFacts(jid(ayu))).toHaveLength(1);
  });

  test('tells each author in a group', async () => {
    const [ayu, budi] = [somebody(), somebody()];
    const { id } = run.control.createGroup({ subject: 'Parcels', members: [ayu, budi] });
    for (const from of [ayu, budi, ayu]) await run.control.writeInGroup(id, from, { kind: 'text', body: 'here?' });
    await run.told(stream(id), 3);
    await done(run.gateway.chatCommands.read({ session, chatId: id }, undefined, ANNA));
    await seen(() => run.control.room(id, ayu, 10).bubbles.every(({ receipt }) => receipt === 'read'));
    expect(chatFacts(id)).toMatchObject([{ type: 'chat.read', by: 'anna' }]);
  });

  test('on the own phone lowers what is unread here', async () => {
    const ayu = somebody();
    const { messageId: first } = run.control.deliver(ayu, 'one');
    run.control.deliver(ayu, 'two');
    await run.told(stream(jid(ayu)), 2);
    expect(run.control.readOnPhone(ayu, first)).toBe(true);
    expect(await told(jid(ayu), 3)).toMatchObject([
      { type: 'chat.read', by: 'whatsapp', upTo: first, source: 'phone' },
    ]);
    expect(shown(jid(ayu)).unread).toBe(1);
  });
});

describe('typing', () => {
  test('is seen while it lasts, and the account is available no longer than that', async () => {
    const [ayu, budi] = [somebody(), somebody()];
    const type = (number: string, state: 'typing' | 'recording' | 'paused', seconds?: number) =>
      done(run.gateway.chatCommands.type({ session, chatId: jid(number) }, state, seconds));
    const account = () => run.control.state().account;
    expect(account()).toMatchObject({ available: false, typing: [] });
    await type(ayu, 'typing', 5);
    await type(budi, 'recording');
    await seen(() => account().typing.length === 2);
    expect(account()).toMatchObject({
      available: true,
      typing: [
        { chat: ayu, state: 'typing' },
        { chat: budi, state: 'recording' },
      ],
    });
    run.clock.advance(5_000);
    await seen(() => account().typing.length === 1);
    expect(account().available).toBe(true);
    await type(budi, 'paused');
    await seen(() => !account().available);
    expect(account().typing).toEqual([]);
  });

  test('ends with the message', async () => {
    const ayu = somebody();
    await done(run.gateway.chatCommands.type({ session, chatId: jid(ayu) }, 'typing', undefined));
    await seen(() => run.control.state().account.available);
    await run.ended(await run.queue({ number: ayu, text: 'done' }));
    await seen(() => !run.control.state().account.available);
    expect(run.control.state().account.typing).toEqual([]);
  });
});

describe('presence', () => {
  test('of a contact is told to those who follow the chat, and is no fact', async () => {
    const ayu = somebody();
    run.control.deliver(ayu, 'hello');
    await run.told(stream(jid(ayu)), 1);
    const heard: PresenceShown[] = [];
    const coming = [Promise.withResolvers<void>(), Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const forget = run.gateway.presence.follow({ session, chatId: jid(ayu), reach: EVERYTHING }, (news) => {
      coming[heard.push(news) - 1]?.resolve();
    });
    await done(run.gateway.presence.setAvailability(session, true, ANNA));
    const account = () => run.control.state().account;
    await seen(() => account().available && account().watches.includes(ayu));
    run.control.type(ayu, 'recording');
    await coming[0]?.promise;
    run.control.type(ayu, 'paused');
    await coming[1]?.promise;
    run.control.appear(ayu, false, 1_700_000_000_000);
    await coming[2]?.promise;
    forget();
    expect(heard).toMatchObject([
      { session, chatId: jid(ayu), from: { number: `+${ayu}` }, presence: 'recording', lastSeenAt: null },
      { presence: 'paused' },
      { presence: 'unavailable', lastSeenAt: 1_700_000_000_000 },
    ]);
    expect(run.story(stream(jid(ayu)))).toEqual(['message.received']);
  });

  test('of the account stays over a reconnect, until it is taken back', async () => {
    await done(run.gateway.presence.setAvailability(session, true, ANNA));
    run.control.drop('close');
    await seen(() => !run.control.state().account.available);
    await seen(() => run.control.state().account.available);
    await done(run.gateway.presence.setAvailability(session, false, ANNA));
    await seen(() => !run.control.state().account.available);
    expect(run.gateway.presence.availability(session)).toEqual({ ok: true, value: { available: false } });
  });
});

describe('the app state', () => {
  test('shows on the phone what is done here', async () => {
    const ayu = somebody();
    const chat = { session, chatId: jid(ayu) };
    run.control.deliver(ayu, 'hello');
    await run.told(stream(chat.chatId), 1);
    const { chatCommands } = run.gateway;
    const until = run.clock.now() + 8 * 3_600_000;
    await done(chatCommands.change(chat, 'pinned', ANNA));
    await done(chatCommands.mute(chat, until, ANNA));
    await done(chatCommands.change(chat, 'marked_unread', ANNA));
    expect(onPhone(ayu)).toEqual({ chat: ayu, archived: false, pinned: true, mutedUntil: until, markedUnread: true });
    expect(shown(chat.chatId)).toMatchObject({ pinned: true, mutedUntil: until, markedUnread: true, archived: false });
    await done(chatCommands.change(chat, 'archived', ANNA));
    await done(chatCommands.change(chat, 'unmuted', ANNA));
    await done(chatCommands.read(chat, undefined, ANNA));
    expect(onPhone(ayu)).toEqual({ chat: ayu, archived: true, pinned: false, mutedUntil: null, markedUnread: false });
    expect(shown(chat.chatId)).toMatchObject({ pinned: false, mutedUntil: null, markedUnread: false, archived: true });
    expect(chatFacts(chat.chatId).map(({ type, by }) => [type, by])).toEqual(
      ['pinned', 'muted', 'marked_unread', 'unpinned', 'archived', 'unmuted', 'read'].map((what) => [
        `chat.${what}`,
        'anna',
      ]),
    );
  });

  test('shows here what is done on the phone', async () => {
    const ayu = somebody();
    run.control.deliver(ayu, 'hello');
    await run.told(stream(jid(ayu)), 1);
    const until = run.clock.now() + 3_600_000;
    run.control.changeChat(ayu, 'archive');
    await told(jid(ayu), 2);
    run.control.changeChat(ayu, 'mute', until);
    await told(jid(ayu), 3);
    run.control.changeChat(ayu, 'mark_unread');
    await told(jid(ayu), 4);
    expect(shown(jid(ayu))).toMatchObject({ archived: true, pinned: false, mutedUntil: until, markedUnread: true });
    run.control.changeChat(ayu, 'mark_read');
    await told(jid(ayu), 5);
    run.control.changeChat(ayu, 'unarchive');
    await told(jid(ayu), 6);
    expect(shown(jid(ayu))).toMatchObject({ archived: false, mutedUntil: until, markedUnread: false, unread: 0 });
    expect(
      new Set(chatFacts(jid(ayu)).map((fact) => JSON.stringify([fact.by, 'source' in fact && fact.source]))),
    ).toEqual(new Set([JSON.stringify(['whatsapp', 'phone'])]));
  });

  test('shows here what was done on the phone while nobody was connected', async () => {
    const ayu = somebody();
    run.control.deliver(ayu, 'hello');
    await run.told(stream(jid(ayu)), 1);
    run.control.drop('close');
    run.control.changeChat(ayu, 'pin');
    run.control.changeChat(ayu, 'mute');
    const facts = await told(jid(ayu), 3);
    expect(facts.map(({ type }) => type).sort()).toEqual(['chat.muted', 'chat.pinned']);
    expect(shown(jid(ayu))).toMatchObject({ pinned: true, mutedUntil: FOR_EVER });
  });
});

describe('disappearing messages', () => {
  test('are set here, told to the contact, and in each message from then on', async () => {
    const ayu = somebody();
    const chat = { session, chatId: jid(ayu) };
    await done(run.gateway.chatCommands.setTimer(chat, DAY_S, ANNA));
    await seen(() => run.control.inboxes(ayu)[0]?.messages[0]?.type === 'timer');
    expect(run.control.inboxes(ayu)[0]?.messages[0]?.content).toEqual({ kind: 'timer', seconds: DAY_S });
    await run.ended(await run.queue({ number: ayu, text: 'gone tomorrow' }));
    expect(expirations(ayu)).toEqual([DAY_S]);
    await done(run.gateway.chatCommands.setTimer(chat, 0, ANNA));
    await run.ended(await run.queue({ number: ayu, text: 'here to stay' }));
    expect(expirations(ayu)).toEqual([DAY_S, null]);
    expect(chatFacts(chat.chatId)).toMatchObject([
      { type: 'chat.timer_set', by: 'anna', seconds: DAY_S, source: 'api' },
      { type: 'chat.timer_set', by: 'anna', seconds: 0, source: 'api' },
    ]);
  });

  test('are set by the contact', async () => {
    const ayu = somebody();
    const { messageId } = await run.control.write(ayu, { kind: 'timer', seconds: 7 * DAY_S });
    expect(await told(jid(ayu), 1)).toMatchObject([
      { type: 'chat.timer_set', seconds: 7 * DAY_S, source: 'contact', changeId: messageId },
    ]);
    await run.ended(await run.queue({ number: ayu, text: 'gone next week' }));
    expect(expirations(ayu)).toEqual([7 * DAY_S]);
  });

  test('are set in a group, by those who may', async () => {
    const ayu = somebody();
    const { id } = run.control.createGroup({ subject: 'Parcels', members: [ayu], admins: [] });
    await done(run.gateway.chatCommands.setTimer({ session, chatId: id }, DAY_S, ANNA));
    expect(run.control.group(id)?.disappearingSeconds).toBe(DAY_S);
    const locked = run.control.createGroup({ subject: 'Parcels', members: [ayu], admins: [ayu], locked: true });
    await run.fact('group.recorded', ({ header }) => header.chatId === locked.id);
    expect(await run.gateway.chatCommands.setTimer({ session, chatId: locked.id }, DAY_S, ANNA)).toMatchObject({
      ok: false,
      refusal: { code: 'group.not_admin' },
    });
  });
});

test('messages are read by themselves where the setting asks for it', async () => {
  const auto = await runningWithSandbox({ autoRead: true });
  await auto.ready();
  const ayu = somebody();
  auto.control.deliver(ayu, 'one');
  auto.control.deliver(ayu, 'two');
  await new Promise<void>((resolve) => {
    const look = () =>
      auto.control.chat(ayu, 10).bubbles.every(({ receipt }) => receipt === 'read') && (forget(), resolve());
    const forget = auto.control.onChange(look);
    look();
  });
  const facts = await auto.told(stream(jid(ayu)), 3);
  expect(facts.at(-1)).toMatchObject({ type: 'chat.read', source: 'auto' });
  await auto.close();
});
