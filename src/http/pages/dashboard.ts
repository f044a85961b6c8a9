/** The dashboard and the inspector. Their files are public and static; their data comes from the API, with a token. */
import { join } from 'node:path';
import { type Context, Hono } from 'hono';
import { type Built, type BuiltFile, readBuilt } from './built.ts';
import type { Env } from '../edge/env.ts';
import type { BasePath } from '../edge/base-path.ts';
import { problem } from '../contract/problem.ts';

const DIST = join(import.meta.dirname, '../../../web/dist');

/** The paths of the dashboard. All serve the same page, which reads the path. */
const PAGES = [
  '/',
  '/login',
  '/chats',
  '/chats/:id',
  '/jobs',
  '/jobs/:id',
  '/send',
  '/queue',
  '/audit',
  '/drafts',
  '/phones',
  '/sessions',
  '/webhooks',
  '/webhooks/:id',
  '/keys',
  '/people',
  '/settings',
] as const;

/** The same pages for a session other than the default one. */
const IN_SESSION = '/s/:session';

/** The caching of files whose name contains a digest of their content. */
const FOR_EVER = 'public, max-age=31536000, immutable';
const ASK_AGAIN = 'no-cache';

const encodedFor = (c: Context<Env>, { body, encoded }: BuiltFile) => {
  const accepted = new Set(
    (c.req.header('accept-encoding') ?? '')
      .split(',')
      .filter((part) => !/;\s*q=0(?:\.0*)?\s*$/.test(part))
      .map((part) => part.split(';', 1)[0]?.trim().toLowerCase()),
  );
  const [encoding, smaller] = encoded.find(([word]) => accepted.has(word)) ?? [];
  return { encoding, body: smaller ?? body };
};

const show = (c: Context<Env>, file: BuiltFile, caching: string): Response => {
  const headers = { ETag: file.etag, 'Cache-Control': caching, Vary: 'Accept-Encoding' };
  if (c.req.header('if-none-match')?.includes(file.etag)) return c.body(null, 304, headers);
  const { encoding, body } = encodedFor(c, file);
  return c.body(body, 200, {
    ...headers,
    'Content-Type': file.type,
    'Content-Length': String(body.byteLength),
    ...(encoding ? { 'Content-Encoding': encoding } : {}),
  });
};

interface DashboardOptions {
  /** The answer if the pages are not built. */
  readonly unbuilt: (c: Context<Env>) => Response;
  readonly basePath: BasePath;
  readonly folder?: string;
}

export const dashboardRoutes = ({ unbuilt, basePath, folder = DIST }: DashboardOptions) => {
  let known: Built | null = null;
  /** Reads the pages at the first request. Without a build, each request checks again. */
  const built = (): Built | null => (known ??= readBuilt(folder, basePath));

  const page = (name: string) => (c: Context<Env>) => {
    const file = built()?.get(name);
    return file ? show(c, file, ASK_AGAIN) : unbuilt(c);
  };

  const app = new Hono<Env>();
  app.get(IN_SESSION, page('index.html'));
  for (const path of PAGES) {
    app.get(path, page('index.html'));
    app.get(IN_SESSION + path, page('index.html'));
  }
  app.get('/inspector', page('inspector.html'));
  app.get('/assets/:name', (c) => {
    const file = built()?.get(`assets/${c.req.param('name')}`);
    return file ? show(c, file, FOR_EVER) : problem(c, 'route.not_found', 'There is nothing here; reload the page.');
  });
  return app;
};
