/** A state as a word with its shape and colour. */
import { Icon } from './icon.tsx';
import { SESSION_LOOKS, type SessionState } from './look.ts';
import { JOB_LOOKS, type JobStatus, type Look, QUEUE_LOOKS, type QueueState } from './tone.ts';

export const Badge = ({ tone, icon, word }: Look) => (
  <span class={`badge tone-${tone}`}>
    <Icon name={icon} size={12} />
    {word}
  </span>
);

export const JobBadge = ({ status }: { status: JobStatus }) => <Badge {...JOB_LOOKS[status]} />;
export const SessionBadge = ({ state }: { state: SessionState }) => <Badge {...SESSION_LOOKS[state]} />;
export const QueueBadge = ({ state }: { state: QueueState }) => <Badge {...QUEUE_LOOKS[state]} />;
