/** All sessions of the gateway, for the switcher and the sessions page: fetched once a login, and again after their facts. */
import { computed, effect, signal } from '@preact/signals';
import { get, type Schema } from '../api/client.ts';
import { loggedIn } from '../api/session.ts';
import { onReset, onFact, onLive } from '../live/live.ts';
import { paced } from '../live/paced.ts';
import { DEFAULT_SESSION } from '../place.ts';

export type SessionItem = Schema<'Session'>;

/** Null until they are known. */
export const sessions = signal<readonly SessionItem[] | null>(null);

/** Whether events need the name of their session. */
export const hasSeveral = computed(() => (sessions.value?.length ?? 0) > 1);

export const nameOf = ({ id, label }: Pick<SessionItem, 'id' | 'label'>): string => label ?? id;

/** A session to go to: the default one, or the first where that was removed. */
export const anySession = (): string => {
  const ids = sessions.value?.map(({ id }) => id) ?? [];
  return ids.includes(DEFAULT_SESSION) ? DEFAULT_SESSION : (ids[0] ?? DEFAULT_SESSION);
};

export const learnSessions = async (): Promise<void> => {
  sessions.value = (await get('/api/whatsapp/sessions', { query: { limit: 500 } })).items;
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
onReset(() => work.request());
onLive(() => failed && work.request());
onFact(({ type }) => type.startsWith('session.') && work.request());
