/** Records who used which control of the embedded sandbox. What the control does to sessions is in the log as well. */
import type { MiddlewareHandler } from 'hono';
import type { Gateway } from '../../gateway/gateway.ts';
import { callerOf, type Env } from '../edge/env.ts';

/** The last step of the path names the control. */
export const steering =
  (gateway: Pick<Gateway, 'recordSteering'>): MiddlewareHandler<Env> =>
  async (c, next) => {
    await next();
    if (c.req.method !== 'POST' || !c.res.ok) return;
    const control = c.req.path.slice(c.req.path.lastIndexOf('/') + 1);
    await gateway.recordSteering(control, callerOf(c));
  };
