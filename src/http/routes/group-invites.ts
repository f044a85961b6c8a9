/** The invite of a group, and the way into groups of others. */
import { Hono } from 'hono';
import * as v from 'valibot';
import { BODY_PROBLEMS, describe } from '../contract/describe.ts';
import { refused } from '../contract/problem.ts';
import { IsoTime, isoOrNull, SessionQuery } from '../contract/shapes.ts';
import { callerOf, type Env, type HttpDeps } from '../edge/env.ts';
import { body, params, query } from '../edge/parse.ts';
import { CHANGE_PROBLEMS } from './group-changes.ts';
import { GroupId, Id } from './group-shape.ts';

const LINK = 'https://chat.whatsapp.com/';
const CODE = /^[\w-]{10,64}$/;

const InviteShape = v.pipe(
  v.object({
    code: v.pipe(v.string(), v.examples(['Fz3kQ0rT8xN1bVcLmW2pYs'])),
    link: v.pipe(v.string(), v.examples([`${LINK}Fz3kQ0rT8xN1bVcLmW2pYs`])),
  }),
  v.metadata({ ref: 'GroupInvite' }),
);

const InvitedShape = v.pipe(
  v.object({
    groupId: GroupId,
    subject: v.string(),
    description: v.nullable(v.string()),
    announceOnly: v.boolean(),
    locked: v.boolean(),
    joinApproval: v.pipe(v.boolean(), v.description('Joining asks the admins.')),
    size: v.pipe(v.number(), v.integer()),
    createdAt: v.nullable(IsoTime),
  }),
  v.metadata({ ref: 'InvitedGroup' }),
);

const Code = v.pipe(
  v.string(),
  v.transform((text) => text.trim().replace(/^https?:\/\/chat\.whatsapp\.com\//i, '')),
  v.regex(CODE, `Expected the code of an invite, or its link ${LINK}…`),
);
const Join = v.pipe(
  v.strictObject({
    code: v.pipe(Code, v.description('The code of an invite, or its link.'), v.examples(['Fz3kQ0rT8xN1bVcLmW2pYs'])),
  }),
  v.metadata({ ref: 'GroupToJoin' }),
);
const CodeParam = v.object({
  code: v.pipe(v.string(), v.regex(CODE, 'Expected the code of an invite'), v.examples(['Fz3kQ0rT8xN1bVcLmW2pYs'])),
});

const JoinedShape = v.pipe(
  v.object({
    groupId: GroupId,
    outcome: v.pipe(
      v.picklist(['joined', 'requested']),
      v.description('`requested`: an admin must approve it; the fact `group.recorded` says when that was done.'),
    ),
  }),
  v.metadata({ ref: 'GroupJoined' }),
);

const inviteAnswer = (code: string) => ({ code, link: `${LINK}${code}` });

const ASKING_PROBLEMS = [
  'group.invite_invalid',
  'group.refused',
  'rate.limited',
  'session.not_found',
  'session.not_live',
  'whatsapp.no_answer',
] as const;

const ownInvites = ({ gateway: { groups } }: HttpDeps) =>
  new Hono<Env>()
    .get(
      '/groups/:id/invite',
      describe({
        tag: 'Groups',
        scope: 'groups:read',
        reach: 'one-session',
        summary: 'Get the invite of a group',
        description: 'WhatsApp is asked. The code lets anybody in, so it is never on record.',
        answers: { 200: { description: 'The invite.', content: InviteShape } },
        problems: [...CHANGE_PROBLEMS, 'request.invalid'],
      }),
      params(Id),
      query(SessionQuery),
      async (c) => {
        const told = await groups.invite(c.get('session'), c.req.valid('param').id, callerOf(c));
        return told.ok ? c.json(inviteAnswer(told.value)) : refused(c, told.refusal);
      },
    )
    .post(
      '/groups/:id/invite/revoke',
      describe({
        tag: 'Groups',
        scope: 'groups:write',
        reach: 'one-session',
        summary: 'Renew the invite of a group',
        description: 'The old code is good no more.',
        answers: { 200: { description: 'The new invite.', content: InviteShape } },
        problems: [...CHANGE_PROBLEMS, 'request.invalid'],
      }),
      params(Id),
      query(SessionQuery),
      async (c) => {
        const told = await groups.revokeInvite(c.get('session'), c.req.valid('param').id, callerOf(c));
        return told.ok ? c.json(inviteAnswer(told.value)) : refused(c, told.refusal);
      },
    );

export const groupInviteRoutes = (deps: HttpDeps) => {
  const { groups } = deps.gateway;
  return new Hono<Env>()
    .get(
      '/groups/invites/:code',
      describe({
        tag: 'Groups',
        scope: 'groups:read',
        reach: 'one-session',
        summary: 'Look at the group of an invite',
        description: 'WhatsApp is asked, and nothing is recorded: this account is no member.',
        answers: { 200: { description: 'The group.', content: InvitedShape } },
        problems: [...ASKING_PROBLEMS, 'request.invalid'],
      }),
      params(CodeParam),
      query(SessionQuery),
      async (c) => {
        const told = await groups.invited(c.get('session'), c.req.valid('param').code, callerOf(c));
        if (!told.ok) return refused(c, told.refusal);
        const { chatId: groupId, createdAt, ...group } = told.value;
        return c.json({ groupId, ...group, createdAt: isoOrNull(createdAt) });
      },
    )
    .post(
      '/groups/join',
      describe({
        tag: 'Groups',
        scope: 'groups:write',
        reach: 'one-session',
        summary: 'Join a group by its invite',
        answers: { 200: { description: 'This account is a member, or has asked to be one.', content: JoinedShape } },
        problems: [...ASKING_PROBLEMS, 'group.full', ...BODY_PROBLEMS],
      }),
      query(SessionQuery),
      body(Join),
      async (c) => {
        const told = await groups.join(c.get('session'), c.req.valid('json').code, callerOf(c));
        return told.ok ? c.json(told.value) : refused(c, told.refusal);
      },
    )
    .route('/', ownInvites(deps));
};
