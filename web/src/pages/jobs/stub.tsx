/** The stub of the waybill: a summary of the whole. */
import { Fragment } from 'preact';
import type { Schema } from '../../api/client.ts';
import { Icon } from '../../ui/icon.tsx';
import { Clock } from '../../ui/time.tsx';
import { usePeople } from '../overview/use-people.ts';
import { JOB_LOOKS } from '../../ui/tone.ts';
import type { Stop } from '../../waybill/stop.ts';
import { chatName } from '../../words/chats.ts';
import { PRIORITY_WORDS } from '../../words/priorities.ts';
import { durationText } from '../../words/times.ts';
import { tookMs } from './stops.ts';

type Detail = Schema<'JobDetail'>;

const ENDED: ReadonlySet<Detail['status']> = new Set(['completed', 'failed', 'cancelled']);

/** How far the message has come on the other side: a sign and a word. */
const receiptOf = ({ playedAt, readAt, deliveredAt, completedAt, status }: Detail): readonly [string, string] => {
  if (playedAt) return ['✓✓', 'Played'];
  if (readAt) return ['✓✓', 'Read'];
  if (deliveredAt) return ['✓✓', 'Delivered, not read yet'];
  if (completedAt) return ['✓', 'Sent, not delivered yet'];
  return ['–', status === 'failed' || status === 'cancelled' ? 'None' : 'None yet'];
};

const Ticks = ({ job }: { job: Detail }) => {
  const [mark, word] = receiptOf(job);
  return (
    <span class={`ticks ${job.readAt ? 'read' : ''}`}>
      <span aria-hidden="true">{mark}</span> {word}
    </span>
  );
};

/** The mark across the stub: how the message stands, and since when. */
const Postmark = ({ job, at }: { job: Detail; at: string }) => (
  <p class={`postmark tone-${job.status}`}>
    <Icon name={JOB_LOOKS[job.status].icon} size={20} />
    <strong>{JOB_LOOKS[job.status].word}</strong>
    <Clock at={at} />
  </p>
);

/** What the caller wrote beside the message. */
const Own = ({ job: { chatId, to, replyTo, mentions, clientRef, metadata } }: { job: Detail }) => {
  const mentioned = mentions === 'all' ? 'everyone' : mentions.map(chatName).join(', ');
  const rows = [
    ['Written as', to === chatName(chatId) ? null : to],
    ['Answers', replyTo],
    ['Mentions', mentioned],
    ['Your reference', clientRef],
    ...Object.entries(metadata ?? {}),
  ].filter((row): row is [string, string] => Boolean(row[1]));
  if (rows.length === 0) return null;
  return (
    <dl class="facts waybill-ids">
      {rows.map(([name, value], nth) => (
        <Fragment key={nth}>
          <dt>{name}</dt>
          <dd class={name === 'Answers' ? 'mono small' : undefined}>{value}</dd>
        </Fragment>
      ))}
    </dl>
  );
};

/** Who asked for a draft, and who decided about it. */
const Decided = ({ job: { draft, cancelled } }: { job: Detail }) => {
  const people = usePeople();
  const nameOf = (id: string): string => people.get(id) ?? id;
  const rows = [
    ['Drafted by', draft && nameOf(draft.by)],
    ['Approved by', draft?.approvedBy && nameOf(draft.approvedBy)],
    ['Cancelled by', cancelled && nameOf(cancelled.by)],
    ['Reason', cancelled?.reason],
  ].filter((row): row is [string, string] => Boolean(row[1]));
  return (
    <>
      {rows.map(([name, value]) => (
        <Fragment key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </Fragment>
      ))}
    </>
  );
};

export const Stub = ({ job, stops }: { job: Detail; stops: readonly Stop[] }) => (
  <aside class="waybill-stub" aria-label="In short">
    <Postmark job={job} at={stops.at(-1)?.at ?? job.queuedAt} />
    <dl class="facts">
      <dt>Receipt</dt>
      <dd>
        <Ticks job={job} />
      </dd>
      {job.dismissed && (
        <>
          <dt>Retry queue</dt>
          <dd>Dismissed</dd>
        </>
      )}
      <dt>Attempts</dt>
      <dd class="number">
        {job.attempts}
        {job.attemptsLeft > 0 && `, ${job.attemptsLeft} left`}
      </dd>
      {ENDED.has(job.status) && (
        <>
          <dt>Took</dt>
          <dd>{durationText(tookMs(stops))}</dd>
        </>
      )}
      <dt>Priority</dt>
      <dd>{PRIORITY_WORDS[job.priority]}</dd>
      <dt>Queued</dt>
      <dd>
        <Clock at={job.queuedAt} />
      </dd>
      {job.expiresAt && (
        <>
          <dt>Not after</dt>
          <dd>
            <Clock at={job.expiresAt} />
          </dd>
        </>
      )}
      {(job.draft ?? job.cancelled) && <Decided job={job} />}
      <dt>Session</dt>
      <dd>{job.session}</dd>
    </dl>
    <Own job={job} />
    <dl class="facts waybill-ids">
      <dt>Job id</dt>
      <dd class="mono small">{job.jobId}</dd>
      <dt>Message id</dt>
      <dd class="mono small">{job.messageId}</dd>
    </dl>
  </aside>
);
