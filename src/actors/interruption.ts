/** Ends what is live: at a stop of the process, and at the start after one that was not clean. */
import type { State } from '../events/facts/catalogue.ts';
import type { Append } from '../events/log/log.ts';
import { SYSTEM } from '../kernel/caller.ts';
import type { JobId } from '../kernel/ids.ts';
import type { JobActors } from './jobs/job-actors.ts';
import type { SessionActor } from './sessions/session-actor.ts';

export const interruptJobs = async (
  jobs: Pick<JobActors, 'find'>,
  active: readonly { readonly jobId: JobId }[],
): Promise<void> => {
  await Promise.all(active.map(async ({ jobId }) => jobs.find(jobId)?.tell({ type: 'interrupt' }, SYSTEM)));
};

/** States in which a link is open or opening; none of them holds after a crash. */
const LIVE: readonly (State | null)[] = ['connecting', 'qr', 'ready', 'keepalive', 'timeout'];

/** Returns the sessions that were live. */
export const interruptSessions = async (sessions: Iterable<SessionActor>): Promise<readonly SessionActor[]> => {
  const live = [...sessions].filter(({ session }) => LIVE.includes(session.state()));
  await Promise.all(live.map(({ session }) => session.tell({ type: 'interrupt' }, SYSTEM)));
  return live;
};

export const stopSessions = async (sessions: Iterable<SessionActor>): Promise<void> => {
  await Promise.all([...sessions].map(({ session }) => session.tell({ type: 'shutDown' }, SYSTEM)));
};

export const beginsSession = ({ entries }: Append): boolean =>
  entries.some(({ fact }) => fact.type === 'session.started');
