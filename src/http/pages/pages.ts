/** The pages that come with Waybill: files beside this one, read once. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { type Context, Hono } from 'hono';
import type { Env } from '../edge/env.ts';

interface Page {
  readonly body: string;
  readonly type: string;
  readonly etag: string;
}

const FOLDER = import.meta.dirname;

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

const load = (name: string): Page => {
  const body = readFileSync(join(FOLDER, name), 'utf8');
  const type = TYPES[extname(name)] ?? 'application/octet-stream';
  return { body, type, etag: `"${createHash('sha256').update(body).digest('base64url')}"` };
};

const show = (c: Context<Env>, { body, type, etag }: Page): Response => {
  const headers = { 'Content-Type': type, ETag: etag, 'Cache-Control': 'no-cache' };
  return c.req.header('if-none-match') === etag ? c.body(null, 304, headers) : c.body(body, 200, headers);
};

/** Where each file is served; the others are at `/pages/<name>`. */
const PLACES: Readonly<Record<string, string>> = { 'docs.html': '/docs' };

const welcomePage = load('welcome.html');

/** Stands for the dashboard where it is not built. */
export const welcome = (c: Context<Env>): Response => show(c, welcomePage);

export const pageRoutes = () => {
  const app = new Hono<Env>();
  for (const name of readdirSync(FOLDER).filter((file) => extname(file) in TYPES)) {
    const page = load(name);
    app.get(PLACES[name] ?? `/pages/${name}`, (c) => show(c, page));
  }
  return app;
};
