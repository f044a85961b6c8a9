/** An hour in the life of a gateway, for pages to show: lived through in seconds, see `other-time.ts`. */
import { type Client, followFacts } from '../../support/client.ts';

const MINUTES = 60;
const BUSY_MINUTE = 37;
/** One with every kind of fate; the digits at the end decide (README, "Numbers that misbehave"). */
const CHATS = ['6281234567890', '6281298765432', '4915123456789', '6591234567', '6281200070007', '14155550132'];
const TEXTS = [
  'Your order 4711 has left our warehouse.',
  'Reminder: your appointment is tomorrow at 9:30.',
  'Your verification code is on its way to you by letter.',
  'Thank you! We have received your payment.',
  'The table for four is reserved, see you at seven.',
];

/** Four that are not on WhatsApp, and one whose first attempt fails. */
const ODD_ONES: Readonly<Record<number, string>> = {
  9: '6281200000404',
  23: '6281200000404',
  31: '6281200000500',
  37: '6281200000404',
  51: '6281200000404',
};

/** How busy a minute was: a wave with a lunch break. */
const messagesIn = (minute: number): number =>
  minute % 17 === 5 ? 0 : Math.max(Math.round(4 + 3.5 * Math.sin(minute / 6) + (minute % 3)), 0);

const send = (client: Client, number: string, message: string, priority = 'NORMAL', more = {}) =>
  client.post('/api/whatsapp/send-message', { number, message, priority, ...more });

const ended = (type: string): boolean => type === 'job.completed' || type === 'job.abandoned';

/** What `work` queues has ended. */
const settled = async (client: Client, work: () => Promise<number>): Promise<void> => {
  const { body } = await client.get<{ head: { position: number } }>('/api/audit');
  const amount = await work();
  const feed = await followFacts(client, body.head.position);
  await feed.until((facts) => facts.filter(({ type }) => ended(type)).length >= amount);
  feed.end();
};

const liveAMinute = async (client: Client, minute: number): Promise<number> => {
  const amount = messagesIn(minute);
  for (let n = 0; n < amount; n += 1) {
    const which = minute * 7 + n;
    await send(client, CHATS[which % CHATS.length] ?? '', TEXTS[which % TEXTS.length] ?? '');
  }
  const odd = ODD_ONES[minute];
  if (odd) await send(client, odd, 'Hello?');
  return amount + (odd ? 1 : 0);
};

/** What an operator does on a busy day. */
const steer = async (client: Client): Promise<void> => {
  await client.post('/api/whatsapp/queue/pause');
  await client.post('/api/whatsapp/queue/config', { concurrency: 5 });
  await client.post('/api/whatsapp/queue/resume');
  await client.post('/api/whatsapp/queue/config', { concurrency: 3 });
};

/** `logIn` gives a client whose token lives for a quarter of the hour. */
export const liveAnHour = async (logIn: () => Promise<Client>, nextMinute: () => void): Promise<void> => {
  let client = await logIn();
  for (let minute = 0; minute < MINUTES; minute += 1) {
    if (minute % 10 === 9) client = await logIn();
    const current = client;
    await settled(current, () => liveAMinute(current, minute));
    if (minute === BUSY_MINUTE) await steer(current);
    nextMinute();
  }
};

/** The jobs under way at its end: some in hand, one being retried, some scheduled. */
export const beInTheMiddle = async (client: Client): Promise<void> => {
  await send(client, '6281200000403', 'Are you still there?', 'HIGH');
  await client.post('/api/sandbox/lose-ack', { times: 3, number: '6281234567890' });
  await send(client, '6281234567890', 'The parcel is at your door.', 'HIGH');
  await send(client, '6281200000002', 'Your invoice for November.');
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString();
  await send(client, '4915123456789', 'Good morning!', 'LOW', { sendAt: tomorrow });
  await send(client, '6591234567', 'See you today.', 'LOW', { sendAt: tomorrow });
};
