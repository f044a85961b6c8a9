/** Drafts: messages that wait for somebody who lets them go out, decided with one key each. */
import { useState } from 'preact/hooks';
import { get, post, type Schema } from '../../api/client.ts';
import { about, useLive } from '../../live/use-live.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { Empty } from '../../ui/notice.tsx';
import { Page as Frame } from '../../ui/page.tsx';
import { tell, tellProblem } from '../../ui/toast.tsx';
import { chatName } from '../../words/chats.ts';
import { usePeople } from '../overview/use-people.ts';
import { Draft } from './draft.tsx';
import './drafts.css';
import { withWords, wordsOf } from './edited.ts';
import { type Key, KEYS, useKeys } from './keys.ts';
import { Reject } from './reject.tsx';

type Job = Schema<'Job'>;

const PAGE = 50;
const LIMIT_MAX = 500;

const Legend = () => (
  <ul class="draft-keys" aria-label="Keys">
    {KEYS.map(([key, word]) => (
      <li key={key}>
        <kbd>{key}</kbd> {word}
      </li>
    ))}
  </ul>
);

/** What a person is doing with one of the drafts. */
interface Doing {
  readonly jobId: string;
  readonly what: 'editing' | 'rejecting' | 'approving';
}

const List = ({ jobs }: { jobs: readonly Job[] }) => {
  const people = usePeople();
  const [at, setAt] = useState<{ jobId: string; index: number }>({ jobId: '', index: 0 });
  const [doing, setDoing] = useState<Doing | null>(null);
  const found = jobs.findIndex(({ jobId }) => jobId === at.jobId);
  // A draft that was decided leaves its place to the next one.
  const index = found >= 0 ? found : Math.min(at.index, jobs.length - 1);
  const current = jobs[index];
  const now = jobs.some(({ jobId }) => jobId === doing?.jobId) ? doing : null;

  const take = (next: number): void => {
    const job = jobs[next];
    if (job) setAt({ jobId: job.jobId, index: next });
  };
  const approve = async (job: Job, words?: string): Promise<void> => {
    setDoing({ jobId: job.jobId, what: 'approving' });
    try {
      const body = words === undefined ? {} : withWords(job, words);
      await post('/api/whatsapp/jobs/{jobId}/approve', { params: { jobId: job.jobId }, body });
      tell(`The message to ${chatName(job.chatId)} is approved.`);
    } catch (thrown) {
      setDoing(null);
      tellProblem(thrown);
    }
  };
  const press = (key: Key): void => {
    if (key === 'j') return take(index + 1);
    if (key === 'k') return take(index - 1);
    if (!current || now?.what === 'approving') return;
    const { jobId } = current;
    if (key === 'a') void approve(current);
    else if (key === 'r') setDoing({ jobId, what: 'rejecting' });
    else if (wordsOf(current) !== null) setDoing({ jobId, what: 'editing' });
  };
  useKeys(press);

  const rejecting = now?.what === 'rejecting' ? jobs.find(({ jobId }) => jobId === now.jobId) : undefined;
  return (
    <>
      <ul class="drafts">
        {jobs.map((job, nth) => {
          const own = now?.jobId === job.jobId ? now.what : null;
          return (
            <Draft
              key={job.jobId}
              job={job}
              by={people.get(job.draft?.by ?? '') ?? job.draft?.by ?? 'somebody'}
              current={nth === index}
              busy={own === 'approving'}
              editing={own === 'editing'}
              take={() => take(nth)}
              approve={(words) => void approve(job, words)}
              edit={(on) => setDoing(on ? { jobId: job.jobId, what: 'editing' } : null)}
              reject={() => setDoing({ jobId: job.jobId, what: 'rejecting' })}
            />
          );
        })}
      </ul>
      {rejecting && <Reject job={rejecting} close={() => setDoing(null)} />}
    </>
  );
};

export const Page = () => {
  const [limit, setLimit] = useState(PAGE);
  const drafts = useLive(
    `drafts ${limit}`,
    (signal) => get('/api/whatsapp/jobs', { query: { status: 'draft', limit }, signal }),
    about('job.drafted', 'job.approved', 'job.rejected', 'job.expired', 'job.cancelled', 'job.edited'),
  );
  return (
    <Frame title="Drafts" lead="Messages that go out once somebody has approved them.">
      <Card title="Waiting for approval" actions={<Legend />} flush>
        <Loaded live={drafts} lines={6}>
          {({ items, nextCursor }) =>
            items.length === 0 ? (
              <Empty icon="check" title="No draft waits for you">
                <p>
                  A message comes here when a key may draft it and may not send it. Nothing of it goes out by itself.
                </p>
              </Empty>
            ) : (
              <>
                <List jobs={items} />
                {nextCursor && limit < LIMIT_MAX && (
                  <div class="drafts-more">
                    <Button onClick={() => setLimit(Math.min(limit * 4, LIMIT_MAX))}>Show more</Button>
                  </div>
                )}
              </>
            )
          }
        </Loaded>
      </Card>
    </Frame>
  );
};
