/** The proxy of a session, shown without its password. */
import { Hono } from 'hono';
import * as v from 'valibot';
import { BODY_PROBLEMS, describe } from '../contract/describe.ts';
import { refused } from '../contract/problem.ts';
import { SessionQuery } from '../contract/shapes.ts';
import { callerOf, type Env, type HttpDeps } from '../edge/env.ts';
import { body, query } from '../edge/parse.ts';

export const ProxyUrl = v.pipe(
  v.string(),
  v.description('A SOCKS5 or HTTP proxy. User and password are percent-encoded.'),
  v.examples(['socks5://anna:secret@proxy.example.com:1080', 'http://proxy.example.com:3128']),
);

const ProxyShape = v.pipe(
  v.object({
    url: v.pipe(
      v.nullable(v.string()),
      v.description('With three stars for its password; null if the session has none.'),
      v.examples(['socks5://anna:***@proxy.example.com:1080']),
    ),
  }),
  v.metadata({ ref: 'SessionProxy' }),
);

const ProxyChange = v.pipe(v.strictObject({ url: v.nullable(ProxyUrl) }), v.metadata({ ref: 'SessionProxyChange' }));

export const sessionProxyRoutes = ({ gateway: { sessions } }: HttpDeps) =>
  new Hono<Env>()
    .get(
      '/session/proxy',
      describe({
        tag: 'Session',
        scope: 'sessions:control',
        reach: 'one-session',
        summary: 'Look at the proxy of a session',
        answers: { 200: { description: 'The proxy, without its password.', content: ProxyShape } },
        problems: ['session.not_found', 'request.invalid'],
      }),
      query(SessionQuery),
      (c) => {
        const found = sessions.proxy(c.get('session'));
        return found.ok ? c.json(found.value) : refused(c, found.refusal);
      },
    )
    .put(
      '/session/proxy',
      describe({
        tag: 'Session',
        scope: 'sessions:control',
        reach: 'one-session',
        summary: 'Set the proxy of a session',
        description:
          'All that the session sends and fetches goes through it, or does not go: there is no way around it. A change opens a new connection. Null takes it away.',
        answers: { 200: { description: 'The proxy, without its password.', content: ProxyShape } },
        problems: ['proxy.invalid', 'session.not_found', 'gateway.busy', ...BODY_PROBLEMS],
      }),
      query(SessionQuery),
      body(ProxyChange),
      async (c) => {
        const set = await sessions.setProxy(c.get('session'), c.req.valid('json').url, callerOf(c));
        return set.ok ? c.json(set.value) : refused(c, set.refusal);
      },
    );
