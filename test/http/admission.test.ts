import { Hono } from 'hono';
import { describe, expect, test } from 'vitest';
import { SCOPES_OF_ROLE } from '../../src/access/scopes.ts';
import { describe as route } from '../../src/http/contract/describe.ts';
import { inReach, scoped } from '../../src/http/edge/admission.ts';
import type { Env } from '../../src/http/edge/env.ts';
import { missingFrom } from '../../src/http/edge/missing.ts';
import type { Gateway } from '../../src/gateway/gateway.ts';
import { EVERYTHING } from '../../src/kernel/reach.ts';
import { ok, refuse } from '../../src/kernel/result.ts';
import type { SandboxControl } from '../../src/sandbox/control.ts';
import type { OpenApi } from './agreement.ts';
import { api } from './api.ts';

const known = (id: string) => (id === 'nobody' ? refuse('session.not_found', 'There is no such session.') : ok(id));

/** Handlers behind the admission, for a caller of this role; each returns the session that it was given. */
const gateFor = (role: 'admin' | 'operator' | 'viewer') => {
  const app = new Hono<Env>();
  app.use('*', (c, next) => {
    const scopes = SCOPES_OF_ROLE[role];
    c.set('identity', { kind: 'person', role, scopes, reach: EVERYTHING } as unknown as Env['Variables']['identity']);
    return next();
  });
  app.use('/api/*', scoped(missingFrom(app)));
  app.use('/api/*', inReach({ sessions: { known }, within: {} as Gateway['within'] }));
  const answers = { 200: { description: 'Fine.' } };
  const reads = route({ tag: 'Jobs', scope: 'messages:read', summary: 'Read', answers });
  const sends = route({ tag: 'Jobs', scope: 'messages:send', summary: 'Send', answers });
  for (const path of ['/api/whatsapp/jobs', '/api/whatsapp/session/start', '/api/events']) {
    app.get(path, reads, (c) => c.text(c.get('session') ?? 'none'));
    app.post(path, sends, (c) => c.text(c.get('session') ?? 'none'));
  }
  return async (line: string) => {
    const [method = '', path = ''] = line.split(' ');
    const answer = await app.request(path, { method });
    const text = await answer.text();
    return [answer.status, answer.ok ? text : (JSON.parse(text) as { code: string }).code];
  };
};

describe('before any handler', () => {
  test.each([
    ['GET /api/whatsapp/jobs', [200, 'default']],
    ['GET /api/whatsapp/jobs?session=', [200, 'default']],
    ['GET /api/whatsapp/jobs?session=shop', [200, 'shop']],
    ['GET /api/whatsapp/jobs?session=nobody', [404, 'session.not_found']],
    ['GET /api/whatsapp/jobs?session=No!', [422, 'request.invalid']],
    ['GET /api/whatsapp/jobs?session=a&session=b', [422, 'request.invalid']],
    ['POST /api/whatsapp/session/start?session=nobody', [200, 'nobody']],
    ['GET /api/events?session=nobody', [200, 'none']],
    ['GET /api/whatsapp/nothing?session=nobody', [404, 'route.not_found']],
  ])('the session is found: %s', async (line, answer) => {
    expect(await gateFor('operator')(line)).toEqual(answer);
  });

  test.each([
    ['admin', 200],
    ['operator', 200],
    ['viewer', 403],
  ] as const)('a command by a caller of role %s is answered %i', async (role, status) => {
    const ask = gateFor(role);
    expect((await ask('POST /api/whatsapp/jobs'))[0]).toBe(status);
    // Who may not call the route does not learn which sessions there are.
    expect((await ask('POST /api/whatsapp/jobs?session=nobody'))[0]).toBe(status === 200 ? 404 : 403);
  });
});

test('every route that changes something says in the OpenAPI document that it may be forbidden', async () => {
  const { ask } = await api({ sandbox: {} as SandboxControl });
  const { paths } = (await (await ask('GET /openapi.json')).json()) as OpenApi;
  const silent = Object.entries(paths)
    .filter(([path]) => path.startsWith('/api/') && !path.startsWith('/api/auth/') && path !== '/api/audit/verify')
    .flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { responses }]) => ({ path, method, responses })),
    )
    .filter(({ method, responses }) => method !== 'get' && !('403' in responses));
  expect(silent.map(({ method, path }) => `${method} ${path}`)).toEqual([]);
});
