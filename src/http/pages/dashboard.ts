/** The dashboard and the inspector: static files for anyone; what they show comes through the API, with a token. */
import { join } from 'node:path';
import { type Context, Hono } from 'hono';
import { type Built, type BuiltFile, readBuilt } from './built.ts';
import type { Env } from '../edge/env.ts';
import { problem } from '../contract/problem.ts';

const DIST = join(import.meta.dirname, '../../../web/dist');

/** Every path that is a page of the dashboard; the page itself finds out which. */
const PAGES = ['/', '/login', '/jobs', '/jobs/:id', '/send', '/queue', '/audit', '/phones'] as const;

/** The name has a digest of the content in it, so the content never changes. */
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

/** `unbuilt` answers in the place of pages that nobody has built. */
export const dashboardRoutes = (unbuilt: (c: Context<Env>) => Response, folder = DIST) => {
  let known: Built | null = null;
  /** Read when it is first asked for; as long as there is nothing, it may still come. */
  const built = (): Built | null => (known ??= readBuilt(folder));

  const page = (name: string) => (c: Context<Env>) => {
    const file = built()?.get(name);
    return file ? show(c, file, ASK_AGAIN) : unbuilt(c);
  };

  const app = new Hono<Env>();
  for (const path of PAGES) app.get(path, page('index.html'));
  app.get('/inspector', page('inspector.html'));
  app.get('/assets/:name', (c) => {
    const file = built()?.get(`assets/${c.req.param('name')}`);
    return file ? show(c, file, FOR_EVER) : problem(c, 'route.not_found', 'There is nothing here; load the page anew.');
  });
  return app;
};
