/** The bar that stays above the rows: the selection, its actions, and the export. */
import { useState } from 'preact/hooks';
import { post, remove } from '../../api/client.ts';
import { Button } from '../../ui/button.tsx';
import { Confirm } from '../../ui/dialog.tsx';
import { tellProblem } from '../../ui/toast.tsx';
import { count } from '../../words/chats.ts';
import { canCancel, canRetry } from '../../words/failures.ts';
import { actOnEach } from './bulk.ts';
import { ExportButton } from './export-button.tsx';
import type { Filter } from './filter.ts';
import type { Job } from './job.ts';
import { OutcomeNotice, type Told } from './outcome.tsx';
import type { Selection } from './selection.ts';

const retry = ({ jobId }: Job) => post('/api/whatsapp/jobs/{jobId}/retry', { params: { jobId } });
const cancel = ({ jobId }: Job) => remove('/api/whatsapp/jobs/{jobId}', { params: { jobId } });

interface Acts {
  readonly progress: string | null;
  readonly told: Told | null;
  readonly putAway: () => void;
  readonly retry: (jobs: readonly Job[]) => Promise<void>;
  readonly cancel: (jobs: readonly Job[]) => Promise<void>;
}

const useActs = ({ jobs: selected, selectAll }: Selection): Acts => {
  const [progress, setProgress] = useState<string | null>(null);
  const [told, setTold] = useState<Told | null>(null);
  const act = async (word: string, jobs: readonly Job[], one: (job: Job) => Promise<unknown>): Promise<void> => {
    setTold(null);
    setProgress(`0 of ${jobs.length.toLocaleString('en')}`);
    try {
      const outcome = await actOnEach(jobs, one, (asked) =>
        setProgress(`${asked.toLocaleString('en')} of ${jobs.length.toLocaleString('en')}`),
      );
      setTold({ word, ...outcome, unfit: selected.length - jobs.length });
      selectAll(false);
    } finally {
      setProgress(null);
    }
  };
  return {
    progress,
    told,
    putAway: () => setTold(null),
    retry: (jobs) => act('retried', jobs, retry),
    cancel: (jobs) => act('cancelled', jobs, cancel),
  };
};

interface AllProps {
  readonly selection: Selection;
  readonly loaded: number;
  readonly complete: boolean;
}

const SelectAll = ({ selection, loaded, complete }: AllProps) => {
  const amount = selection.jobs.length;
  const shown = loaded.toLocaleString('en');
  return (
    <label class="job-all">
      <input
        type="checkbox"
        checked={amount > 0 && amount === loaded}
        indeterminate={amount > 0 && amount < loaded}
        onChange={({ currentTarget }) => selection.selectAll(currentTarget.checked)}
      />
      <span class="nowrap">
        {amount > 0
          ? `${amount.toLocaleString('en')} selected`
          : complete
            ? `Select all ${shown}`
            : `Select the ${shown} shown`}
      </span>
    </label>
  );
};

const SelectedActs = ({ jobs, acts }: { jobs: readonly Job[]; acts: Acts }) => {
  const [asking, setAsking] = useState(false);
  const [retryable, cancellable] = [jobs.filter(canRetry), jobs.filter(canCancel)];
  const busy = acts.progress !== null;
  if (retryable.length + cancellable.length === 0) {
    return <span class="quiet small">These can be neither retried nor cancelled.</span>;
  }
  return (
    <>
      {retryable.length > 0 && (
        <Button icon="retry" busy={busy} onClick={() => void acts.retry(retryable).catch(tellProblem)}>
          Retry {retryable.length.toLocaleString('en')}
        </Button>
      )}
      {cancellable.length > 0 && (
        <Button kind="danger" icon="minus" disabled={busy} onClick={() => setAsking(true)}>
          Cancel {cancellable.length.toLocaleString('en')}…
        </Button>
      )}
      {asking && (
        <Confirm
          title={`Cancel ${count(cancellable.length, 'message')}?`}
          verb={`Cancel ${count(cancellable.length, 'message')}`}
          danger
          act={() => acts.cancel(cancellable)}
          close={() => setAsking(false)}
        >
          <p>They will not be sent. They stay on record as cancelled.</p>
        </Confirm>
      )}
    </>
  );
};

interface BarProps extends AllProps {
  readonly filter: Filter;
}

export const BulkBar = ({ filter, ...all }: BarProps) => {
  const acts = useActs(all.selection);
  const { jobs } = all.selection;
  return (
    <div class="job-top">
      {/* With no rows there is nothing to select or export. */}
      <div
        hidden={all.loaded === 0 && acts.progress === null}
        class={`job-bar ${jobs.length > 0 ? 'selecting' : ''}`}
        role="group"
        aria-label="With the selected jobs"
      >
        <SelectAll {...all} />
        {jobs.length > 0 && <SelectedActs jobs={jobs} acts={acts} />}
        <span class="quiet small number" role="status">
          {acts.progress}
        </span>
        {jobs.length === 0 && <ExportButton filter={filter} />}
      </div>
      <OutcomeNotice told={acts.told} putAway={acts.putAway} />
    </div>
  );
};
