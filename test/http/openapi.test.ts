import { beforeAll, describe, expect, test } from 'vitest';
import { createSandboxApp } from '../../src/http/app.ts';
import { PROBLEMS } from '../../src/http/contract/problem.ts';
import type { SandboxControl } from '../../src/sandbox/control.ts';
import { systemEntropy } from '../../src/kernel/entropy.ts';
import { silentLogger } from '../../src/kernel/logger.ts';
import type { OpenApi } from './agreement.ts';
import { type Api, api } from './api.ts';

const control = {} as SandboxControl;
const served = async ({ ask }: Api) => (await (await ask('GET /openapi.json', { token: null })).json()) as OpenApi;

/** An application and its document. Making a document takes longer than all that is asked of it here. */
const one = async (change: Parameters<typeof api>[0] = {}) => {
  const anna = await api(change);
  return { anna, document: await served(anna) };
};
let alone: Awaited<ReturnType<typeof one>>;
let withSandbox: Awaited<ReturnType<typeof one>>;
beforeAll(async () => {
  alone = await one();
  withSandbox = await one({ sandbox: control });
});

/** `/api/whatsapp/jobs/:jobId` and `/api/history/:stream{.+}` in the form of OpenAPI. */
const template = (path: string) => path.replaceAll(/:(\w+)(\{[^/]+\})?/g, '{$1}');

/** Pages are for people, and not in the document. */
const PAGE =
  /^GET \/(?:s\/\{session\}(?:\/|$))?(?:(?:assets|pages|jobs|chats|webhooks)\/.*|audit|chats|docs|drafts|favicon\.ico|inspector|jobs|keys|login|people|phones|queue|send|sessions|settings|webhooks)?$/;

const routesOf = (app: Api['app']) =>
  app.routes
    .filter(({ method }) => method !== 'ALL')
    .map(({ method, path }) => `${method} ${template(path)}`)
    .filter((line) => !PAGE.test(line));

const operationsOf = ({ paths }: OpenApi) =>
  Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );

describe('the OpenAPI document', () => {
  test.each([
    ['without a sandbox', () => alone],
    ['with one', () => withSandbox],
  ])('has every route of the application %s, and no other', (_, which) => {
    const { anna, document } = which();
    const routes = new Set(routesOf(anna.app));
    expect(routes.size).toBeGreaterThan(25);
    expect(operationsOf(document).sort()).toEqual([...routes].sort());
  });

  test('is 3.1, and wants a token wherever the server does', async () => {
    const { anna, document } = alone;
    expect(document.openapi).toMatch(/^3\.1\./);
    for (const line of operationsOf(document)) {
      const [method = '', path = ''] = line.split(' ');
      const operation = document.paths[path]?.[method.toLowerCase()];
      const answer = await anna.app.request(path.replaceAll(/\{\w+\}/g, 'x'), { method });
      const code = ((await answer.json().catch(() => ({}))) as { code?: string }).code;
      expect([line, code === 'auth.invalid_token']).toEqual([line, operation?.security === undefined]);
    }
  });

  test('describes every route, its answers and its problems', () => {
    const { paths } = withSandbox.document;
    for (const [path, methods] of Object.entries(paths)) {
      for (const [method, operation] of Object.entries(methods)) {
        const { summary, tags, responses } = operation as typeof operation & { summary?: string; tags?: string[] };
        expect([path, method, summary, tags]).toEqual([path, method, expect.any(String), [expect.any(String)]]);
        expect(Object.keys(responses).some((status) => status.startsWith('2'))).toBe(true);
        expect(Object.keys(responses)).toContain('500');
      }
    }
  });

  test('has no reference that leads nowhere', () => {
    const { document } = withSandbox;
    const references = JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g);
    const names = new Set([...references].map(([, name]) => name ?? ''));
    expect(names.size).toBeGreaterThan(10);
    for (const name of names) expect(Object.keys(document.components.schemas)).toContain(name);
  });

  test('lists every problem that there is', () => {
    const { ['x-problems' as keyof OpenApi]: problems } = alone.document;
    expect((problems as unknown as { code: string }[]).map(({ code }) => code).sort()).toEqual(
      Object.keys(PROBLEMS).sort(),
    );
  });

  test('of a sandbox that runs alone has its routes too', async () => {
    const app = createSandboxApp(control, {
      token: 'box',
      entropy: systemEntropy,
      logger: silentLogger,
      version: '0.0.0-test',
    });
    const document = (await (await app.request('/openapi.json')).json()) as OpenApi;
    expect(operationsOf(document)).toContain('POST /api/sandbox/lose-ack');
    expect((await app.request('/')).headers.get('location')).toBe('/docs');
    expect((await app.request('/docs')).status).toBe(200);
    expect((await app.request('/api/sandbox/test-numbers')).status).toBe(401);
    const answer = await app.request('/api/sandbox/test-numbers', { headers: { authorization: 'Bearer box' } });
    expect(answer.status).toBe(200);
  });
});
