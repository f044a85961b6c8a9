/** What a message of a chat says, as the conversation shows it: one view for each kind. */
import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { post } from '../api/client.ts';
import { type Member, memberOf, type Message, type ShownKind, whyEmpty } from './message.ts';
import { ActionButton } from '../ui/button.tsx';
import { Icon, type IconName } from '../ui/icon.tsx';
import { Clock } from '../ui/time.tsx';
import { durationText } from '../words/times.ts';
import { wordsOfCard } from './contacts.ts';
import { Download, FileLine, Picture, Player } from './files.tsx';
import './kinds.css';
import { Linked } from './linked.tsx';
import { contentOf } from './media.tsx';
import { Cards, Place } from './parts.tsx';
import { Votes } from './votes.tsx';

type Media = NonNullable<Message['media']>;

/** Whether an element has come near to what is in view: from then on its file is worth fetching. */
const useNear = () => {
  const box = useRef<HTMLDivElement>(null);
  const [near, setNear] = useState(false);
  useEffect(() => {
    if (!box.current || near) return undefined;
    const seen = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) setNear(true);
      },
      { rootMargin: '400px' },
    );
    seen.observe(box.current);
    return () => seen.disconnect();
  }, [near]);
  return { box, near };
};

const ROOM_PX = { width: 320, height: 256 } as const;

/** Leaves room for a picture before it is there, so that nothing moves when it comes. */
const roomOf = ({ width, height }: Media) => {
  if (!width || !height) return {};
  const scale = Math.min(ROOM_PX.width / width, ROOM_PX.height / height, 1);
  return { aspectRatio: `${width} / ${height}`, width: `${Math.round(width * scale)}px` };
};

const LazyPicture = ({ media, id, alt, class: more }: { media: Media; id: string; alt: string; class: string }) => {
  const { box, near } = useNear();
  return (
    <div class={`picture-room ${more}`} ref={box} style={roomOf(media)}>
      {near && <Picture path={contentOf(id)} alt={alt} />}
    </div>
  );
};

const ABSENT: Readonly<Record<Exclude<Media['state'], 'stored'>, readonly [icon: IconName, words: string]>> = {
  pending: ['clock', 'The file is being fetched…'],
  failed: ['alert', 'The file could not be fetched yet. It is tried again by itself.'],
  expired: ['trash', 'The file is no longer kept here.'],
  withheld: ['phones', 'The file can be seen on the phone alone.'],
  skipped: ['download', 'The file is large, and was not fetched by itself.'],
};

const FETCHED_AGAIN: ReadonlySet<Media['state']> = new Set(['failed', 'expired', 'skipped']);

/** In the place of a file that is not here. */
const Absent = ({ message, media }: { message: Message; media: Media }) => {
  if (media.state === 'stored') return null;
  const [icon, words] = ABSENT[media.state];
  const fetchAgain = () =>
    post('/api/whatsapp/messages/{messageId}/media/fetch', {
      params: { messageId: message.messageId },
      query: { chatId: message.chatId },
    });
  return (
    <div class="absent">
      <Icon name={icon} size={20} />
      <span class="grow">{words}</span>
      {FETCHED_AGAIN.has(media.state) && (
        <ActionButton icon="download" act={fetchAgain}>
          Fetch it
        </ActionButton>
      )}
    </div>
  );
};

type Here = (id: string, media: Media) => ComponentChildren;

/** The file of a message, or why it is not here. */
const fileOf = (message: Message, here: Here): ComponentChildren => {
  const { media } = message;
  if (!media) return null;
  return media.state === 'stored' && media.id !== null ? (
    here(media.id, media)
  ) : (
    <Absent message={message} media={media} />
  );
};

const lengthOf = ({ seconds }: Media): string => (seconds === null ? '' : durationText(seconds * 1000));

const played =
  (of: 'audio' | 'video', icon: IconName, label: string): Here =>
  (id, media) => (
    <div class="stack-tight">
      <FileLine icon={icon} name={label} size={media.size ?? 0} note={lengthOf(media)} />
      <Player path={contentOf(id)} of={of} label={label} />
    </div>
  );

const Caption = ({ text }: { text: string | undefined }) => (text ? <Linked text={text} /> : null);

const OnceNote = ({ once }: { once: boolean | undefined }) =>
  once ? <p class="quiet small">Can be opened once on the phone</p> : null;

const nameOfFile = (given: string | undefined, { fileName, mimetype }: Media): string =>
  given ?? fileName ?? mimetype ?? 'File';

const videoLabel = ({ gif, round }: Member<'video'>): string => (round ? 'Video note' : gif ? 'GIF' : 'Video');

const Link = ({ preview }: { preview: Member<'text'>['preview'] | undefined }) =>
  typeof preview === 'object' ? (
    <div class="quote small" dir="auto">
      <strong>{preview.title}</strong>
      {preview.description && <p>{preview.description}</p>}
    </div>
  ) : null;

type View<K extends ShownKind> = (member: Member<K>, message: Message) => ComponentChildren;

const VIEWS: { readonly [K in ShownKind]: View<K> } = {
  text: ({ body, preview }) => (
    <>
      <Link preview={preview} />
      <Linked text={body} />
    </>
  ),
  image: ({ caption, viewOnce }, message) => (
    <>
      {fileOf(message, (id, media) => (
        <LazyPicture class="" id={id} media={media} alt={caption ?? 'The picture'} />
      ))}
      <OnceNote once={viewOnce} />
      <Caption text={caption} />
    </>
  ),
  sticker: (_, message) =>
    fileOf(message, (id, media) => <LazyPicture class="sticker" id={id} media={media} alt="The sticker" />),
  video: (member, message) => (
    <>
      {fileOf(message, played('video', 'video', videoLabel(member)))}
      <OnceNote once={member.viewOnce} />
      <Caption text={member.caption} />
    </>
  ),
  audio: (_, message) => fileOf(message, played('audio', 'audio', 'Sound')),
  voice: (_, message) => fileOf(message, played('audio', 'voice', 'Voice message')),
  document: ({ fileName, caption }, message) => (
    <>
      {fileOf(message, (id, media) => (
        <div class="file">
          <FileLine icon="document" name={nameOfFile(fileName, media)} size={media.size ?? 0} />
          <Download path={contentOf(id)} name={nameOfFile(fileName, media)} />
        </div>
      ))}
      <Caption text={caption} />
    </>
  ),
  location: (place) => <Place {...place} />,
  contacts: (cards) => <Cards cards={cards.map(wordsOfCard)} />,
  poll: (poll, message) => <Votes poll={poll} message={message} />,
};

/** Names the kind of a message that this Waybill does not know, or the reason for which it is not read. */
const Reason = ({ message: { reason } }: { message: Message }) =>
  reason === null ? null : <span class="quiet small">({reason.replaceAll('_', ' ')})</span>;

/** The content of a message that was not deleted. */
export const InChat = ({ message }: { message: Message }) => {
  const { erasedAt } = message;
  if (erasedAt !== null) {
    return (
      <div class="absent">
        <Icon name="trash" size={20} />
        <span class="grow">
          What it said was erased{' '}
          <span class="quiet small">
            <Clock at={erasedAt} />
          </span>
        </span>
      </div>
    );
  }
  const empty = whyEmpty(message);
  if (empty !== null) {
    return (
      <div class="absent">
        <Icon name="info" size={20} />
        <span class="grow">
          {empty} <Reason message={message} />
        </span>
      </div>
    );
  }
  const kind = message.type as ShownKind;
  return <>{(VIEWS[kind] as View<ShownKind>)(memberOf(message, kind), message)}</>;
};
