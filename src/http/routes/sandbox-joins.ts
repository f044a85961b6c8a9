/** People of the sandbox who come into groups by themselves. */
import { Hono } from 'hono';
import * as v from 'valibot';
import type { SandboxControl } from '../../sandbox/control.ts';
import { BODY_PROBLEMS, describe } from '../contract/describe.ts';
import { problem } from '../contract/problem.ts';
import { IsoTime, iso } from '../contract/shapes.ts';
import type { Env } from '../edge/env.ts';
import { body, params } from '../edge/parse.ts';
import { GroupId } from './sandbox-rooms.ts';
import { Digits } from './sandbox-shape.ts';

const Join = v.strictObject({
  number: Digits,
  code: v.pipe(v.string(), v.description('The code of an invite, or of an invitation of this person.')),
});

const JoinedShape = v.object({
  id: v.string(),
  outcome: v.pipe(v.picklist(['joined', 'requested']), v.description('`requested`: an admin must approve it.')),
});

const RequestsShape = v.object({
  items: v.array(v.object({ number: v.string(), at: IsoTime })),
});

export const sandboxJoins = (control: SandboxControl) =>
  new Hono<Env>()
    .post(
      '/groups/join',
      describe({
        tag: 'Sandbox',
        scope: 'sandbox:control',
        summary: 'Join a group by its invite',
        description: 'A person has the code, and joins, or asks the admins where they must approve it.',
        answers: { 200: { description: 'The group.', content: JoinedShape } },
        problems: ['sandbox.not_found', ...BODY_PROBLEMS],
      }),
      body(Join),
      (c) => {
        const { code, number } = c.req.valid('json');
        const joined = control.joinGroup(code, number);
        return joined
          ? c.json(joined)
          : problem(
              c,
              'sandbox.not_found',
              'This code leads into no group that has room; look at `invite` of the group.',
            );
      },
    )
    .post(
      '/groups/:id/requests',
      describe({
        tag: 'Sandbox',
        scope: 'sandbox:control',
        summary: 'Ask to join a group',
        description: 'A person asks, whether or not the group says that admins must approve it.',
        answers: { 200: { description: 'Those who ask.', content: RequestsShape } },
        problems: ['sandbox.not_found', ...BODY_PROBLEMS],
      }),
      params(v.object({ id: GroupId })),
      body(v.strictObject({ number: Digits })),
      (c) => {
        const group = control.askToJoin(c.req.valid('param').id, c.req.valid('json').number);
        if (!group)
          return problem(c, 'sandbox.not_found', 'There is no such group; list them with GET /api/sandbox/groups.');
        return c.json({ items: group.requests.map(({ number, at }) => ({ number, at: iso(at) })) });
      },
    )
    .delete(
      '/groups/:id/requests/:number',
      describe({
        tag: 'Sandbox',
        scope: 'sandbox:control',
        summary: 'Take back the request to join a group',
        answers: { 204: { description: 'The person asks no more.' } },
        problems: ['sandbox.not_found', 'request.invalid'],
      }),
      params(v.object({ id: GroupId, number: Digits })),
      (c) => {
        const { id, number } = c.req.valid('param');
        return control.withdrawRequest(id, number)
          ? c.body(null, 204)
          : problem(c, 'sandbox.not_found', 'Nobody of this number asks to join this group.');
      },
    );
