/** Approves and rejects drafts. */
import { Hono } from 'hono';
import * as v from 'valibot';
import type { Edited } from '../../gateway/messages/drafts.ts';
import type { Gateway } from '../../gateway/gateway.ts';
import type { JobRef } from '../../gateway/jobs/jobs.ts';
import { SessionId } from '../../kernel/ids.ts';
import type { Reach } from '../../kernel/reach.ts';
import { ok, type Result } from '../../kernel/result.ts';
import { CONTENT_KINDS, type ContentKind, messageKinds } from '../../messages/content.ts';
import { BODY_PROBLEMS, describe, FILE_PROBLEMS } from '../contract/describe.ts';
import { refused } from '../contract/problem.ts';
import { callerOf, type Env, type HttpDeps } from '../edge/env.ts';
import { body, params, query } from '../edge/parse.ts';
import { JobShape, jobAnswer } from './job-shape.ts';

const REASON_MAX = 500;

/** Any text. A text that is not a job id finds no job. */
const JobParam = v.object({ jobId: v.string() });
/** Job ids are unique across sessions. If a session is given too, the job must belong to it. */
const JobQuery = v.strictObject({ session: v.optional(SessionId) });

type Members = Readonly<Record<ContentKind, v.OptionalSchema<v.GenericSchema, undefined>>>;

const Approval = v.pipe(
  v.strictObject(
    Object.fromEntries(
      CONTENT_KINDS.map((kind) => [kind, v.optional(messageKinds[kind].member as v.GenericSchema)]),
    ) as Members,
  ),
  v.check((members) => Object.keys(members).length <= 1, 'Expected at most one member: the one of the draft'),
  v.description('Empty for the draft as it is; or its member with what goes out instead.'),
  v.metadata({ ref: 'Approval' }),
);

const Rejection = v.pipe(
  v.strictObject({
    reason: v.nullish(
      v.pipe(
        v.string(),
        v.maxLength(REASON_MAX, `Expected at most ${REASON_MAX} characters`),
        v.description('Shown with the job, also to the client that asked for the message.'),
        v.examples(['The order was cancelled.']),
      ),
    ),
  }),
  v.metadata({ ref: 'Rejection' }),
);

const editedOf = (members: Readonly<Record<string, unknown>>): Edited | null => {
  const [given] = Object.entries(members);
  return given ? { type: given[0] as ContentKind, member: given[1] } : null;
};

/** Whether a caller may have this said instead of the draft. */
const maySay = ({ jobs, within }: Gateway, reach: Reach, ref: JobRef, edited: Edited | null): Result<unknown> => {
  const job = edited === null ? null : jobs.find(ref);
  if (edited === null || !job?.ok) return job ?? ok(undefined);
  return within.mayDispatch(reach, { session: job.value.session, to: job.value.chatId, ...edited });
};

export const draftRoutes = ({ gateway }: HttpDeps) => {
  const { jobs } = gateway;
  return new Hono<Env>()
    .post(
      '/jobs/:jobId/approve',
      describe({
        tag: 'Jobs',
        summary: 'Let a draft go out',
        description:
          'As it is, or with new content: then the body has the member of its type, as in the request that made it. It is queued behind what waits in its chat; a `sendAt` that has passed means now.',
        scope: 'messages:approve',
        reach: 'one-job',
        answers: { 202: { description: 'The message waits like any other.', content: JobShape } },
        problems: [
          'job.not_found',
          'job.not_draft',
          'key.chat_forbidden',
          'session.not_found',
          'queue.full',
          'message.not_found',
          'message.unsupported_type',
          ...FILE_PROBLEMS,
          ...BODY_PROBLEMS,
        ],
      }),
      params(JobParam),
      query(JobQuery),
      body(Approval, { whenEmpty: {} }),
      async (c) => {
        const ref = { ...c.req.valid('param'), ...c.req.valid('query') };
        const edited = editedOf(c.req.valid('json'));
        const may = maySay(gateway, c.get('identity').reach, ref, edited);
        if (!may.ok) return refused(c, may.refusal);
        const told = await jobs.approve(ref, edited, callerOf(c));
        return told.ok ? c.json(jobAnswer(told.value), 202) : refused(c, told.refusal);
      },
    )
    .post(
      '/jobs/:jobId/reject',
      describe({
        tag: 'Jobs',
        summary: 'Refuse a draft',
        description: 'It ends `cancelled`; `cancelled` says by whom, and why.',
        scope: 'messages:approve',
        reach: 'one-job',
        answers: { 200: { description: 'The cancelled job.', content: JobShape } },
        problems: ['job.not_found', 'job.not_draft', 'session.not_found', 'gateway.busy', ...BODY_PROBLEMS],
      }),
      params(JobParam),
      query(JobQuery),
      body(Rejection, { whenEmpty: {} }),
      async (c) => {
        const ref = { ...c.req.valid('param'), ...c.req.valid('query') };
        const told = await jobs.reject(ref, c.req.valid('json').reason || null, callerOf(c));
        return told.ok ? c.json(jobAnswer(told.value), 200) : refused(c, told.refusal);
      },
    );
};
