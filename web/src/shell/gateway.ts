/** What the gateway is, fetched once a login: it changes only when it starts again. */
import { effect, signal } from '@preact/signals';
import { get, type Schema } from '../api/client.ts';
import { loggedIn } from '../api/session.ts';
import { onReset, onFact, onLive } from '../live/live.ts';

export const gateway = signal<Schema<'About'> | null>(null);
export const me = signal<Schema<'Me'> | null>(null);

const fetchBoth = async (): Promise<void> => {
  [gateway.value, me.value] = await Promise.all([get('/api/about'), get('/api/auth/me')]);
};

let failed = false;

/** Without an answer it is asked again once the gateway is back, and with its next start, which the feed tells. */
const learn = async (): Promise<void> => {
  failed = await fetchBoth().then(
    () => false,
    () => true,
  );
};

effect(() => {
  if (loggedIn.value) void learn();
  else me.value = null;
});
onReset(() => void learn());
onLive(() => failed && void learn());
onFact(({ type }) => type === 'process.started' && void learn());
