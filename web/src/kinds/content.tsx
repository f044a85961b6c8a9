/** What a job says, in full: one view for each kind. */
import type { ComponentChildren } from 'preact';
import type { Schema } from '../api/shape.ts';
import { Badge } from '../ui/badge.tsx';
import { wordsOfCard } from './contacts.ts';
import './kinds.css';
import type { Kind, Shown } from './kind.ts';
import { saidBy, wordsOf, type Said } from './kinds.ts';
import { MediaView } from './media.tsx';
import { About, Cards, Place, Poll, Words } from './parts.tsx';

interface WithFile {
  readonly media: Shown<'image'>['media'];
  readonly caption?: string;
}

/** A file and the caption below it. */
const fileOf = (alt: string) => (member: WithFile) => (
  <>
    <MediaView {...member.media} alt={alt} />
    <Words text={member.caption} />
  </>
);

const VIEWS: { readonly [K in Kind]: (member: Shown<K>) => ComponentChildren } = {
  text: ({ body }) => <Words text={body} />,
  image: fileOf('The picture of the message'),
  video: fileOf('The video of the message'),
  audio: fileOf('The sound of the message'),
  voice: fileOf('The voice message'),
  sticker: fileOf('The sticker'),
  document: ({ media, fileName, caption }) => (
    <>
      <MediaView {...media} name={fileName} closed />
      <Words text={caption} />
    </>
  ),
  location: (place) => <Place {...place} />,
  contacts: (cards) => <Cards cards={cards.map(wordsOfCard)} />,
  poll: (poll) => <Poll {...poll} />,
  reaction: ({ emoji, messageId }) => (
    <>
      {emoji !== '' && <p class="emoji">{emoji}</p>}
      <About does={emoji === '' ? 'Takes its reaction back from' : 'Reacts to'} id={messageId} />
    </>
  ),
  edit: ({ text, messageId }) => (
    <>
      <Words text={text} />
      <About does="New words for" id={messageId} />
    </>
  ),
  delete: ({ messageId }) => <About does="Takes back" id={messageId} />,
  forward: ({ messageId }) => <About does="Passes on" id={messageId} />,
};

/** `message` is what people read of it, also where another message lends the words. */
export const Content = ({ job }: { job: Said & Pick<Schema<'Job'>, 'message'> }) => {
  const said = saidBy(job);
  if (said === null) return <p class="quiet">Its content was erased. What became of it stays on record.</p>;
  const { icon, word } = wordsOf(said.kind);
  const view = VIEWS[said.kind] as (member: Shown<Kind>) => ComponentChildren;
  return (
    <div class="content">
      {said.kind !== 'text' && <Badge tone="waiting" icon={icon} word={word} />}
      {view(said.member)}
      {said.kind === 'forward' && <Words text={job.message} />}
    </div>
  );
};
