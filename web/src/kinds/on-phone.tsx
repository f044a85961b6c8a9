/** What a phone of the sandbox shows of a message: one view for each kind that it reads. */
import type { ComponentChildren } from 'preact';
import type { Schema } from '../api/shape.ts';
import type { IconName } from '../ui/icon.tsx';
import { durationText } from '../words/times.ts';
import { wordsOfVcard } from './contacts.ts';
import { Download, FileLine, Picture, Player } from './files.tsx';
import './kinds.css';
import { Cards, Place, Poll } from './parts.tsx';

type Details = Schema<'SandboxDetails'>;
type DetailsOf<T extends Details['type']> = Extract<Details, { type: T }>;
type Media = DetailsOf<'image'>['media'];

interface Where {
  /** The path of the file's bytes; null until the phone has it whole. */
  readonly path: string | null;
  /** What became of the file. */
  readonly trouble: string | null;
}

const Caption = ({ text }: { text: string | null }) => (text === null ? null : <p dir="auto">{text}</p>);

const LinkCard = ({ url, title, description, thumbnail }: NonNullable<DetailsOf<'text'>['preview']>) => (
  <div class="quote small">
    {thumbnail !== undefined && <img class="link-picture" src={`data:image/jpeg;base64,${thumbnail}`} alt="" />}
    {title !== null && <strong dir="auto">{title}</strong>}
    {description !== null && <p dir="auto">{description}</p>}
    <p class="quiet">{url}</p>
  </div>
);

/** The picture that came with the message, until there is the file. */
const Preview = ({ media: { thumbnail } }: { media: Media }) =>
  thumbnail === null ? null : <img class="picture" src={`data:image/jpeg;base64,${thumbnail}`} alt="" />;

const PictureOf = ({ media, alt, path, trouble }: Where & { media: Media; alt: string }) => (
  <>
    {path === null ? <Preview media={media} /> : <Picture path={path} alt={alt} />}
    {trouble !== null && <p class="quiet small">{trouble}</p>}
  </>
);

interface PlayedProps extends Where {
  readonly media: Media;
  readonly of: 'audio' | 'video';
  readonly icon: IconName;
  readonly label: string;
}

const Played = ({ media, of, icon, label, path, trouble }: PlayedProps) => (
  <div class="stack-tight">
    {of === 'video' && <Preview media={media} />}
    <FileLine
      icon={icon}
      name={label}
      size={media.size}
      note={media.seconds === null ? '' : durationText(media.seconds * 1000)}
    />
    {path !== null && <Player path={path} of={of} label={label} />}
    {trouble !== null && <p class="quiet small">{trouble}</p>}
  </div>
);

const videoLabel = ({ gif, note }: DetailsOf<'video'>): string => (note ? 'Video note' : gif ? 'GIF' : 'Video');

const VIEWS: { readonly [T in Details['type']]: (details: DetailsOf<T>, where: Where) => ComponentChildren } = {
  text: ({ body, preview }) => (
    <>
      <p dir="auto">{body}</p>
      {preview && <LinkCard {...preview} />}
    </>
  ),
  image: ({ media, caption }, where) => (
    <>
      <PictureOf media={media} alt={caption ?? 'The picture'} {...where} />
      <Caption text={caption} />
    </>
  ),
  sticker: ({ media }, where) => <PictureOf media={media} alt="The sticker" {...where} />,
  video: (details, where) => (
    <>
      <Played media={details.media} of="video" icon="video" label={videoLabel(details)} {...where} />
      <Caption text={details.caption} />
    </>
  ),
  audio: ({ media }, where) => <Played media={media} of="audio" icon="audio" label="Sound" {...where} />,
  voice: ({ media }, where) => <Played media={media} of="audio" icon="voice" label="Voice message" {...where} />,
  document: ({ fileName, caption, media }, { path, trouble }) => (
    <>
      <div class="file">
        <FileLine icon="document" name={fileName} size={media.size} note={trouble ?? ''} />
        {path !== null && <Download path={path} name={fileName} />}
      </div>
      <Caption text={caption} />
    </>
  ),
  location: (place) => <Place {...place} />,
  contacts: ({ contacts }) => <Cards cards={contacts.map(({ name, vcard }) => ({ ...wordsOfVcard(vcard), name }))} />,
  poll: (poll) => <Poll {...poll} />,
  reaction: ({ emoji }) => <p>{emoji}</p>,
  edit: ({ content }, where) => viewOf(content, where),
  delete: () => <p class="quiet">Deleted</p>,
  vote: ({ options }) => <p>{options.join(', ') || 'Vote taken back'}</p>,
  timer: ({ seconds }) => (
    <p class="quiet">{seconds === 0 ? 'Messages stay' : `Messages disappear after ${durationText(seconds * 1000)}`}</p>
  ),
  unknown: ({ name }) => <p class="quiet">This phone cannot show a message of the kind {name}.</p>,
};

/** A message of any kind, as a phone shows it. */
export const viewOf = (details: Details, where: Where): ComponentChildren =>
  (VIEWS[details.type] as ((details: Details, where: Where) => ComponentChildren) | undefined)?.(details, where);

interface Props {
  readonly number: string;
  readonly bubble: Schema<'SandboxBubble'>;
}

const whereOf = ({ number, bubble: { messageId, file } }: Props): Where => {
  if (file === null) return { path: null, trouble: null };
  if (file.state === 'broken') return { path: null, trouble: `The phone could not open it: ${file.problem}` };
  const path = `/api/sandbox/phones/${number}/messages/${encodeURIComponent(messageId)}/file`;
  return file.state === 'whole' ? { path, trouble: null } : { path: null, trouble: 'On its way to the phone' };
};

/** The content of a bubble. A message that was deleted has none. */
export const OnPhone = (props: Props) => {
  const { details, text } = props.bubble;
  if (props.bubble.deleted) return <p class="quiet">This message was deleted.</p>;
  return <>{details === null ? <p dir="auto">{text}</p> : viewOf(details, whereOf(props))}</>;
};
