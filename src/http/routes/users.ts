/** The users of the API. For administrators, and for the command line on the same machine. */
import { Hono } from 'hono';
import * as v from 'valibot';
import { PASSWORD_LENGTH_MAX } from '../../access/passwords.ts';
import { type User, userFaults } from '../../access/users.ts';
import { FORMER_ROLE, ROLES, Role, roleOf } from '../../events/facts/user.ts';
import { pageIn } from '../../gateway/pages.ts';
import { BODY_PROBLEMS, describe } from '../contract/describe.ts';
import { refused } from '../contract/problem.ts';
import { Cursor, IsoTime, iso, Limit, pageOf } from '../contract/shapes.ts';
import { callerOf, type Env, type HttpDeps } from '../edge/env.ts';
import { body, query, textIn } from '../edge/parse.ts';

const UserShape = v.pipe(
  v.object({
    id: v.string(),
    email: v.pipe(v.string(), v.examples(['anna@example.com'])),
    role: Role,
    addedAt: IsoTime,
  }),
  v.metadata({ ref: 'User' }),
);

const GivenRole = v.pipe(
  v.picklist([...ROLES, FORMER_ROLE]),
  v.transform((role) => roleOf(role)),
  v.description('What the user may do; `member` is a former name of `operator`.'),
);
const Password = v.pipe(v.string(), v.maxLength(PASSWORD_LENGTH_MAX), v.examples(['correct horse battery']));

const NewUser = v.pipe(
  v.strictObject({
    email: v.pipe(v.string(), v.maxLength(254), v.examples(['anna@example.com'])),
    password: Password,
    role: v.optional(GivenRole, 'operator'),
  }),
  v.metadata({ ref: 'NewUser' }),
);
const UserChange = v.pipe(v.strictObject({ role: GivenRole }), v.metadata({ ref: 'UserChange' }));
const NewPassword = v.pipe(v.strictObject({ password: Password }), v.metadata({ ref: 'NewPassword' }));
const UserList = v.strictObject({ limit: Limit, cursor: Cursor });

const userFaultsIn = (input: unknown) =>
  userFaults({ email: textIn(input, 'email'), password: textIn(input, 'password') });

const LIST = 'users';
const TAG = 'People';

const shapeOf = ({ addedAt, ...user }: User) => ({ ...user, addedAt: iso(addedAt) });

export const userRoutes = ({ accounts: { users } }: Pick<HttpDeps, 'accounts'>) =>
  new Hono<Env>()
    .get(
      '/',
      describe({
        tag: TAG,
        scope: 'users:read',
        summary: 'List the users',
        description: 'In the order in which they were added. For administrators, like everything about people.',
        answers: { 200: { description: 'A page of users.', content: pageOf(UserShape) } },
        problems: ['request.invalid'],
      }),
      query(UserList),
      async (c) => {
        const page = pageIn(LIST, await users.list(), c.req.valid('query'));
        return page.ok ? c.json({ ...page.value, items: page.value.items.map(shapeOf) }) : refused(c, page.refusal);
      },
    )
    .post(
      '/',
      describe({
        tag: TAG,
        scope: 'admin',
        people: true,
        summary: 'Add a user',
        answers: { 201: { description: 'The user.', content: UserShape } },
        problems: ['user.exists', 'user.invalid_email', 'user.weak_password', ...BODY_PROBLEMS],
      }),
      body(NewUser, { beside: userFaultsIn }),
      async (c) => {
        const added = await users.add(c.req.valid('json'), callerOf(c));
        return added.ok ? c.json(shapeOf(added.value), 201) : refused(c, added.refusal);
      },
    )
    .patch(
      '/:id',
      describe({
        tag: TAG,
        scope: 'admin',
        people: true,
        summary: 'Give a user another role',
        description: 'Counts from the next request of the user on. `id` is the id or the email of the user.',
        answers: { 200: { description: 'The user.', content: UserShape } },
        problems: ['user.not_found', 'user.last_admin', ...BODY_PROBLEMS],
      }),
      body(UserChange),
      async (c) => {
        const changed = await users.setRole(c.req.param('id'), c.req.valid('json').role, callerOf(c));
        return changed.ok ? c.json(shapeOf(changed.value)) : refused(c, changed.refusal);
      },
    )
    .delete(
      '/:id',
      describe({
        tag: TAG,
        scope: 'admin',
        people: true,
        summary: 'Remove a user',
        description: 'Ends every login of the user; what the user did stays on record. `id` is the id or the email.',
        answers: { 204: { description: 'Removed.' } },
        problems: ['user.not_found', 'user.last_admin'],
      }),
      async (c) => {
        const removed = await users.remove(c.req.param('id'), callerOf(c));
        return removed.ok ? c.body(null, 204) : refused(c, removed.refusal);
      },
    )
    .post(
      '/:id/password',
      describe({
        tag: TAG,
        scope: 'admin',
        people: true,
        summary: 'Give a user a new password',
        description: 'Ends every login of the user. `id` is the id or the email.',
        answers: { 204: { description: 'Changed.' } },
        problems: ['user.not_found', 'user.weak_password', ...BODY_PROBLEMS],
      }),
      body(NewPassword, { beside: (input) => userFaults({ email: null, password: textIn(input, 'password') }) }),
      async (c) => {
        const changed = await users.setPassword(c.req.param('id'), c.req.valid('json').password, callerOf(c));
        return changed.ok ? c.body(null, 204) : refused(c, changed.refusal);
      },
    );
