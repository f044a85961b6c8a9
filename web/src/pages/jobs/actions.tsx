/** What a person can do with one message. */
import { useState } from 'preact/hooks';
import { post, remove, type Schema } from '../../api/client.ts';
import { linkTo } from '../../router.ts';
import { ActionButton, Button } from '../../ui/button.tsx';
import { Confirm } from '../../ui/dialog.tsx';
import { Icon } from '../../ui/icon.tsx';
import { tell } from '../../ui/toast.tsx';
import { chatName } from '../../words/chats.ts';
import { canCancel, canRetry, wayOutOf } from '../../words/failures.ts';

type Detail = Schema<'JobDetail'>;

const CancelButton = ({ job }: { job: Detail }) => {
  const [asking, setAsking] = useState(false);
  const cancel = async (): Promise<void> => {
    await remove('/api/whatsapp/jobs/{jobId}', { params: { jobId: job.jobId } });
    tell('The message is cancelled.');
  };
  return (
    <>
      <Button kind="danger" icon="minus" onClick={() => setAsking(true)}>
        Cancel
      </Button>
      {asking && (
        <Confirm
          title="Cancel this message?"
          verb="Cancel the message"
          danger
          act={cancel}
          close={() => setAsking(false)}
        >
          <p>It will not be sent to {chatName(job.chatId)}. It stays on record as cancelled.</p>
        </Confirm>
      )}
    </>
  );
};

const RetryButton = ({ job: { jobId } }: { job: Detail }) => {
  const retry = async (): Promise<void> => {
    await post('/api/whatsapp/jobs/{jobId}/retry', { params: { jobId } });
    tell('The message is retried.');
  };
  return (
    <ActionButton kind="primary" icon="retry" act={retry}>
      Retry
    </ActionButton>
  );
};

/** These are no message of their own that could be answered. */
const CHANGES: ReadonlySet<string> = new Set(['reaction', 'edit', 'delete']);

export const Actions = ({ job }: { job: Detail }) => (
  <>
    {job.status === 'draft' && (
      <a class="button primary" href={linkTo('/drafts')}>
        <Icon name="pencil" />
        Decide about it
      </a>
    )}
    {canRetry(job) && <RetryButton job={job} />}
    {wayOutOf(job)?.by === 'resend' && (
      <a class="button primary" href={linkTo(`/send?from=${job.jobId}`)}>
        <Icon name="send" />
        Send a new message
      </a>
    )}
    {job.completedAt && !(job.type && CHANGES.has(job.type)) && (
      <a
        class="button"
        href={linkTo(
          `/send?to=${encodeURIComponent(chatName(job.chatId))}&replyTo=${encodeURIComponent(job.messageId)}`,
        )}
      >
        <Icon name="send" />
        Reply to it
      </a>
    )}
    {canCancel(job) && <CancelButton job={job} />}
    <a class="button" href={linkTo(`/inspector?stream=job/${job.jobId}`)}>
      <Icon name="inspector" />
      Open in the inspector
    </a>
  </>
);
