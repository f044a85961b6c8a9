/** A conversation with a message of every kind, for the pages to show: written by phones of the box and by Waybill. */
import sharp from 'sharp';
import { type Client, followFacts } from '../../support/client.ts';

export const ANNA = '6281234567801';
export const CHAT = `${ANNA}@s.whatsapp.net`;
export const GROUP = '120363000000000042@g.us';
const MEMBER = '6281200001001';

interface Written {
  readonly messageId: string;
}

type Fields = Readonly<Record<string, unknown>>;

const pictureOf = async (width: number, height: number, hue: number): Promise<string> => {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
    <rect width="100%" height="100%" fill="hsl(${hue} 35% 82%)"/>
    <rect x="22%" y="40%" width="56%" height="42%" fill="hsl(${hue} 45% 55%)"/>
    <path d="M${width * 0.22} ${height * 0.4}h${width * 0.56}l-${width * 0.09} -${height * 0.16}h-${width * 0.38}z" fill="hsl(${hue} 45% 42%)"/>
    <rect x="46%" y="24%" width="8%" height="58%" fill="hsl(${hue} 30% 90%)"/>
  </svg>`;
  return (await sharp(Buffer.from(svg)).jpeg().toBuffer()).toString('base64');
};

const image = async (caption: string | null): Promise<Fields> => ({
  type: 'image',
  caption,
  file: { data: await pictureOf(640, 420, 28), mimetype: 'image/jpeg', width: 640, height: 420 },
});

const file = (mimetype: string, more: Fields = {}): Fields => ({
  data: Buffer.from(`a file of the type ${mimetype}`).toString('base64'),
  mimetype,
  ...more,
});

/** Writes as a contact; resolves with the id. */
export const write = async (client: Client, content: Fields, more: Fields = {}, from = ANNA): Promise<string> => {
  const { status, body } = await client.post<Written>('/api/sandbox/write', { from, content, ...more });
  if (status !== 200) throw new Error(`The phone did not write: ${JSON.stringify(body)}`);
  return body.messageId;
};

export const writeInGroup = async (client: Client, content: Fields, from = MEMBER): Promise<string> =>
  (await client.post<Written>(`/api/sandbox/groups/${GROUP}/write`, { from, content })).body.messageId;

/** Sends through the queue; resolves with the id of the message. */
const send = async (client: Client, to: string, type: string, member: unknown, more: Fields = {}) =>
  (await client.post<Written>('/api/whatsapp/messages?', { to, type, [type]: member, ...more })).body.messageId;

const text = (body: string): Fields => ({ type: 'text', body });

/** Runs `work`, and resolves once so many facts of these types are on record that it led to. */
export const until = async <T>(client: Client, type: string, amount: number, work: () => Promise<T>): Promise<T> => {
  const { body } = await client.get<{ head: { position: number } }>('/api/audit');
  const feed = await followFacts(client, body.head.position);
  const done = await work();
  await feed.until((facts) => facts.filter((fact) => fact.type === type).length >= amount);
  feed.end();
  return done;
};

export const say = (client: Client, body: string, more: Fields = {}, from = ANNA): Promise<string> =>
  until(client, 'message.received', 1, () => write(client, text(body), more, from));

/** Ids of some of its messages. */
export interface Talk {
  readonly question: string;
  readonly order: string;
  readonly picture: string;
  readonly poll: string;
}

/** What Anna and the shop write to each other. */
export const talk = async (client: Client): Promise<Talk> => {
  const hear = (content: Fields, more: Fields = {}) =>
    until(client, 'message.received', 1, () => write(client, content, more));
  const reply = (type: string, member: unknown, more: Fields = {}) =>
    until(client, 'job.completed', 1, () => send(client, CHAT, type, member, more));

  const question = await hear(text('Good morning! Has my order 4711 left your warehouse?'));
  const order = await reply('text', {
    body: 'Good morning Anna. It left this morning: https://example.com/track/4711',
  });
  const picture = await until(client, 'media.stored', 1, async () => hear(await image('Is this it?')));
  await reply('text', { body: 'Yes, this is it.' }, { replyTo: picture });
  await hear({ type: 'voice', file: file('audio/ogg; codecs=opus', { seconds: 7 }) });
  await hear({
    type: 'document',
    fileName: 'Invoice 4711.pdf',
    caption: 'And here is the invoice',
    file: file('application/pdf'),
  });
  await hear({
    type: 'location',
    latitude: -6.2088,
    longitude: 106.8456,
    name: 'Toko Melati',
    address: 'Jl. Sudirman 12, Jakarta',
  });
  await hear({
    type: 'contacts',
    contacts: [
      { name: 'Pak Joko', vcard: 'BEGIN:VCARD\nVERSION:3.0\nFN:Pak Joko\nTEL;type=CELL:+62 811-5550-001\nEND:VCARD' },
    ],
  });
  const poll = await reply('poll', { question: 'When may we deliver?', options: ['Today', 'Tomorrow', 'On Saturday'] });
  await until(client, 'poll.voted', 1, () => write(client, { type: 'vote', poll, options: ['Tomorrow'] }));
  const noon = await hear(text('At nine, please'));
  await until(client, 'message.edited', 1, () => write(client, { type: 'edit', of: noon, body: 'At noon, please' }));
  const slip = await hear(text('Wrong chat'));
  await until(client, 'message.deleted', 1, () => write(client, { type: 'delete', of: slip }));
  await until(client, 'message.reacted', 1, () => write(client, { type: 'reaction', to: order, emoji: '👍' }));
  await hear(await image(null), { viewOnce: true });
  await hear(text('Thank you, see you tomorrow 🙏'), { replyTo: order });
  return { question, order, picture, poll };
};
