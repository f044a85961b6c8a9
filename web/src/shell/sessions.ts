/** All sessions of the gateway, for the switcher and the sessions page: fetched once a login, and again after their facts. */
import { computed, effect, signal } from '@preact/signals';
import { get } from '../api/client.ts';
import { loggedIn } from '../api/session.ts';
import { onAnew, onFact, onLive } from '../live/live.ts';
import { paced } from '../live/paced.ts';
import { DEFAULT_SESSION } from '../place.ts';
import type { SessionState } from '../ui/tone.ts';

export interface SessionItem {
  readonly id: string;
  readonly state: SessionState;
  /** A name for people; null where nobody gave one. */
  readonly label: string | null;
  readonly connected: boolean;
  readonly account: string | null;
  readonly since: string | null;
}

const SESSIONS_MAX = 500;
const STREAM = 'session/';

const list = async (): Promise<SessionItem[]> => {
  const { items } = await get('/api/streams', { query: { search: STREAM, limit: SESSIONS_MAX } });
  return items.map(({ stream, state, at }) => ({
    id: stream.slice(STREAM.length),
    state: (state ?? 'stopped') as SessionState,
    label: null,
    connected: state === 'ready' || state === 'keepalive',
    account: null,
    since: at,
  }));
};

/** The default session exists before it is first started. */
const UNBORN: SessionItem = {
  id: DEFAULT_SESSION,
  state: 'stopped',
  label: null,
  connected: false,
  account: null,
  since: null,
};

const withDefault = (items: readonly SessionItem[]): readonly SessionItem[] =>
  items.some(({ id }) => id === DEFAULT_SESSION) ? items : [UNBORN, ...items];

/** Null until they are known. */
export const sessions = signal<readonly SessionItem[] | null>(null);

/** Whether events need the name of their session. */
export const hasSeveral = computed(() => (sessions.value?.length ?? 0) > 1);

export const nameOf = ({ id, label }: Pick<SessionItem, 'id' | 'label'>): string => label ?? id;

export const learnSessions = async (): Promise<void> => {
  sessions.value = withDefault(await list());
};

let failed = false;

const work = paced(async () => {
  if (!loggedIn.value) return;
  failed = await learnSessions().then(
    () => false,
    () => true,
  );
});

effect(() => {
  if (loggedIn.value) work.request();
  else sessions.value = null;
});
onAnew(() => work.request());
onLive(() => failed && work.request());
onFact(({ type }) => type.startsWith('session.') && work.request());
