/** Waybill below a path of a reverse proxy: one that forwards the path, and one that strips it. */
import { expect, test } from 'vitest';
import { isBasePath } from '../../src/http/edge/base-path.ts';
import { edgeOf } from '../../src/http/edge/edge.ts';
import { OWN_SEGMENTS, placingPaths } from '../../src/kernel/own-paths.ts';
import { openTickets } from '../../src/http/routes/tickets.ts';
import { systemEntropy } from '../../src/kernel/entropy.ts';
import { manualClock } from '../support/manual-clock.ts';
import { api } from './api.ts';

const edge = edgeOf({ limits: {}, trustedProxies: [], corsOrigins: [], basePath: '/waybill' });
const anna = await api({ edge, tickets: openTickets({ clock: manualClock(), entropy: systemEntropy }) });

const request = async (line: string, json?: unknown): Promise<Response> => {
  const [method = '', path = ''] = line.split(' ');
  const headers = { authorization: `Bearer ${anna.token}`, 'content-type': 'application/json' };
  return anna.app.request(path, { method, headers, ...(json === undefined ? {} : { body: JSON.stringify(json) }) });
};

test.each([
  ['GET /healthz', 200],
  ['GET /docs', 200],
  ['GET /openapi.json', 200],
  ['GET /metrics', 200],
  ['GET /api/auth/me', 200],
  ['GET /api/nothing', 404],
  ['DELETE /healthz', 405],
])('%s answers the same with and without the base path', async (line, status) => {
  expect((await request(line)).status).toBe(status);
  expect((await request(line.replace(' /', ' /waybill/'))).status).toBe(status);
});

test('the base path alone is the dashboard, with and without a slash or a query', async () => {
  for (const path of ['/waybill', '/waybill/', '/waybill?tab=1', '/'])
    expect((await request(`GET ${path}`)).headers.get('content-type')).toContain('text/html');
});

test('a path that only begins with the same letters is no path of ours', async () => {
  expect((await request('GET /waybillion/healthz')).status).toBe(404);
});

test('a login below the base path needs no token', async () => {
  const answer = await anna.app.request('/waybill/api/auth/login', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: 'anna@example.com', password: 'correct horse' }),
  });
  expect(answer.status).toBe(200);
});

test('an answer names its addresses below the base path, however the request came', async () => {
  for (const path of ['/api/whatsapp/send-message', '/waybill/api/whatsapp/send-message']) {
    const answer = await request(`POST ${path}`, { number: '6281234567890', message: 'Hello' });
    expect(answer.headers.get('location')).toMatch(/^\/waybill\/api\/whatsapp\/jobs\//);
  }
  const missing = (await (await request('GET /api/nothing')).json()) as { type: string };
  expect(missing.type).toBe('/waybill/docs#route.not_found');
  const document = (await (await request('GET /openapi.json')).json()) as { servers: unknown };
  expect(document.servers).toEqual([{ url: '/waybill/' }]);
  const ticket = (await (await request('POST /api/inspector/ticket')).json()) as { path: string };
  expect(ticket.path).toMatch(/^\/waybill\/inspector\/ws\?/);
});

test.each([
  ['GET /api/nothing', 'There is nothing here; /waybill/docs lists every route.'],
  ['GET /api/whatsapp/status?session=shop', 'POST /waybill/api/whatsapp/session/start?session=shop.'],
  ['GET /readyz?session=shop', 'POST /waybill/api/whatsapp/session/start?session=shop.'],
])('%s is refused in a sentence whose paths are below the base path', async (line, said) => {
  const { detail } = (await (await request(line)).json()) as { detail: string };
  expect(detail).toContain(said);
});

test('all routes begin with a segment that is known as our own', () => {
  const segments = anna.app.routes.map(({ path }) => path.split('/')[1] ?? '').filter((segment) => /^\w/.test(segment));
  expect(segments.length).toBeGreaterThan(50);
  expect(segments.filter((segment) => !OWN_SEGMENTS.has(segment))).toEqual([]);
});

test('who has no token hears below the base path where to get one', async () => {
  const { detail } = (await (await anna.app.request('/api/users')).json()) as { detail: string };
  expect(detail).toContain('POST /waybill/api/auth/login gives an access token.');
});

test.each([
  ['/docs lists every route', '/waybill/docs lists every route'],
  [
    'a QR waits, at /api/whatsapp/session/qr?session=shop.',
    'a QR waits, at /waybill/api/whatsapp/session/qr?session=shop.',
  ],
  ['(/openapi.json, /metrics)', '(/waybill/openapi.json, /waybill/metrics)'],
  ['/waybill/docs', '/waybill/docs'],
  ['https://example.com/api/users and /data/api/users', 'https://example.com/api/users and /data/api/users'],
  ['/apis/x, and/or /documents', '/apis/x, and/or /documents'],
])('of the paths in %j those of Waybill are put below the base path', (sentence, placed) => {
  expect(placingPaths('/waybill')(sentence)).toBe(placed);
  expect(placingPaths('')(sentence)).toBe(sentence);
});

test.each([
  ['', true],
  ['/waybill', true],
  ['/tools/way-bill_1.2~', true],
  ['waybill', false],
  ['/waybill/', false],
  ['//evil.example', false],
  ['/a//b', false],
  ['/..', false],
  ['/a b', false],
  ['/%2e', false],
  ['/api', false],
  ['/docs/x', false],
  ['/apis', true],
])('%j is a base path: %s', (path, is) => {
  expect(isBasePath(path)).toBe(is);
});
