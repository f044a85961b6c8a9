/** A file that was uploaded, by its id. */
import { get, type Schema } from '../api/client.ts';
import { useLive } from '../live/use-live.ts';
import type { IconName } from '../ui/icon.tsx';
import { durationText } from '../words/times.ts';
import { Download, FileLine, Picture, Player } from './files.tsx';

export const contentOf = (id: string): string => `/api/whatsapp/media/${encodeURIComponent(id)}/content`;

/** Whether a stream belongs to a file: its name has the id without `med_`. */
const isOfMedia = (stream: string, id: string): boolean =>
  stream.startsWith('media/') && stream.endsWith(id.slice('med_'.length));

const ICONS: Readonly<Record<Schema<'Media'>['kind'], IconName>> = {
  image: 'image',
  video: 'video',
  audio: 'audio',
  document: 'document',
  sticker: 'sticker',
};

const measures = ({ width, height, seconds }: Schema<'Media'>): string =>
  [
    width !== null && height !== null ? `${width} × ${height}` : '',
    seconds === null ? '' : durationText(seconds * 1000),
  ]
    .filter((part) => part !== '')
    .join(', ');

interface Props {
  readonly id: string;
  /** It may still have to be fetched. */
  readonly state?: 'pending' | 'failed' | 'stored' | 'expired';
  /** As phones name it. */
  readonly name?: string | undefined;
  /** For pictures: what stands in their place for those who do not see them. */
  readonly alt?: string;
  /** A document is not opened, whatever its bytes are. */
  readonly closed?: boolean;
}

/** A file that came in with a message and is not here. */
const NOT_HERE: Readonly<Record<Exclude<Schema<'Media'>['state'], 'stored'>, string>> = {
  pending: 'Its file is being fetched.',
  failed: 'Its file could not be fetched yet.',
  expired: 'Its file is no longer kept.',
  withheld: 'Its file can be seen on the phone alone.',
  skipped: 'Its file was not fetched, because it is large or old.',
};

const Body = ({ file, alt }: { file: Schema<'Media'>; alt: string }) => {
  const path = contentOf(file.id);
  if (file.kind === 'image' || file.kind === 'sticker') return <Picture path={path} alt={alt} />;
  if (file.kind === 'audio' || file.kind === 'video') return <Player path={path} of={file.kind} label={alt} />;
  return null;
};

const ABSENT = {
  pending: 'Its file is fetched by the first attempt.',
  failed: 'Its file could not be fetched, or cannot be sent like this.',
} as const;

export const MediaView = ({ state, ...props }: Props) =>
  state === 'pending' || state === 'failed' ? <p class="quiet">{ABSENT[state]}</p> : <Stored {...props} />;

const Stored = ({ id, name, alt = 'The picture', closed = false }: Omit<Props, 'state'>) => {
  const live = useLive(
    `media ${id}`,
    (signal) => get('/api/whatsapp/media/{id}', { params: { id }, signal }),
    ({ stream }) => isOfMedia(stream, id),
  );
  const file = live.data;
  if (!file)
    return <p class="quiet">{live.error === undefined ? 'Looking for the file…' : 'Its file is no longer kept.'}</p>;
  if (file.state !== 'stored') return <p class="quiet">{NOT_HERE[file.state]}</p>;
  const called = name ?? file.fileName ?? file.mimetype;
  return (
    <div class="stack-tight">
      {!closed && <Body file={file} alt={alt} />}
      <div class="file">
        <FileLine icon={ICONS[file.kind]} name={called} size={file.size ?? 0} note={measures(file)} />
        <Download path={contentOf(id)} name={called} />
      </div>
    </div>
  );
};
