/** What a job says, in one line of a list. */
import type { Schema } from '../api/shape.ts';
import { Thumbnail } from './files.tsx';
import './kinds.css';
import type { Shown } from './kind.ts';
import { lineOfJob, saidBy, type Said } from './kinds.ts';
import { contentOf } from './media.tsx';

type Job = Said & Pick<Schema<'Job'>, 'message'>;

/** The picture itself, for a kind that is one. */
const pictureOf = (job: Job): string | null => {
  const said = saidBy(job);
  if (said?.kind !== 'image' && said?.kind !== 'sticker') return null;
  const { id, state } = (said.member as Shown<'image'>).media;
  return state === 'pending' || state === 'failed' ? null : contentOf(id);
};

/** A text has none: its words say what it is. */
export const KindSign = ({ job }: { job: Job }) => {
  const { kind, icon } = lineOfJob(job);
  return kind === null || kind === 'text' ? null : <Thumbnail path={pictureOf(job)} icon={icon} />;
};

export const KindLine = ({ job, class: more = '' }: { job: Job; class?: string }) => {
  const { kind, word, text } = lineOfJob(job);
  const named = kind !== null && kind !== 'text' && text !== word;
  return (
    <span class={`${more} ellipsis`} dir="auto">
      {named && <span class="quiet">{word}: </span>}
      {text}
    </span>
  );
};
