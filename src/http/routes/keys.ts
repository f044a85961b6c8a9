/** API keys: for administrators, and for the command line on the same machine. No key makes or changes keys. */
import { Hono } from 'hono';
import * as v from 'valibot';
import { pageIn } from '../../gateway/pages.ts';
import { BODY_PROBLEMS, describe } from '../contract/describe.ts';
import { refused } from '../contract/problem.ts';
import { Cursor, Limit, pageOf } from '../contract/shapes.ts';
import { callerOf, type Env, type HttpDeps } from '../edge/env.ts';
import { body, query } from '../edge/parse.ts';
import {
  HOUR_MS,
  KeyOnceShape,
  KeyShape,
  NewKeyShape,
  newKeyOf,
  onceOf,
  Rotation,
  shapeOf,
} from '../contract/key-shape.ts';

const LIST = 'keys';
const TAG = 'Keys';

export const keyRoutes = ({ accounts: { keys } }: Pick<HttpDeps, 'accounts'>) =>
  new Hono<Env>()
    .get(
      '/',
      describe({
        tag: TAG,
        scope: 'keys:read',
        summary: 'List the API keys',
        description: 'In the order in which they were made, without those that were revoked.',
        answers: { 200: { description: 'A page of keys.', content: pageOf(KeyShape) } },
        problems: ['request.invalid'],
      }),
      query(v.strictObject({ limit: Limit, cursor: Cursor })),
      async (c) => {
        const page = pageIn(LIST, await keys.list(), c.req.valid('query'));
        return page.ok ? c.json({ ...page.value, items: page.value.items.map(shapeOf) }) : refused(c, page.refusal);
      },
    )
    .post(
      '/',
      describe({
        tag: TAG,
        scope: 'admin',
        people: true,
        summary: 'Make an API key',
        description:
          'The answer has the key itself as `key`, once: Waybill keeps its SHA-256 only. It is sent as `Authorization: Bearer wb_…` or as `X-Api-Key`, never in an address.',
        answers: { 201: { description: 'The key.', content: KeyOnceShape, headers: { Location: 'The key.' } } },
        problems: BODY_PROBLEMS,
      }),
      body(NewKeyShape),
      async (c) => {
        const given = newKeyOf(c.req.valid('json'));
        const made = given.ok ? await keys.create(given.value, callerOf(c)) : given;
        if (!made.ok) return refused(c, made.refusal);
        const answer = onceOf(made.value);
        return c.json(answer, 201, { Location: `/api/keys/${answer.id}` });
      },
    )
    .get(
      '/:id',
      describe({
        tag: TAG,
        scope: 'keys:read',
        summary: 'Look at an API key',
        answers: { 200: { description: 'The key, without its text.', content: KeyShape } },
        problems: ['key.not_found'],
      }),
      async (c) => {
        const found = await keys.find(c.req.param('id'));
        return found.ok ? c.json(shapeOf(found.value)) : refused(c, found.refusal);
      },
    )
    .post(
      '/:id/rotate',
      describe({
        tag: TAG,
        scope: 'admin',
        people: true,
        summary: 'Give an API key a new text',
        description: 'Id, scopes and bounds stay. The former text is good until the overlap ends.',
        answers: { 200: { description: 'The key, with its new text.', content: KeyOnceShape } },
        problems: ['key.not_found', ...BODY_PROBLEMS],
      }),
      body(Rotation, { whenEmpty: {} }),
      async (c) => {
        const overlapMs = c.req.valid('json').overlapHours * HOUR_MS;
        const rotated = await keys.rotate(c.req.param('id'), overlapMs, callerOf(c));
        return rotated.ok ? c.json(onceOf(rotated.value)) : refused(c, rotated.refusal);
      },
    )
    .delete(
      '/:id',
      describe({
        tag: TAG,
        scope: 'admin',
        people: true,
        summary: 'Revoke an API key',
        description: 'It is refused from the next request on. What was done with it stays on record.',
        answers: { 204: { description: 'Revoked.' } },
        problems: ['key.not_found'],
      }),
      async (c) => {
        const revoked = await keys.revoke(c.req.param('id'), callerOf(c));
        return revoked.ok ? c.body(null, 204) : refused(c, revoked.refusal);
      },
    );
