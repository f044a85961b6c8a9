/** Files as pages show them: pictures at once, sounds and videos when they are asked for, everything else by its name. */
import { useState } from 'preact/hooks';
import { fileAt, useFile } from '../api/use-file.ts';
import { ActionButton, Button } from '../ui/button.tsx';
import { download } from '../ui/download.ts';
import { Icon, type IconName } from '../ui/icon.tsx';
import { sizeText } from '../words/sizes.ts';

const isPicture = (type: string): boolean => type.startsWith('image/');

interface PictureProps {
  readonly path: string;
  readonly alt: string;
  readonly class?: string;
}

export const Picture = ({ path, alt, class: more = 'picture' }: PictureProps) => {
  const file = useFile(path);
  if (file && isPicture(file.type)) return <img class={more} src={file.url} alt={alt} />;
  return file === undefined ? (
    <span class={`${more} skeleton`} aria-hidden="true" />
  ) : (
    <p class="quiet small">The picture cannot be shown here.</p>
  );
};

/** A picture in a row of a list, or the icon of its kind. */
export const Thumbnail = ({ path, icon }: { path: string | null; icon: IconName }) => {
  const file = useFile(path);
  return (
    <span class="thumbnail" aria-hidden="true">
      {file && isPicture(file.type) ? <img src={file.url} alt="" /> : <Icon name={icon} />}
    </span>
  );
};

interface PlayerProps {
  readonly path: string;
  readonly of: 'audio' | 'video';
  readonly label: string;
}

/** Nothing is fetched before it is asked for: a video may have many megabytes. */
export const Player = ({ path, of, label }: PlayerProps) => {
  const [asked, setAsked] = useState(false);
  const file = useFile(asked ? path : null);
  const Element = of;
  if (file) return <Element class={`player ${of}`} src={file.url} controls aria-label={label} />;
  if (file === null) return <p class="quiet small">The file cannot be played here.</p>;
  return (
    <div>
      <Button icon="play" busy={asked} onClick={() => setAsked(true)}>
        Play
      </Button>
    </div>
  );
};

interface FileProps {
  readonly icon: IconName;
  readonly name: string;
  readonly size: number;
  readonly note?: string;
}

/** The name and the measures of a file, without its bytes. */
export const FileLine = ({ icon, name, size, note = '' }: FileProps) => (
  <span class="file-line">
    <Icon name={icon} size={20} />
    <span class="grow">
      <span class="file-name">{name}</span>
      <span class="quiet small number">{[sizeText(size), note].filter((part) => part !== '').join(', ')}</span>
    </span>
  </span>
);

export const Download = ({ path, name }: { path: string; name: string }) => (
  <ActionButton icon="download" label={`Download ${name}`} act={async () => download(await fileAt(path), name)}>
    Download
  </ActionButton>
);
