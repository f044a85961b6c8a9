/** Answers for unknown paths and methods. */
import type { Context, Hono } from 'hono';
import { TrieRouter } from 'hono/router/trie-router';
import type { Env } from './env.ts';
import { problem } from '../contract/problem.ts';

/** Answers 404, or 405 with the methods of the path; null if a route matches. */
export type Missing = (c: Context<Env>) => Response | null;

const ANY = 'ANY';

export const missingFrom = (app: Hono<Env>): Missing => {
  let table: TrieRouter<string> | null = null;

  /** Built at the first miss, because all routes are registered by then. */
  const methodsOf = (path: string): string[] => {
    if (!table) {
      table = new TrieRouter();
      for (const route of app.routes) if (route.method !== 'ALL') table.add(ANY, route.path, route.method);
    }
    const [matches] = table.match(ANY, path);
    const methods = new Set(matches.map(([method]) => method));
    if (methods.has('GET')) methods.add('HEAD');
    return [...methods].sort();
  };

  return (c) => {
    const methods = methodsOf(c.req.path);
    if (methods.includes(c.req.method)) return null;
    if (methods.length === 0) return problem(c, 'route.not_found', 'There is nothing here; /docs lists every route.');
    const Allow = methods.join(', ');
    return problem(c, 'route.method_not_allowed', `This path takes ${Allow}.`, { headers: { Allow } });
  };
};
