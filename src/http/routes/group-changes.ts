/** Makes groups, changes them, and leaves them. */
import { Hono } from 'hono';
import * as v from 'valibot';
import { sessionQuery } from '../../kernel/ids.ts';
import { MediaSource } from '../../messages/media-source.ts';
import { BODY_PROBLEMS, describe, FILE_PROBLEMS } from '../contract/describe.ts';
import { type ProblemCode, refused } from '../contract/problem.ts';
import { SessionQuery } from '../contract/shapes.ts';
import { callerOf, type Env, type HttpDeps } from '../edge/env.ts';
import { body, params, query } from '../edge/parse.ts';
import { detailAnswer, GroupDetailShape, GroupMadeShape, Id, resultsAnswer } from './group-shape.ts';

const SUBJECT_MAX = 100;
const DESCRIPTION_MAX = 2_048;
const PARTICIPANTS_MAX = 1_023;
const DISAPPEARING = [0, 86_400, 604_800, 7_776_000] as const;

const Subject = v.pipe(
  v.string(),
  v.regex(/\S/, 'Expected at least 1 character that is no space'),
  v.maxLength(SUBJECT_MAX, `Expected at most ${SUBJECT_MAX} characters`),
);
const Description = v.pipe(v.string(), v.maxLength(DESCRIPTION_MAX, `Expected at most ${DESCRIPTION_MAX} characters`));

export const Participants = v.pipe(
  v.array(v.string()),
  v.minLength(1, 'Expected at least one person'),
  v.maxLength(PARTICIPANTS_MAX, `Expected at most ${PARTICIPANTS_MAX} people`),
  v.description('Numbers as people write them, or addresses such as `…@s.whatsapp.net` and `…@lid`.'),
  v.examples([['+62 812-3456-7890']]),
);

const Create = v.pipe(
  v.strictObject({
    subject: Subject,
    participants: Participants,
    description: v.optional(v.nullable(Description), null),
  }),
  v.metadata({ ref: 'GroupToMake' }),
);

const Change = v.pipe(
  v.strictObject({
    subject: v.optional(Subject),
    description: v.optional(v.nullable(v.pipe(Description, v.description('Null or empty takes it away.')))),
    announceOnly: v.optional(v.boolean()),
    locked: v.optional(v.boolean()),
    joinApproval: v.optional(v.boolean()),
    disappearingSeconds: v.optional(
      v.pipe(v.picklist(DISAPPEARING), v.description('0, or 24 hours, 7 days or 90 days.')),
    ),
  }),
  v.check((change) => Object.keys(change).length > 0, 'Expected at least one change'),
  v.metadata({ ref: 'GroupChange' }),
);

const Picture = v.pipe(v.strictObject({ media: MediaSource }), v.metadata({ ref: 'GroupPicture' }));

/** How a change of a group may end. */
export const CHANGE_PROBLEMS = [
  'group.not_admin',
  'group.not_member',
  'group.refused',
  'rate.limited',
  'session.not_found',
  'session.not_live',
  'whatsapp.no_answer',
] as const satisfies readonly ProblemCode[];

export const groupChangeRoutes = ({ gateway: { groups } }: HttpDeps) =>
  new Hono<Env>()
    .post(
      '/groups',
      describe({
        tag: 'Groups',
        scope: 'groups:write',
        reach: 'one-session',
        summary: 'Make a group',
        description:
          'With this account as its admin. `results` says of each person whether WhatsApp let it be added; one whose settings forbid that gets an invitation as a message.',
        answers: {
          201: { description: 'The group.', content: GroupMadeShape, headers: { Location: 'The group.' } },
        },
        problems: [
          'group.refused',
          'rate.limited',
          'session.not_found',
          'session.not_live',
          'whatsapp.no_answer',
          ...BODY_PROBLEMS,
        ],
      }),
      query(SessionQuery),
      body(Create),
      async (c) => {
        const told = await groups.create(c.get('session'), c.req.valid('json'), callerOf(c));
        if (!told.ok) return refused(c, told.refusal);
        const { group, results, notDone } = told.value;
        const answer = { ...detailAnswer(group), results: resultsAnswer(results), notDone: [...notDone] };
        return c.json(answer, 201, { Location: `/api/whatsapp/groups/${group.groupId}${sessionQuery(group.session)}` });
      },
    )
    .patch(
      '/groups/:id',
      describe({
        tag: 'Groups',
        scope: 'groups:write',
        reach: 'one-session',
        summary: 'Change a group',
        description:
          'WhatsApp takes one change at a time. A problem says in `done` which were made before it, and in `notDone` which were not.',
        answers: { 200: { description: 'The group.', content: GroupDetailShape } },
        problems: [...CHANGE_PROBLEMS, ...BODY_PROBLEMS],
      }),
      params(Id),
      query(SessionQuery),
      body(Change),
      async (c) => {
        const { id } = c.req.valid('param');
        const told = await groups.change(c.get('session'), id, c.req.valid('json'), callerOf(c));
        return told.ok ? c.json(detailAnswer(told.value)) : refused(c, told.refusal);
      },
    )
    .put(
      '/groups/:id/picture',
      describe({
        tag: 'Groups',
        scope: 'groups:write',
        summary: 'Set the picture of a group',
        description: 'Any picture that can be sent. Its middle becomes a square JPEG.',
        answers: { 204: { description: 'The picture is set.' } },
        problems: [...CHANGE_PROBLEMS, ...FILE_PROBLEMS, ...BODY_PROBLEMS],
      }),
      params(Id),
      query(SessionQuery),
      body(Picture),
      async (c) => {
        const { id } = c.req.valid('param');
        const told = await groups.setPicture(c.get('session'), id, c.req.valid('json').media, callerOf(c));
        return told.ok ? c.body(null, 204) : refused(c, told.refusal);
      },
    )
    .delete(
      '/groups/:id/picture',
      describe({
        tag: 'Groups',
        scope: 'groups:write',
        reach: 'one-session',
        summary: 'Remove the picture of a group',
        answers: { 204: { description: 'The group has no picture.' } },
        problems: [...CHANGE_PROBLEMS, 'request.invalid'],
      }),
      params(Id),
      query(SessionQuery),
      async (c) => {
        const told = await groups.setPicture(c.get('session'), c.req.valid('param').id, null, callerOf(c));
        return told.ok ? c.body(null, 204) : refused(c, told.refusal);
      },
    )
    .post(
      '/groups/:id/leave',
      describe({
        tag: 'Groups',
        scope: 'groups:write',
        reach: 'one-session',
        summary: 'Leave a group',
        answers: { 204: { description: 'This account is no member any more.' } },
        problems: [...CHANGE_PROBLEMS, 'request.invalid'],
      }),
      params(Id),
      query(SessionQuery),
      async (c) => {
        const told = await groups.leave(c.get('session'), c.req.valid('param').id, callerOf(c));
        return told.ok ? c.body(null, 204) : refused(c, told.refusal);
      },
    );
