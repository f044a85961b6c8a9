/** One draft: to whom, what it says, who asked, until when, and what to do about it. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Schema } from '../../api/client.ts';
import { KindLine, KindSign } from '../../kinds/line.tsx';
import { linkTo } from '../../router.ts';
import { Button } from '../../ui/button.tsx';
import { Ago, Clock, Countdown } from '../../ui/time.tsx';
import { chatName } from '../../words/chats.ts';
import { wordsOf } from './edited.ts';

type Job = Schema<'Job'>;

interface DraftProps {
  readonly job: Job;
  readonly by: string;
  readonly current: boolean;
  readonly busy: boolean;
  readonly editing: boolean;
  readonly take: () => void;
  readonly approve: (words?: string) => void;
  readonly edit: (on: boolean) => void;
  readonly reject: () => void;
}

const Editor = ({ job, busy, approve, edit }: Pick<DraftProps, 'job' | 'busy' | 'approve' | 'edit'>) => {
  const [words, setWords] = useState(wordsOf(job) ?? '');
  const box = useRef<HTMLTextAreaElement>(null);
  useEffect(() => box.current?.focus(), []);
  const isEmpty = job.type === 'text' && words.trim() === '';
  const press = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') edit(false);
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !isEmpty && !busy) approve(words);
  };
  return (
    <div class="stack-tight draft-editor">
      <textarea
        class="input"
        ref={box}
        aria-label="What goes out instead"
        rows={4}
        value={words}
        onInput={({ currentTarget }) => setWords(currentTarget.value)}
        onKeyDown={press}
      />
      <div class="row">
        <Button kind="primary" icon="check" disabled={isEmpty} busy={busy} onClick={() => approve(words)}>
          Approve these words
        </Button>
        <Button onClick={() => edit(false)}>Leave it as it was</Button>
        <span class="quiet small">Ctrl + Enter approves, Escape goes back</span>
      </div>
    </div>
  );
};

const Words = ({ job }: { job: Job }) =>
  job.type === 'text' ? (
    <p class="draft-words" dir="auto">
      {job.message}
    </p>
  ) : (
    <div class="row">
      <KindSign job={job} />
      <KindLine job={job} />
    </div>
  );

const About = ({ job, by }: Pick<DraftProps, 'job' | 'by'>) => (
  <p class="quiet small">
    Asked for by {by} <Ago at={job.queuedAt} />
    {job.sendAt && (
      <>
        , to be sent <Clock at={job.sendAt} />
      </>
    )}
    {job.draft && (
      <>
        . It expires <Countdown until={job.draft.decideBy} />
      </>
    )}
  </p>
);

export const Draft = ({ job, by, current, busy, editing, take, approve, edit, reject }: DraftProps) => {
  const row = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (current) row.current?.scrollIntoView({ block: 'nearest' });
  }, [current]);
  return (
    <li class="draft" ref={row} aria-current={current ? 'true' : undefined} onClick={take}>
      <div class="grow stack-tight">
        <a href={linkTo(`/jobs/${job.jobId}`)}>{chatName(job.chatId)}</a>
        {editing ? <Editor job={job} busy={busy} approve={approve} edit={edit} /> : <Words job={job} />}
        <About job={job} by={by} />
      </div>
      {!editing && (
        <div class="row">
          <Button kind="primary" icon="check" busy={busy} onClick={() => approve()}>
            Approve
          </Button>
          {wordsOf(job) !== null && (
            <Button icon="pencil" disabled={busy} onClick={() => edit(true)}>
              Edit
            </Button>
          )}
          <Button kind="danger" icon="cross" disabled={busy} onClick={reject}>
            Reject
          </Button>
        </div>
      )}
    </li>
  );
};
