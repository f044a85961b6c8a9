/** How many drafts of the session wait for somebody: fetched with each session, and again after facts about drafts. */
import { effect, signal } from '@preact/signals';
import { get } from '../api/client.ts';
import { loggedIn } from '../api/session.ts';
import { onFact, onLive, onReset } from '../live/live.ts';
import { paced } from '../live/paced.ts';
import { session } from '../router.ts';

/** Zero until it is known. */
export const waitingDrafts = signal(0);

let failed = false;

const work = paced(async () => {
  if (!loggedIn.value) return;
  const asked = session.value;
  try {
    // The list answers whether or not there is such a session; its page says if there is none.
    const { items } = await get('/api/whatsapp/sessions', { query: { limit: 500 } });
    const mine = items.find(({ id }) => id === asked);
    if (asked === session.value) waitingDrafts.value = mine?.queue.drafts ?? 0;
    failed = false;
  } catch {
    waitingDrafts.value = 0;
    failed = true;
  }
});

const CHANGES: ReadonlySet<string> = new Set([
  'job.drafted',
  'job.approved',
  'job.rejected',
  'job.expired',
  'job.cancelled',
]);

effect(() => {
  if (loggedIn.value && session.value !== '') work.request();
  else waitingDrafts.value = 0;
});
onReset(() => work.request());
onLive(() => failed && work.request());
onFact(({ type }) => CHANGES.has(type) && work.request());
