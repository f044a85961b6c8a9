/**
 * Finds the handlers of a request. What a path without parameters matches is found once: most requests name such a path,
 * and Hono's faster router refuses a table in which `/groups/join` stands beside `/groups/:id/leave`.
 */
import type { Result, Router } from 'hono/router';
import { TrieRouter } from 'hono/router/trie-router';

export const rememberingRouter = <T>(): Router<T> => {
  const router = new TrieRouter<T>();
  const fixed = new Set<string>();
  const found = new Map<string, Result<T>>();
  return {
    name: 'remembering',
    add(method, path, handler) {
      if (!/[:*]/.test(path)) fixed.add(path);
      router.add(method, path, handler);
    },
    match(method, path) {
      const key = `${method} ${path}`;
      const known = found.get(key);
      if (known) return known;
      const result = router.match(method, path);
      if (fixed.has(path)) found.set(key, result);
      return result;
    },
  };
};
