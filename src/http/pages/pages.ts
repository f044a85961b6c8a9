/** The pages in this folder, with the colours of the dashboard. They are read once. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { type Context, Hono } from 'hono';
import { accepts } from 'hono/accepts';
import type { BasePath } from '../edge/base-path.ts';
import type { Env } from '../edge/env.ts';
import { basedAt } from './base.ts';

interface Page {
  readonly body: string;
  readonly type: string;
  readonly etag: string;
}

const FOLDER = import.meta.dirname;

/** The colours and sizes of all pages. They come from the sources of the dashboard, so these pages need no build. */
const TOKENS = join(FOLDER, '../../../web/src/styles/tokens.css');

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

const load = (file: string, type: string, basePath: BasePath): Page => {
  const body = basedAt(basePath, readFileSync(file, 'utf8'));
  return { body, type, etag: `"${createHash('sha256').update(body).digest('base64url')}"` };
};

const show = (c: Context<Env>, { body, type, etag }: Page, status: 200 | 404 = 200): Response => {
  const headers = { 'Content-Type': type, ETag: etag, 'Cache-Control': 'no-cache' };
  if (status === 404) return c.body(body, 404, { 'Content-Type': type });
  return c.req.header('if-none-match') === etag ? c.body(null, 304, headers) : c.body(body, 200, headers);
};

/** The pages by name. Source files of this folder are not served. */
const readPages = (basePath: BasePath): ReadonlyMap<string, Page> => {
  const files = [...readdirSync(FOLDER).map((name) => join(FOLDER, name)), TOKENS];
  return new Map(
    files.flatMap((file) => {
      const type = TYPES[extname(file)];
      return type === undefined ? [] : [[basename(file), load(file, type, basePath)] as const];
    }),
  );
};

/** The addresses of files other than `/pages/<name>`. Browsers request `/favicon.ico` for JSON, which names no icon. */
const PLACES: Readonly<Record<string, readonly string[]>> = {
  'docs.html': ['/docs'],
  'icon.svg': ['/pages/icon.svg', '/favicon.ico'],
};

/** Pages without their own address, which replace others. */
const WELCOME = 'welcome.html';
const MISSING = 'missing.html';

export interface Pages {
  readonly routes: () => Hono<Env>;
  /** Replaces the dashboard if it is not built. */
  readonly welcome: (c: Context<Env>) => Response;
  /** The answer for an unknown path: a page for a browser, and null for a client of the API. */
  readonly missing: (c: Context<Env>) => Response | null;
}

const ANSWERS = ['application/problem+json', 'application/json', 'text/html'];

const WEIGHT = /^q=(?:0(?:\.\d{1,3})?|1(?:\.0{1,3})?)$/i;

/** Whether a header names `text/html` with a weight that can be read, or with none. */
const namesPages = (header: string): boolean =>
  header.split(',').some((item) => {
    const [type = '', ...parameters] = item.split(';').map((part) => part.trim());
    const weight = parameters.find((parameter) => /^q=/i.test(parameter));
    return type.toLowerCase() === 'text/html' && (weight === undefined || WEIGHT.test(weight));
  });

/** Whether the client prefers a page to a problem document: browsers name `text/html`, and `curl` accepts anything. */
const isPerson = (c: Context<Env>): boolean =>
  c.req.method === 'GET' &&
  !c.req.path.startsWith('/api/') &&
  namesPages(c.req.header('accept') ?? '') &&
  accepts(c, { header: 'Accept', supports: ANSWERS, default: 'anything' }) === 'text/html';

export const openPages = (basePath: BasePath): Pages => {
  const pages = readPages(basePath);
  const standIn = (name: string, c: Context<Env>, status: 200 | 404): Response => {
    const page = pages.get(name);
    if (!page) throw new Error(`There is no page ${name}`);
    return show(c, page, status);
  };
  return {
    routes: () => {
      const app = new Hono<Env>();
      for (const [name, page] of pages) {
        if (name === WELCOME || name === MISSING) continue;
        for (const place of PLACES[name] ?? [`/pages/${name}`]) app.get(place, (c) => show(c, page));
      }
      return app;
    },
    welcome: (c) => standIn(WELCOME, c, 200),
    missing: (c) => (isPerson(c) ? standIn(MISSING, c, 404) : null),
  };
};
