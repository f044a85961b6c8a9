/** Messages to one person go in their order, whatever addresses they were queued to. */
import { expect, test } from 'vitest';
import { ANNA } from '../support/inside.ts';
import { type Running, running } from '../support/running.ts';

const NINE = '5511912345678';
const EIGHT = '551112345678';
const EIGHT_CHAT = `${EIGHT}@s.whatsapp.net`;
const NINE_CHAT = `${NINE}@s.whatsapp.net`;
const LID = '900100@lid';
const SIX = ['1', '2', '3', '4', '5', '6'];

const queueAll = async ({ queue }: Running, one: string, other: string): Promise<void> => {
  for (const text of SIX) await queue({ number: Number(text) % 2 ? one : other, text });
};

const through = ({ fact, script }: Running) => fact('job.completed', () => script.phone().length === SIX.length);

test('six messages to a Brazilian, with the 9 and without it, arrive in their order', async () => {
  const world = await running();
  world.script.replies.check = () => ({ registered: true, chatId: EIGHT_CHAT });
  await queueAll(world, NINE, EIGHT);
  await world.ready();
  await through(world);
  expect(world.script.phone().map(({ text }) => text)).toEqual(SIX);
  expect(world.reads.chats.addresses('default', NINE_CHAT)).toEqual([NINE_CHAT, EIGHT_CHAT]);
});

test('six messages by number and by hidden id arrive in their order once WhatsApp has said whose both are', async () => {
  const world = await running();
  await queueAll(world, NINE, LID);
  await world.system.contacts.learn('default', { addresses: [LID, NINE_CHAT] })?.written;
  await world.ready();
  await through(world);
  expect(world.script.phone().map(({ text }) => text)).toEqual(SIX);
});

test('a message to the same person as one under way, as it turns out, goes back and waits for it', async () => {
  const world = await running();
  world.script.replies.check = () => 'hold';
  world.script.replies.send = ({ text }) => (text === '1' ? 'hold' : 'ack');
  const first = await world.queue({ number: NINE, text: '1' });
  const second = await world.queue({ number: EIGHT, text: '2' });
  await world.ready();
  await world.fact('job.started', ({ stream }) => stream === `job/${second}`);
  const checks = [...world.script.link().checks];
  expect(checks).toHaveLength(2);
  world.script.replies.check = () => ({ registered: true, chatId: EIGHT_CHAT });
  const [of, ofOther] = checks;
  of?.resolve({ registered: true, chatId: EIGHT_CHAT });
  await world.fact('job.validated', ({ stream }) => stream === `job/${first}`);
  ofOther?.resolve({ registered: true, chatId: EIGHT_CHAT });
  await world.fact('job.interrupted', ({ stream }) => stream === `job/${second}`);
  world.script.link().sends[0]?.ack();
  await world.fact('job.completed', ({ stream }) => stream === `job/${second}`);
  expect(world.script.phone().map(({ text }) => text)).toEqual(['1', '2']);
});

test('a new message goes to the chat that the person has, and answers under each spelling', async () => {
  const world = await running();
  await world.queue({ number: NINE });
  await world.system.contacts.learn('default', { addresses: [LID, NINE_CHAT] })?.written;
  const message = { session: 'default', number: LID, priority: 'NORMAL', notBefore: null } as const;
  const body = { ...message, content: { kind: 'text', body: 'Hello' }, idempotencyKey: 'once' } as const;
  const told = await world.gateway.jobs.queue(body, ANNA);
  expect(told).toMatchObject({ ok: true, value: { job: { chatId: NINE_CHAT }, repeated: false } });
  expect(await world.gateway.jobs.queue(body, ANNA)).toMatchObject({ ok: true, value: { repeated: true } });
});
