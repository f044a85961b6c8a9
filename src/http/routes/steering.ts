/** Records the use of the controls of the embedded sandbox. Their effects on sessions are in the log too. */
import type { MiddlewareHandler } from 'hono';
import type { Gateway } from '../../gateway/gateway.ts';
import { callerOf, type Env } from '../edge/env.ts';

/** The name of the control, which is the last segment of the path. */
export const steering =
  (gateway: Pick<Gateway, 'recordSteering'>): MiddlewareHandler<Env> =>
  async (c, next) => {
    await next();
    if (c.req.method !== 'POST' || !c.res.ok) return;
    const control = c.req.path.slice(c.req.path.lastIndexOf('/') + 1);
    await gateway.recordSteering(control, callerOf(c));
  };
