/** What the gateway is, fetched once a login: it changes only when it starts again. */
import { effect, signal } from '@preact/signals';
import { get, type Schema } from '../api/client.ts';
import { loggedIn } from '../api/session.ts';
import { onAnew, onFact } from '../live/live.ts';

export const gateway = signal<Schema<'About'> | null>(null);
export const me = signal<Schema<'Me'> | null>(null);

const fetchBoth = async (): Promise<void> => {
  [gateway.value, me.value] = await Promise.all([get('/api/about'), get('/api/auth/me')]);
};

/** Without an answer it is asked again with the next start of the gateway, which the feed tells. */
const learn = (): void => void fetchBoth().catch(() => null);

effect(() => {
  if (loggedIn.value) learn();
  else me.value = null;
});
onAnew(learn);
onFact(({ type }) => type === 'process.started' && learn());
