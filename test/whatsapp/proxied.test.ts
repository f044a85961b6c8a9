/** A session behind a proxy: its thread connects to the proxy, and to nobody else, from the first QR to the unlinking. */
import { expect, onTestFinished, test } from 'vitest';
import { readProxy } from '../../src/proxy/address.ts';
import { ANNA } from '../support/inside.ts';
import { PROXY_KINDS, startProxy } from '../support/proxies.ts';
import { runningWithSandbox } from '../support/running-with-sandbox.ts';
import { WATCHED_WORKER, watchThreads } from '../support/watched.ts';

test.each(PROXY_KINDS)('by %s it is linked, sends and is unlinked through the proxy alone', async (kind) => {
  const proxy = await startProxy(kind);
  onTestFinished(proxy.stop);
  const watch = watchThreads();
  onTestFinished(watch.end);
  const read = readProxy(proxy.url, 'proxy');
  if (!read.ok) throw new Error(read.refusal.detail);
  const run = await runningWithSandbox({ program: WATCHED_WORKER, proxy: read.value, unlinked: true });
  onTestFinished(run.close);
  await run.ready();
  expect((await run.ended(await run.queue())).at(-1)).toMatchObject({ type: 'job.completed' });
  expect((await run.gateway.sessions.logout('default', ANNA)).ok).toBe(true);
  await run.fact('session.logged_out');
  expect(run.reads.sessions.byId('default')?.state).toBe('loggedOut');
  // WhatsApp was told, by the link or aside of it: nothing waits for a later unlinking.
  const pending = run.log.page({ after: 0, type: 'session.unlink_pending', limit: 1 });
  if (pending.length > 0) await run.fact('session.unlinked');

  await watch.count(proxy.tunnels.length);
  expect(proxy.tunnels.length).toBeGreaterThan(1);
  expect(new Set(proxy.tunnels.map(({ port }) => port))).toEqual(new Set([Number(new URL(run.sandbox.url).port)]));
  const peers = new Set(watch.contacted.map(({ session, address, port }) => `${session} ${address}:${port}`));
  expect(peers).toEqual(new Set([`default 127.0.0.1:${proxy.port}`]));
});
