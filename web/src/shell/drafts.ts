/** How many drafts of the session wait for somebody: fetched with each session, and again after facts about drafts. */
import { effect, signal } from '@preact/signals';
import { get } from '../api/client.ts';
import { loggedIn } from '../api/session.ts';
import { onFact, onLive, onReset } from '../live/live.ts';
import { paced } from '../live/paced.ts';
import { session } from '../router.ts';
import { sessionExists } from './no-session.tsx';

/** Zero until it is known. */
export const waitingDrafts = signal(0);

let failed = false;

const work = paced(async () => {
  if (!loggedIn.value || !sessionExists()) return;
  const asked = session.value;
  try {
    const { queue } = await get('/api/whatsapp/status');
    if (asked === session.value) waitingDrafts.value = queue.drafts;
    failed = false;
  } catch {
    // A session that was removed meanwhile has none.
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
  // Nothing is asked about a session that does not exist, or is not known to.
  if (loggedIn.value && sessionExists()) work.request();
  else waitingDrafts.value = 0;
});
onReset(() => work.request());
onLive(() => failed && work.request());
onFact(({ type }) => CHANGES.has(type) && work.request());
