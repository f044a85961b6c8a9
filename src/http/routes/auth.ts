/** Logging in and out. */
import { type Context, Hono } from 'hono';
import * as v from 'valibot';
import type { Accounts } from '../../access/accounts.ts';
import type { KeyIdentity, PersonIdentity } from '../../access/identities.ts';
import type { TokenPair } from '../../access/logins.ts';
import { PASSWORD_LENGTH_MAX } from '../../access/passwords.ts';
import { SCOPES } from '../../access/scopes.ts';
import { Role } from '../../events/facts/user.ts';
import { type Result, refuseInput } from '../../kernel/result.ts';
import { BODY_PROBLEMS, describe } from '../contract/describe.ts';
import { IsoTime, iso } from '../contract/shapes.ts';
import { callerOf, type Env, originOf } from '../edge/env.ts';
import { body } from '../edge/parse.ts';
import { problem, refused } from '../contract/problem.ts';

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

const OwnPassword = v.pipe(
  v.strictObject({
    current: v.pipe(
      v.string(),
      v.minLength(1),
      v.maxLength(PASSWORD_LENGTH_MAX),
      v.description('The password until now.'),
    ),
    password: v.pipe(v.string(), v.minLength(1), v.maxLength(PASSWORD_LENGTH_MAX)),
  }),
  v.metadata({ ref: 'OwnPassword' }),
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

const Person = v.object({ id: v.string(), kind: v.literal('person'), email: v.string(), role: Role });

const Bounds = (what: string) =>
  v.pipe(v.array(v.string()), v.description(`The ${what} that it reaches; \`["*"]\` for all.`));

const Key = v.object({
  id: v.string(),
  kind: v.literal('key'),
  name: v.string(),
  scopes: v.array(v.picklist(SCOPES)),
  sessions: Bounds('sessions'),
  chats: Bounds('chats'),
  expiresAt: v.nullable(IsoTime),
});

const Me = v.pipe(v.union([Person, Key]), v.metadata({ ref: 'Me' }));

const listed = (ids: readonly string[] | '*'): string[] => (ids === '*' ? ['*'] : [...ids]);

const whoIs = (identity: PersonIdentity | KeyIdentity): v.InferOutput<typeof Me> => {
  const { by: id, scopes, reach, expiresAt } = identity;
  if (identity.kind === 'person') return { id, kind: 'person', email: identity.email, role: identity.role };
  return {
    id,
    kind: 'key',
    name: identity.name,
    scopes: [...scopes],
    sessions: listed(reach.sessions),
    chats: listed(reach.chats),
    expiresAt: expiresAt === Number.MAX_SAFE_INTEGER ? null : iso(expiresAt),
  };
};

const tokens = (c: Context<Env>, told: Result<TokenPair>): Response =>
  told.ok ? c.json({ ...told.value, tokenType: 'Bearer' }, 200) : refused(c, told.refusal);

export const authRoutes = ({ logins, users }: Accounts) =>
  new Hono<Env>()
    .post(
      '/login',
      describe({
        tag: 'Authentication',
        scope: 'open',
        summary: 'Log in',
        description: 'An unknown email is answered like a wrong password. Repeated failures have to wait.',
        answers: { 200: { description: 'A pair of tokens.', content: Tokens } },
        problems: ['auth.invalid_credentials', 'auth.throttled', 'server.unavailable', ...BODY_PROBLEMS],
      }),
      body(Credentials),
      async (c) => tokens(c, await logins.login(c.req.valid('json'), originOf(c))),
    )
    .post(
      '/refresh',
      describe({
        tag: 'Authentication',
        scope: 'open',
        summary: 'Exchange a refresh token',
        description:
          'The old refresh token is spent. Threads of one client that send the same one within ten seconds each get a pair; a later use ends the whole login.',
        answers: { 200: { description: 'A new pair of tokens.', content: Tokens } },
        problems: ['auth.invalid_token', 'server.unavailable', ...BODY_PROBLEMS],
      }),
      body(Refresh),
      async (c) => tokens(c, await logins.refresh(c.req.valid('json').refreshToken, originOf(c))),
    )
    .post(
      '/logout',
      describe({
        tag: 'Authentication',
        scope: 'own',
        reach: 'nothing',
        summary: 'Log out',
        description: 'All tokens of this login become invalid.',
        answers: { 204: { description: 'Logged out.' } },
        people: true,
      }),
      async (c) => {
        const identity = c.get('identity');
        if (identity.kind === 'person') await logins.logout(identity, originOf(c));
        return c.body(null, 204);
      },
    )
    .post(
      '/password',
      describe({
        tag: 'Authentication',
        scope: 'own',
        reach: 'nothing',
        summary: 'Change the own password',
        description: 'Ends every login of this person, and answers the tokens of a new one.',
        answers: { 200: { description: 'A new pair of tokens.', content: Tokens } },
        problems: ['auth.throttled', 'user.weak_password', ...BODY_PROBLEMS],
        people: true,
      }),
      body(OwnPassword),
      async (c) => {
        const identity = c.get('identity');
        if (identity.kind !== 'person') return problem(c, 'auth.forbidden', 'Only people have passwords.');
        const { email, by } = identity;
        const { current, password } = c.req.valid('json');
        const known = await logins.login({ email, password: current }, originOf(c));
        if (!known.ok) {
          const isWrong = known.refusal.code === 'auth.invalid_credentials';
          return tokens(c, isWrong ? refuseInput('current', 'This is not your password') : known);
        }
        const changed = await users.setPassword(by, password, callerOf(c));
        return changed.ok
          ? tokens(c, await logins.login({ email, password }, originOf(c)))
          : refused(c, changed.refusal);
      },
    )
    .get(
      '/me',
      describe({
        tag: 'Authentication',
        scope: 'own',
        reach: 'nothing',
        summary: 'Who am I',
        answers: { 200: { description: 'Who is behind the token or the key.', content: Me } },
      }),
      (c) => {
        const identity = c.get('identity');
        return identity.kind === 'ticket'
          ? problem(c, 'auth.invalid_token', 'The ticket of the command line speaks for nobody.')
          : c.json(whoIs(identity));
      },
    );
