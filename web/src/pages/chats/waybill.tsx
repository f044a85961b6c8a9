/** The waybill of a message that no job sent: what it says, and every stop with its time and its place in the log. */
import { get, type Schema } from '../../api/client.ts';
import { ApiProblem } from '../../api/problem.ts';
import { InChat } from '../../kinds/in-chat.tsx';
import { nameOfPerson, type Message } from '../../kinds/message.ts';
import { useLive } from '../../live/use-live.ts';
import { linkTo } from '../../router.ts';
import { Icon } from '../../ui/icon.tsx';
import { Empty, Skeleton, Trouble } from '../../ui/notice.tsx';
import { Page as Frame } from '../../ui/page.tsx';
import { Clock } from '../../ui/time.tsx';
import { MEDIA_LOOKS } from '../../ui/tone.ts';
import { StopItem } from '../../waybill/stop-item.tsx';
import { chatName } from '../../words/chats.ts';
import { chatPath } from './paths.ts';
import { factsAbout, type ReceivedStop, receivedStops } from './received-stops.ts';

type Fact = Schema<'Fact'>;
type Detail = Schema<'ChatMessageDetail'>;

const FACTS_MAX = 500;

/** Facts about one message; a chat is read up to one. */
const ABOUT_ONE = [
  'content.erased',
  'message.repaired',
  'message.edited',
  'message.deleted',
  'message.reacted',
  'poll.voted',
] as const;

const oneMessage = (chatId: string, messageId: string, signal: AbortSignal): Promise<Detail> =>
  get('/api/whatsapp/messages/{messageId}', { params: { messageId }, query: { chatId }, signal });

/** Whether the first reading after a place includes a message. */
const readIncludes = async (read: Fact | undefined, { chatId, position }: Message, signal: AbortSignal) => {
  if (read?.type !== 'chat.read') return false;
  const upTo = await oneMessage(chatId, read.data.upTo, signal).catch(() => null);
  return upTo !== null && upTo.position >= position;
};

/**
 * The facts about a message are in the stream of its chat, after the one by which it joined it. In a chat that went on for
 * long after it they are looked for by their types.
 */
const chatFacts = async (message: Message, signal: AbortSignal): Promise<readonly Fact[]> => {
  const after = message.position - 1;
  const [first] = (await get('/api/events', { query: { after, limit: 1 }, signal })).items;
  if (!first) return [];
  const factsAfter = (place: number, type?: Fact['type'], limit = FACTS_MAX) =>
    get('/api/events', { query: { stream: first.stream, after: place, limit, ...(type ? { type } : {}) }, signal });

  const { items, nextCursor } = await factsAfter(after);
  const near = factsAbout(message.messageId, items);
  const last = items.at(-1)?.position;
  if (nextCursor === null || last === undefined) return near;
  const later = await Promise.all(ABOUT_ONE.map((type) => factsAfter(last, type)));
  const far = factsAbout(
    message.messageId,
    later.flatMap((page) => page.items),
  );
  if (near.some(({ type }) => type === 'chat.read')) return [...near, ...far];
  const [read] = (await factsAfter(last, 'chat.read', 1)).items;
  return read && (await readIncludes(read, message, signal)) ? [...near, ...far, read] : [...near, ...far];
};

const mediaFacts = async ({ media, session }: Message, signal: AbortSignal): Promise<readonly Fact[]> => {
  if (media?.id == null) return [];
  const stream = `media/${session}/${media.id.slice('med_'.length)}`;
  return (await get('/api/events', { query: { stream, limit: FACTS_MAX }, signal })).items;
};

interface Way {
  readonly message: Detail;
  readonly stops: readonly ReceivedStop[];
}

const wayOf = async (chatId: string, messageId: string, signal: AbortSignal): Promise<Way> => {
  const message = await oneMessage(chatId, messageId, signal);
  const [chat, media] = await Promise.all([chatFacts(message, signal), mediaFacts(message, signal)]);
  return { message, stops: receivedStops([...chat, ...media]) };
};

const Address = ({ message }: { message: Detail }) => (
  <header class="waybill-head">
    <span class="waybill-label">From</span>
    <p class="waybill-number" dir="auto">
      {message.direction === 'out' ? 'Your phone' : nameOfPerson(message.from)}
    </p>
    <div class="content waybill-said">
      <InChat message={message} />
    </div>
  </header>
);

const SOURCES: Readonly<Record<Message['source'], string>> = {
  live: 'Live',
  offline: 'After an outage',
  phone: 'Own phone',
  history: 'History',
};

const Stub = ({ message, stops }: Way) => (
  <aside class="waybill-stub" aria-label="In short">
    <p class="postmark tone-completed">
      <Icon name="check" size={20} />
      <strong>{message.direction === 'out' ? 'On record' : 'Received'}</strong>
      <Clock at={message.receivedAt} />
    </p>
    <dl class="facts">
      <dt>Written</dt>
      <dd>
        <Clock at={message.sentAt} />
      </dd>
      <dt>Came</dt>
      <dd>{SOURCES[message.source]}</dd>
      <dt>Number</dt>
      <dd class="number">{message.from.number ?? '–'}</dd>
      <dt>File</dt>
      <dd>{message.media ? MEDIA_LOOKS[message.media.state]?.word : 'None'}</dd>
      <dt>Read</dt>
      <dd>{stops.some(({ stamp }) => stamp === 'read') ? 'Yes' : 'Not on record'}</dd>
      <dt>Session</dt>
      <dd>{message.session}</dd>
    </dl>
    <dl class="facts waybill-ids">
      <dt>Chat</dt>
      <dd class="mono small">{message.chatId}</dd>
      <dt>Message id</dt>
      <dd class="mono small">{message.messageId}</dd>
    </dl>
  </aside>
);

const Place = ({ stop: { stream, position } }: { stop: ReceivedStop }) => (
  <p class="small">
    <a href={linkTo(`/inspector?stream=${stream}&at=${position}`)}>Position {position.toLocaleString('en')}</a>
  </p>
);

const Paper = ({ message, stops }: Way) => (
  <article class="waybill" aria-label={`Waybill of the message from ${nameOfPerson(message.from)}`}>
    <Address message={message} />
    <Stub message={message} stops={stops} />
    <div class="waybill-stops">
      <h2 class="hidden-text">Stops</h2>
      <ol class="stops">
        {stops.map((stop) => (
          <StopItem key={stop.key} stop={stop} ofJob={false}>
            <Place stop={stop} />
          </StopItem>
        ))}
      </ol>
    </div>
  </article>
);

const isMissing = (error: unknown): boolean => error instanceof ApiProblem && error.status === 404;

export const Waybill = ({ chatId, messageId }: { chatId: string; messageId: string }) => {
  const live = useLive(
    `waybill ${chatId} ${messageId}`,
    (signal) => wayOf(chatId, messageId, signal),
    ({ type, data }) =>
      type === 'chat.read' ||
      type === 'content.erased' ||
      type.startsWith('media.') ||
      ('messageId' in data && data.messageId === messageId),
  );
  const { data, error } = live;
  return (
    <Frame
      title="Waybill"
      tab={data ? nameOfPerson(data.message.from) : chatName(chatId)}
      lead={
        <a class="back" href={linkTo(chatPath(chatId, { message: messageId }))}>
          <Icon name="chevron" size={12} />
          The chat
        </a>
      }
    >
      {data ? (
        <Paper {...data} />
      ) : isMissing(error) ? (
        <Empty icon="search" title="This chat has no such message">
          <p>It may be from another Waybill.</p>
        </Empty>
      ) : error === undefined ? (
        <Skeleton lines={8} />
      ) : (
        <Trouble error={error} retry={live.reload} />
      )}
    </Frame>
  );
};
