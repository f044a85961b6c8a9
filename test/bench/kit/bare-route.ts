/** The other side of P1: Hono on node-server with one route that reads JSON and answers 202, and nothing behind it. */
import { serve } from '@hono/node-server';
import { Hono } from 'hono';

const app = new Hono().post('/send-message', async (c) => {
  const { number } = await c.req.json<{ number: string }>();
  return c.json({ number, status: 'waiting' }, 202);
});

serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, ({ port }) => {
  console.log(`Listening on http://127.0.0.1:${port}`);
});
