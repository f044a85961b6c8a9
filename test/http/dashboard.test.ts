import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { Hono } from 'hono';
import { describe, expect, onTestFinished, test } from 'vitest';
import { dashboardRoutes } from '../../src/http/pages/dashboard.ts';
import type { Env } from '../../src/http/edge/env.ts';
import { api } from './api.ts';

const INDEX = '<!doctype html><base href="/" />dashboard';
const SCRIPT = 'let waybill = 1;'.repeat(20);
const FOR_EVER = 'public, max-age=31536000, immutable';

const folder = (): string => {
  const made = mkdtempSync(join(tmpdir(), 'waybill-dist-'));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  return made;
};

const buildInto = (made: string): void => {
  mkdirSync(join(made, 'assets'));
  writeFileSync(join(made, 'index.html'), INDEX);
  writeFileSync(join(made, 'inspector.html'), '<!doctype html>inspector');
  writeFileSync(join(made, 'assets/index-4f1d.js'), SCRIPT);
  writeFileSync(join(made, 'assets/index-4f1d.js.br'), brotliCompressSync(SCRIPT));
  writeFileSync(join(made, 'assets/index-4f1d.js.gz'), gzipSync(SCRIPT));
  writeFileSync(join(made, 'assets/icon.svg'), '<svg/>');
  writeFileSync(join(made, 'assets/notes.txt'), 'not of a type that pages have');
};

const appOn = (made: string, basePath = '') =>
  new Hono<Env>().route('/', dashboardRoutes({ unbuilt: (c) => c.text('not built'), basePath, folder: made }));

const built = (basePath = '') => {
  const made = folder();
  buildInto(made);
  return appOn(made, basePath);
};

describe('the dashboard', () => {
  test.each([
    '/',
    '/login',
    '/jobs',
    '/jobs/4f1d',
    '/send',
    '/queue',
    '/audit',
    '/drafts',
    '/phones',
    '/s/shop',
    '/s/shop/',
    '/s/shop/jobs/4f1d',
  ])('is at %s', async (path) => {
    const answer = await built().request(path);
    expect([answer.status, await answer.text()]).toEqual([200, INDEX]);
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(answer.headers.get('cache-control')).toBe('no-cache');
  });

  test('begins where a proxy serves it', async () => {
    const page = await built('/waybill').request('/jobs/4f1d');
    expect(await page.text()).toBe('<!doctype html><base href="/waybill/" />dashboard');
    expect(page.headers.get('etag')).not.toBe((await built().request('/jobs/4f1d')).headers.get('etag'));
  });

  test('has the inspector beside it', async () => {
    expect(await (await built().request('/inspector')).text()).toBe('<!doctype html>inspector');
  });

  test.each([
    ['br', 'br'],
    ['gzip, deflate, br;q=0.5', 'br'],
    ['gzip', 'gzip'],
    ['br;q=0, gzip', 'gzip'],
    ['identity', null],
  ])('is sent as %s would have it', async (accepted, encoding) => {
    const answer = await built().request('/assets/index-4f1d.js', { headers: { 'accept-encoding': accepted } });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-encoding')).toBe(encoding);
    expect(answer.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(answer.headers.get('vary')).toBe('Accept-Encoding');
    expect(answer.headers.get('content-length')).toBe(String((await answer.arrayBuffer()).byteLength));
  });

  test('is kept for ever where names hold a digest, and asked about where they do not', async () => {
    const app = built();
    expect((await app.request('/assets/icon.svg')).headers.get('cache-control')).toBe(FOR_EVER);
    const etag = (await app.request('/')).headers.get('etag') ?? '';
    const again = await app.request('/jobs', { headers: { 'if-none-match': `W/"other", ${etag}` } });
    expect([again.status, await again.text(), again.headers.get('etag')]).toEqual([304, '', etag]);
  });

  test('answers HEAD with everything but the body', async () => {
    const answer = await built().request('/assets/index-4f1d.js', { method: 'HEAD' });
    expect([answer.status, answer.headers.get('content-length'), await answer.text()]).toEqual([
      200,
      String(SCRIPT.length),
      '',
    ]);
  });

  test.each([
    '/assets/',
    '/assets/none.js',
    '/assets/notes.txt',
    '/assets/%2e%2e/%2e%2e/package.json',
    '/assets/..%2findex.html',
    '/index.html',
    '/jobs/4f1d/more',
    '/nowhere',
  ])('hands out nothing else: %s', async (path) => {
    expect((await built().request(path)).status).toBe(404);
  });

  test('where it is not built, something says so until it is', async () => {
    const made = folder();
    const app = appOn(made);
    expect(await (await app.request('/jobs')).text()).toBe('not built');
    expect((await app.request('/assets/index-4f1d.js')).status).toBe(404);
    buildInto(made);
    expect(await (await app.request('/jobs')).text()).toBe(INDEX);
  });
});

test('the gateway serves it under its strict policy', async () => {
  const { app } = await api();
  const policy = (await app.request('/')).headers.get('content-security-policy') ?? '';
  expect(policy).toContain("script-src 'self';");
  expect(policy).toContain("base-uri 'self';");
  expect(policy).not.toContain('unsafe');
});

const BROWSER = 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8';

test.each([
  ['a browser', '/nowhere', BROWSER, 'text/html; charset=utf-8'],
  ['a client of the API', '/nowhere', 'application/json', 'application/problem+json'],
  ['curl', '/nowhere', '*/*', 'application/problem+json'],
  ['a client with a weight that is no number', '/nowhere', 'text/html;q=nope', 'application/problem+json'],
  ['a browser that was led below the API', '/api/nothing', BROWSER, 'application/problem+json'],
])('where nothing is, %s gets an answer it can read', async (_, path, accept, type) => {
  const anna = await api();
  const answer = await anna.app.request(path, { headers: { accept, authorization: `Bearer ${anna.token}` } });
  expect([answer.status, answer.headers.get('content-type')]).toEqual([404, type]);
  if (accept === BROWSER && type.startsWith('text/html'))
    expect(await answer.text()).toContain('There is nothing here');
});

test('browsers find an icon where they look for one by themselves', async () => {
  const { app } = await api();
  const icon = await app.request('/favicon.ico');
  expect([icon.status, icon.headers.get('content-type')]).toEqual([200, 'image/svg+xml']);
});
