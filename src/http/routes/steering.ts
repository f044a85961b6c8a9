/** Records the use of the controls of the embedded sandbox. Their effects on sessions are in the log too. */
import type { MiddlewareHandler } from 'hono';
import type { Gateway } from '../../gateway/gateway.ts';
import { callerOf, type Env } from '../edge/env.ts';

/** The control is named by the segment of the path after `/api/sandbox`. */
export const steering =
  (gateway: Pick<Gateway, 'recordSteering'>): MiddlewareHandler<Env> =>
  async (c, next) => {
    await next();
    if (!['PATCH', 'POST'].includes(c.req.method) || !c.res.ok) return;
    const [, , , control = ''] = c.req.path.split('/');
    await gateway.recordSteering(control, callerOf(c));
  };
