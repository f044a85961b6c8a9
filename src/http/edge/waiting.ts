/** `Prefer: wait` on a route that queues a message: its answer is the whole job if that has ended in time. */
import type { Context } from 'hono';
import * as v from 'valibot';
import type { Gateway } from '../../gateway/gateway.ts';
import type { JobDetail } from '../../gateway/jobs/jobs.ts';
import type { JobId } from '../../kernel/ids.ts';
import type { Env } from './env.ts';
import { WAIT_SECONDS_MAX, waitIn } from './prefer.ts';

export const Prefer = v.optional(
  v.pipe(
    v.string(),
    v.description(
      `RFC 7240: \`wait=N\` waits for the end of the job, for at most N seconds; more than ${WAIT_SECONDS_MAX} count as ${WAIT_SECONDS_MAX}. Other preferences are passed over.`,
    ),
    v.examples(['wait=30']),
  ),
);

/** The header that says that the answer is the whole job. */
export const APPLIED = { 'Preference-Applied': 'wait' } as const;

/** The job if the client would wait for its end and it has come; null for the usual answer. */
export const endedJob = async (c: Context<Env>, { jobs }: Gateway, jobId: JobId): Promise<JobDetail | null> => {
  const seconds = waitIn(c.req.header('prefer'));
  if (seconds === 0) return null;
  const from = performance.now();
  const hasEnded = await jobs.endings.of(jobId, seconds * 1_000, c.req.raw.signal);
  c.set('waitedMs', performance.now() - from);
  const job = hasEnded ? jobs.detail({ jobId }) : null;
  return job?.ok ? job.value : null;
};
