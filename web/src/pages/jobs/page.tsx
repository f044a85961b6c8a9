/** `/jobs`: every message and what became of it. `/jobs/ID`: the waybill of one. */
import { useRef } from 'preact/hooks';
import { get } from '../../api/client.ts';
import { about, useLive } from '../../live/use-live.ts';
import { query } from '../../router.ts';
import type { PageProps } from '../../routes.ts';
import { Empty, Skeleton, Trouble } from '../../ui/notice.tsx';
import { Page as Frame } from '../../ui/page.tsx';
import { currentFilter } from './filter.ts';
import { Filters } from './filters.tsx';
import './jobs.css';
import { JobList } from './list.tsx';
import { type Place, UnreadableNumber, useJobs } from './use-jobs.ts';
import { Waybill } from './waybill.tsx';

const Nothing = ({ filtered }: { filtered: boolean }) =>
  filtered ? (
    <Empty icon="search" title="No message fits">
      <p>Widen the search, or look among all of them.</p>
    </Empty>
  ) : (
    <Empty icon="envelope" title="No message yet">
      <p>
        <a href="/send">Send the first one</a>, and watch it go.
      </p>
    </Empty>
  );

const List = ({ place }: { place: Place }) => {
  const filter = currentFilter();
  const jobs = useJobs(filter, place);
  const status = useLive('status', (signal) => get('/api/whatsapp/status', { signal }), about('job.'));
  const { listed, error } = jobs;
  const search = query.value.size > 0 ? `?${query.value.toString()}` : '';
  return (
    <Frame title="Jobs" lead="Every message, newest first. Open one to see its waybill.">
      <Filters
        filter={filter}
        counts={status.data?.queue}
        numberError={error instanceof UnreadableNumber ? error.message : null}
      />
      <section class="card job-card" aria-label="Jobs">
        {listed === undefined && error === undefined && (
          <div class="card-body">
            <Skeleton lines={8} />
          </div>
        )}
        {listed === undefined && error !== undefined && (
          <div class="card-body">
            <Trouble error={error} retry={jobs.reload} />
          </div>
        )}
        {listed?.items.length === 0 && <Nothing filtered={Object.keys(filter).length > 0} />}
        {listed && listed.items.length > 0 && (
          <JobList
            key={JSON.stringify(filter)}
            listed={listed}
            search={search}
            place={place}
            more={jobs.more}
            inView={jobs.inView}
          />
        )}
      </section>
    </Frame>
  );
};

export const Page = ({ id }: PageProps) => {
  const place = useRef<Place>({ key: '', listed: undefined, top: 0 });
  return id === undefined ? <List place={place.current} /> : <Waybill key={id} jobId={id} />;
};
