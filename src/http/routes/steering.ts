/** Puts on record who used which control of the embedded sandbox: what it does to the sessions is in the log as well. */
import type { MiddlewareHandler } from 'hono';
import type { Journal } from '../../events/log/journal.ts';
import { streamOf } from '../../kernel/ids.ts';
import { callerOf, type Env } from '../edge/env.ts';

/** The last step of the path names the control. */
export const steering =
  (record: Journal): MiddlewareHandler<Env> =>
  async (c, next) => {
    await next();
    if (c.req.method !== 'POST' || !c.res.ok) return;
    const control = c.req.path.slice(c.req.path.lastIndexOf('/') + 1);
    await record(streamOf.process, { type: 'process.sandbox_steered', control }, callerOf(c));
  };
