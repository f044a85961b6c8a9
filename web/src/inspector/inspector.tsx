/** The inspector: the machines, their facts and their conversation at one moment, and a way through time. */
import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { loggedIn } from '../api/session.ts';
import { Login } from '../pages/login/login.tsx';
import { DEFAULT_SESSION } from '../place.ts';
import { linkTo } from '../router.ts';
import { ThemeChoice } from '../shell/account.tsx';
import { Icon } from '../ui/icon.tsx';
import { Empty, Skeleton, Trouble } from '../ui/notice.tsx';
import { Toasts } from '../ui/toast.tsx';
import { Charts } from './charts.tsx';
import { Details } from './details.tsx';
import { FactList } from './fact-list.tsx';
import { announcement } from './moments.ts';
import { Picker } from './picker.tsx';
import { Sequence } from './sequence.tsx';
import { Tabs } from './tabs.tsx';
import { Timeline } from './timeline.tsx';
import { cursor, data, reopen, rested, settled, total, track, trouble } from './view.ts';
import './inspector.css';

const PANES = [
  ['charts', 'Machines'],
  ['facts', 'Facts'],
  ['sequence', 'Sequence'],
  ['details', 'Details'],
] as const;

/** On a narrow screen one pane is shown at a time. */
const pane = signal<(typeof PANES)[number][0]>('charts');

/** The dashboard's page of the stream: a job's waybill, or the overview of its session. */
const wayBack = (): string => {
  const [kind, id = ''] = (track.value?.stream ?? '').split('/');
  if (kind === 'job') return linkTo(`/jobs/${id}`, data.value?.at(cursor.value)?.session ?? DEFAULT_SESSION);
  return linkTo('/', kind === 'session' || kind === 'queue' ? id : DEFAULT_SESSION);
};

const Top = () => (
  <header class="inspector-top">
    <a class="brand" href={wayBack()}>
      <Icon name="chevron" />
      Waybill
    </a>
    <h1>Inspector</h1>
    <Picker />
    <ThemeChoice />
  </header>
);

const Panes = () => (
  <>
    <div class="pane-tabs">
      <Tabs
        label="Panes"
        name="pane"
        tabs={PANES}
        value={pane.value}
        choose={(next) => {
          pane.value = next;
        }}
      />
    </div>
    <div class={`panes show-${pane.value}`} id="pane-panel">
      <section class="pane charts" aria-label="Machines">
        <Charts />
      </section>
      <section class="pane list" aria-label="Facts">
        <FactList />
      </section>
      <section class="pane about" aria-label="Details">
        <Details />
      </section>
      <section class="pane talk" aria-label="Sequence">
        <Sequence />
      </section>
    </div>
  </>
);

const Body = () => {
  if (trouble.value !== null) return <Trouble error={trouble.value} retry={() => void reopen()} />;
  if (!track.value) return <Skeleton lines={8} />;
  if (total.value === 0) return <Empty icon="inspector" title="Nothing has happened yet" />;
  return <Panes />;
};

export const Inspector = () => {
  const inside = loggedIn.value;
  const stream = track.value?.stream ?? null;
  useEffect(() => {
    if (inside) document.title = `${stream ?? 'Inspector'} · Waybill`;
  }, [stream, inside]);
  useEffect(() => {
    if (inside) void reopen();
  }, [inside]);
  if (!inside) return <Login />;
  return (
    <div class="inspector">
      <Top />
      {track.value && total.value > 0 && <Timeline />}
      <main class="inspector-main" id="main">
        <Body />
      </main>
      <p class="hidden-text" aria-live="polite">
        {track.value ? announcement(rested.value, settled.value) : ''}
      </p>
      <Toasts />
    </div>
  );
};
