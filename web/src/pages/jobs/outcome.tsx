/** The summary after an act on many jobs. */
import { linkTo } from '../../router.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { chatName, count } from '../../words/chats.ts';
import type { Outcome, Refused } from './bulk.ts';

export interface Told extends Outcome {
  /** The act as a participle: `retried`. */
  readonly word: string;
  /** Selected jobs to which the act does not apply. */
  readonly unfit: number;
}

const NAMED_MAX = 5;

const RefusedLine = ({ why, jobs }: Refused) => (
  <li>
    {count(jobs.length, 'message')} refused: {why}{' '}
    <span class="small">
      {jobs.slice(0, NAMED_MAX).map(({ jobId, chatId }, nth) => (
        <span key={jobId}>
          {nth > 0 && ', '}
          <a href={linkTo(`/jobs/${jobId}`)}>{chatName(chatId)}</a>
        </span>
      ))}
      {jobs.length > NAMED_MAX && ` and ${jobs.length - NAMED_MAX} more`}
    </span>
  </li>
);

export const OutcomeNotice = ({ told, putAway }: { told: Told | null; putAway: () => void }) => (
  <div role="status" class="job-outcome">
    {told && (
      <Notice
        tone={told.refused.length + told.left > 0 ? 'retrying' : 'completed'}
        icon={told.refused.length + told.left > 0 ? 'alert' : 'check'}
      >
        <div class="row-apart">
          <strong>
            {count(told.done, 'message')} {told.word}.
          </strong>
          <Button kind="bare" icon="cross" onClick={putAway}>
            Put away
          </Button>
        </div>
        {(told.refused.length > 0 || told.unfit > 0 || told.left > 0) && (
          <ul>
            {told.refused.map((refused) => (
              <RefusedLine key={refused.why} {...refused} />
            ))}
            {told.left > 0 && <li>{count(told.left, 'message')} not reached: try these again later.</li>}
            {told.unfit > 0 && (
              <li>
                {count(told.unfit, 'selected message')} left as before, because {told.unfit === 1 ? 'it' : 'they'}{' '}
                cannot be {told.word}.
              </li>
            )}
          </ul>
        )}
      </Notice>
    )}
  </div>
);
