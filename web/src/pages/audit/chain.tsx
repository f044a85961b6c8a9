/** The head of the chain, and the proof that nothing before it was changed. */
import { useState } from 'preact/hooks';
import { get, request, type Schema } from '../../api/client.ts';
import { problemOf } from '../../api/problem.ts';
import { useLive } from '../../live/use-live.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Bar } from '../../ui/bar.tsx';
import { Code } from '../../ui/code.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Ago } from '../../ui/time.tsx';
import { tellProblem } from '../../ui/toast.tsx';
import { count } from '../../words/chats.ts';
import { type Event, events } from './events.ts';

type Audit = Schema<'Audit'>;

interface Progress {
  readonly step: 'chain' | 'streams' | 'projections' | 'media';
  readonly position: number;
  readonly head: number;
}

const STEPS = ['chain', 'streams', 'projections', 'media'] as const;
const STEP_WORDS: Readonly<Record<Progress['step'], string>> = {
  chain: 'Following the chain from hash to hash',
  streams: 'Holding every history against its machine',
  projections: 'Rebuilding every table and comparing it',
  media: 'Reading every file of media',
};

/** Each step goes over the whole of the log. */
const percentOf = ({ step, position, head }: Progress): number =>
  Math.round(((STEPS.indexOf(step) + (head === 0 ? 1 : position / head)) / STEPS.length) * 100);

/** Calls with each step of the way; returns the result. */
const verify = async (progress: (now: Progress) => void): Promise<Audit> => {
  const answer = await request('post', '/api/audit/verify', { headers: { Accept: 'text/event-stream' } });
  if (!answer.ok || !answer.body) throw await problemOf(answer);
  let last: Event | null = null;
  for await (const event of events(answer.body)) {
    last = event;
    if (event.name === 'progress') progress(JSON.parse(event.data) as Progress);
  }
  if (last?.name !== 'done') throw new Error('Waybill stopped in the middle of the check. Start it again.');
  return JSON.parse(last.data) as Audit;
};

const Verdict = ({ audit }: { audit: Audit }) => {
  if (audit.verifiedAt === null) {
    return <Notice tone="waiting">Not checked since Waybill started.</Notice>;
  }
  return audit.ok ? (
    <Notice tone="completed" icon="check">
      Everything is as it was written, and every table agrees with it. Checked <Ago at={audit.verifiedAt} />.
    </Notice>
  ) : (
    <Notice tone="failed" icon="alert">
      <p>Something does not fit: {audit.problem}</p>
      <p>Stop Waybill, keep a copy of the file, and restore the last backup.</p>
    </Notice>
  );
};

const Check = ({ audit }: { audit: Audit }) => {
  const [progress, setProgress] = useState<Progress | null>(null);
  const [result, setResult] = useState<Audit | null>(null);
  const run = (): void => {
    setProgress({ step: 'chain', position: 0, head: audit.events });
    void verify(setProgress)
      .then(setResult)
      .catch(tellProblem)
      .finally(() => setProgress(null));
  };
  return (
    <>
      <div role="status" class="check">
        {progress ? (
          <div class="stack-tight">
            <p>{STEP_WORDS[progress.step]}…</p>
            <Bar percent={percentOf(progress)} label="How far the check is" />
            <p class="quiet small number">
              {progress.position.toLocaleString('en')} of {count(progress.head, 'fact')}
            </p>
          </div>
        ) : (
          <Verdict audit={result ?? audit} />
        )}
      </div>
      <div>
        <Button kind="primary" icon="audit" busy={progress !== null} onClick={run}>
          Verify the chain
        </Button>
      </div>
    </>
  );
};

export const Chain = () => {
  const live = useLive(
    'audit',
    (signal) => get('/api/audit', { signal }),
    () => true,
  );
  return (
    <Card title="The chain">
      <Loaded live={live}>
        {(audit) => (
          <div class="stack">
            <p class="chain-lead">
              <strong class="chain-count number">{audit.events.toLocaleString('en')}</strong> facts, each with the hash
              of the one before it. Keep this head elsewhere, and nobody can change what led to it unseen.
            </p>
            <Code text={audit.head.hash} label={`The hash of fact ${audit.head.position.toLocaleString('en')}`} />
            <Check audit={audit} />
          </div>
        )}
      </Loaded>
    </Card>
  );
};
