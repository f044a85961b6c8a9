/** Whether the account appears as available, over everything that happens to its connection. */
import { expect, test } from 'vitest';
import { ANNA } from '../support/inside.ts';
import { running } from '../support/running.ts';

test('an account stays available over a lost link and a restart of the process', async () => {
  const first = await running();
  await first.gateway.sessions.start('default', ANNA);
  await first.ready();
  expect(first.script.link().chatted).toEqual([]);
  expect(await first.gateway.presence.setAvailability('default', true, ANNA)).toMatchObject({ ok: true });
  expect(await first.gateway.presence.setAvailability('default', true, ANNA)).toMatchObject({ ok: true });
  expect(first.script.link().chatted).toEqual([['appear', true]]);
  expect(first.story('session/default').filter((type) => type === 'session.presence_set')).toHaveLength(1);

  first.script.link().closed();
  await first.gateway.sessions.restart('default', ANNA);
  await first.ready();
  expect(first.script.link().chatted).toEqual([['appear', true]]);

  await first.crash();
  const second = await running(first);
  second.clock.advance(60_000);
  while (second.script.links.length < 3) await new Promise(setImmediate);
  await second.ready();
  expect(second.script.link().chatted).toEqual([['appear', true]]);
  expect(await second.gateway.presence.setAvailability('default', false, ANNA)).toMatchObject({ ok: true });
  expect(second.script.link().chatted.at(-1)).toEqual(['appear', false]);
});
