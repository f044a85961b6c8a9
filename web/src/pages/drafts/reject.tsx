/** Asks before a draft is rejected, and for a reason. */
import { useState } from 'preact/hooks';
import { post, type Schema } from '../../api/client.ts';
import { Confirm } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { tell } from '../../ui/toast.tsx';
import { chatName } from '../../words/chats.ts';

const REASON_MAX = 500;

export const Reject = ({ job, close }: { job: Schema<'Job'>; close: () => void }) => {
  const [reason, setReason] = useState('');
  const act = async (): Promise<void> => {
    const body = reason.trim() === '' ? {} : { reason: reason.trim() };
    await post('/api/whatsapp/jobs/{jobId}/reject', { params: { jobId: job.jobId }, body });
    tell(`The draft to ${chatName(job.chatId)} is rejected.`);
  };
  return (
    <Confirm
      title={`Reject the draft to ${chatName(job.chatId)}?`}
      verb="Reject the draft"
      danger
      act={act}
      close={close}
    >
      <p>It ends as cancelled and cannot be brought back.</p>
      <Field label="Reason" hint="Optional. The client that asked for the message can read it.">
        {(props) => (
          <input
            {...props}
            maxLength={REASON_MAX}
            value={reason}
            onInput={({ currentTarget }) => setReason(currentTarget.value)}
          />
        )}
      </Field>
    </Confirm>
  );
};
