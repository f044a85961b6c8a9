/** `/jobs`: every message and what became of it. `/jobs/ID`: the waybill of one. */
import { useRef } from 'preact/hooks';
import { get } from '../../api/client.ts';
import { about, useLive } from '../../live/use-live.ts';
import { linkTo, query } from '../../router.ts';
import type { PageProps } from '../../routes.ts';
import { Empty, Skeleton, Trouble } from '../../ui/notice.tsx';
import { Page as Frame } from '../../ui/page.tsx';
import { BulkBar } from './bulk-bar.tsx';
import { currentFilter, type Filter } from './filter.ts';
import { Filters } from './filters.tsx';
import './jobs.css';
import { JobList } from './list.tsx';
import { UnreadableNumber } from './query.ts';
import { useSelection } from './selection.ts';
import { type Jobs, type Place, useJobs } from './use-jobs.ts';
import { Waybill } from './waybill.tsx';

const Nothing = ({ filtered }: { filtered: boolean }) =>
  filtered ? (
    <Empty icon="search" title="No message fits">
      <p>Widen the search, or look among all of them.</p>
    </Empty>
  ) : (
    <Empty icon="envelope" title="No message yet">
      <p>
        <a href={linkTo('/send')}>Send the first one</a>, and watch it go.
      </p>
    </Empty>
  );

interface FoundProps {
  readonly jobs: Jobs;
  readonly filter: Filter;
  readonly place: Place;
}

const Found = ({ jobs: { listed, error, reload, more, inView }, filter, place }: FoundProps) => {
  const key = JSON.stringify(filter);
  const selection = useSelection(listed?.items ?? [], key, place.selected);
  if (listed === undefined) {
    return (
      <div class="card-body">
        {error === undefined ? <Skeleton lines={8} /> : <Trouble error={error} retry={reload} />}
      </div>
    );
  }
  const search = query.value.size > 0 ? `?${query.value.toString()}` : '';
  return (
    <>
      <BulkBar
        filter={filter}
        selection={selection}
        loaded={listed.items.length}
        complete={listed.nextCursor === null}
      />
      {listed.items.length === 0 ? (
        <Nothing filtered={key !== '{}'} />
      ) : (
        <JobList
          key={key}
          listed={listed}
          search={search}
          place={place}
          selection={selection}
          more={more}
          inView={inView}
        />
      )}
    </>
  );
};

const List = ({ place }: { place: Place }) => {
  const filter = currentFilter();
  const jobs = useJobs(filter, place);
  const status = useLive('status', (signal) => get('/api/whatsapp/status', { signal }), about('job.'));
  return (
    <Frame title="Jobs" lead="Every message, newest first. Open one to see its waybill.">
      <Filters
        filter={filter}
        counts={status.data?.queue}
        numberError={jobs.error instanceof UnreadableNumber ? jobs.error.message : null}
      />
      <section class="card job-card" aria-label="Jobs">
        <Found jobs={jobs} filter={filter} place={place} />
      </section>
    </Frame>
  );
};

export const Page = ({ id }: PageProps) => {
  const place = useRef<Place>({ key: '', listed: undefined, top: 0, selected: { key: '', ids: new Set() } });
  return id === undefined ? <List place={place.current} /> : <Waybill key={id} jobId={id} />;
};
