/** Changes who is in a group, and answers those who ask to join. */
import { Hono } from 'hono';
import * as v from 'valibot';
import { MEMBERS_ACTIONS } from '../../events/facts/group.ts';
import { BODY_PROBLEMS, describe } from '../contract/describe.ts';
import { refused } from '../contract/problem.ts';
import { isoOrNull, SessionQuery } from '../contract/shapes.ts';
import { callerOf, type Env, type HttpDeps } from '../edge/env.ts';
import { body, params, query } from '../edge/parse.ts';
import { CHANGE_PROBLEMS, Participants } from './group-changes.ts';
import { Id, personAnswer, RequestsShape, ResultsShape, resultsAnswer } from './group-shape.ts';

const Members = v.pipe(
  v.strictObject({ action: v.picklist(MEMBERS_ACTIONS), participants: Participants }),
  v.metadata({ ref: 'GroupMembersChange' }),
);
const Answer = v.pipe(
  v.strictObject({ action: v.picklist(['approve', 'reject']), participants: Participants }),
  v.metadata({ ref: 'GroupRequestsAnswer' }),
);

export const groupPeopleRoutes = ({ gateway: { groups } }: HttpDeps) =>
  new Hono<Env>()
    .post(
      '/groups/:id/participants',
      describe({
        tag: 'Groups',
        scope: 'groups:write',
        reach: 'one-session',
        summary: 'Add, remove, promote or demote members',
        description:
          'Says of each person what became of it; the others are changed all the same. One whose settings forbid to add it gets an invitation as a message.',
        answers: { 200: { description: 'The outcomes, in the order of the request.', content: ResultsShape } },
        problems: [...CHANGE_PROBLEMS, 'group.full', ...BODY_PROBLEMS],
      }),
      params(Id),
      query(SessionQuery),
      body(Members),
      async (c) => {
        const { id } = c.req.valid('param');
        const told = await groups.changeMembers(c.get('session'), id, c.req.valid('json'), callerOf(c));
        return told.ok ? c.json({ results: resultsAnswer(told.value) }) : refused(c, told.refusal);
      },
    )
    .get(
      '/groups/:id/requests',
      describe({
        tag: 'Groups',
        scope: 'groups:read',
        reach: 'one-session',
        summary: 'List those who ask to join',
        description: 'WhatsApp is asked. Only admins of the group may know.',
        answers: { 200: { description: 'The people.', content: RequestsShape } },
        problems: [...CHANGE_PROBLEMS, 'request.invalid'],
      }),
      params(Id),
      query(SessionQuery),
      async (c) => {
        const told = await groups.requests(c.get('session'), c.req.valid('param').id, callerOf(c));
        if (!told.ok) return refused(c, told.refusal);
        const items = told.value.map(({ person, askedAt, method }) => ({
          ...personAnswer(person),
          askedAt: isoOrNull(askedAt),
          method,
        }));
        return c.json({ items });
      },
    )
    .post(
      '/groups/:id/requests',
      describe({
        tag: 'Groups',
        scope: 'groups:write',
        reach: 'one-session',
        summary: 'Answer those who ask to join',
        answers: { 200: { description: 'The outcomes, in the order of the request.', content: ResultsShape } },
        problems: [...CHANGE_PROBLEMS, 'group.full', ...BODY_PROBLEMS],
      }),
      params(Id),
      query(SessionQuery),
      body(Answer),
      async (c) => {
        const { id } = c.req.valid('param');
        const told = await groups.answerRequests(c.get('session'), id, c.req.valid('json'), callerOf(c));
        return told.ok ? c.json({ results: resultsAnswer(told.value) }) : refused(c, told.refusal);
      },
    );
