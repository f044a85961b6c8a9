/** The names of API keys by their ids, as facts and jobs have them under `by`. Only administrators may read them. */
import { effect, signal } from '@preact/signals';
import { get } from '../api/client.ts';
import { isAdmin } from '../shell/rights.ts';
import { onFact, onReset } from './live.ts';
import { paced } from './paced.ts';

const KEYS_MAX = 500;

/** A key that was revoked is in no list, so its name is kept for as long as the page is open. */
export const keyNames = signal<ReadonlyMap<string, string>>(new Map());

const work = paced(async () => {
  if (!isAdmin()) return;
  const found = await get('/api/keys', { query: { limit: KEYS_MAX } }).catch(() => null);
  if (!found) return;
  keyNames.value = new Map([...keyNames.peek(), ...found.items.map(({ id, name }) => [id, name] as const)]);
});

effect(() => {
  if (isAdmin()) work.request();
  else keyNames.value = new Map();
});
onReset(() => work.request());
onFact(({ type }) => type === 'key.created' && work.request());
