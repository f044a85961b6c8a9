/** Logging in and out. */
import { type Context, Hono } from 'hono';
import * as v from 'valibot';
import type { Accounts } from '../../access/accounts.ts';
import type { TokenPair } from '../../access/logins.ts';
import { PASSWORD_LENGTH_MAX } from '../../access/passwords.ts';
import { Role } from '../../events/facts/user.ts';
import type { Result } from '../../kernel/result.ts';
import { BODY_PROBLEMS, describe } from '../contract/describe.ts';
import { type Env, originOf } from '../edge/env.ts';
import { body } from '../edge/parse.ts';
import { refused } from '../contract/problem.ts';

const Credentials = v.pipe(
  v.strictObject({
    email: v.pipe(v.string(), v.minLength(1), v.maxLength(254), v.examples(['admin@localhost'])),
    password: v.pipe(v.string(), v.minLength(1), v.maxLength(PASSWORD_LENGTH_MAX)),
  }),
  v.metadata({ ref: 'Credentials' }),
);

const Refresh = v.pipe(
  v.strictObject({ refreshToken: v.pipe(v.string(), v.minLength(1), v.maxLength(512)) }),
  v.metadata({ ref: 'Refresh' }),
);

const Tokens = v.pipe(
  v.object({
    accessToken: v.pipe(v.string(), v.description('For the header `Authorization: Bearer …`.')),
    refreshToken: v.pipe(v.string(), v.description('Buys one new pair; valid for 30 days.')),
    tokenType: v.literal('Bearer'),
    expiresIn: v.pipe(v.number(), v.integer(), v.description('Seconds until the access token expires.')),
  }),
  v.metadata({ ref: 'Tokens' }),
);

const Me = v.pipe(v.object({ id: v.string(), email: v.string(), role: Role }), v.metadata({ ref: 'Me' }));

const tokens = (c: Context<Env>, told: Result<TokenPair>): Response =>
  told.ok ? c.json({ ...told.value, tokenType: 'Bearer' }, 200) : refused(c, told.refusal);

/** The routes that issue tokens, and therefore require none. */
export const OPEN_ROUTES = ['/api/auth/login', '/api/auth/refresh'] as const;

export const authRoutes = ({ logins }: Accounts) =>
  new Hono<Env>()
    .post(
      '/login',
      describe({
        tag: 'Authentication',
        summary: 'Log in',
        description: 'An unknown email is answered like a wrong password. Repeated failures have to wait.',
        answers: { 200: { description: 'A pair of tokens.', content: Tokens } },
        problems: ['auth.invalid_credentials', 'auth.throttled', 'server.unavailable', ...BODY_PROBLEMS],
        open: true,
      }),
      body(Credentials),
      async (c) => tokens(c, await logins.login(c.req.valid('json'), originOf(c))),
    )
    .post(
      '/refresh',
      describe({
        tag: 'Authentication',
        summary: 'Exchange a refresh token',
        description:
          'The old refresh token is spent. Threads of one client that send the same one within ten seconds each get a pair; a later use ends the whole login.',
        answers: { 200: { description: 'A new pair of tokens.', content: Tokens } },
        problems: ['auth.invalid_token', 'server.unavailable', ...BODY_PROBLEMS],
        open: true,
      }),
      body(Refresh),
      async (c) => tokens(c, await logins.refresh(c.req.valid('json').refreshToken, originOf(c))),
    )
    .post(
      '/logout',
      describe({
        tag: 'Authentication',
        summary: 'Log out',
        description: 'All tokens of this login become invalid.',
        answers: { 204: { description: 'Logged out.' } },
      }),
      async (c) => {
        await logins.logout(c.get('identity'), originOf(c));
        return c.body(null, 204);
      },
    )
    .get(
      '/me',
      describe({
        tag: 'Authentication',
        summary: 'Who am I',
        answers: { 200: { description: 'The user behind the token.', content: Me } },
      }),
      (c) => {
        const { userId, email, role } = c.get('identity');
        return c.json({ id: userId, email, role });
      },
    );
