import { expect, test } from 'vitest';
import { silentLogger } from '../../src/kernel/logger.ts';
import { ensureWebhook } from '../../src/wiring/webhooks.ts';
import { type Api, api } from '../http/api.ts';

const URL = 'https://hooks.example/waybill';
const SECRETS = ['one', 'two'].map((word) => `whsec_${Buffer.from(word.repeat(10)).toString('base64')}`);

type Said = Parameters<typeof ensureWebhook>[0]['webhook'];

const start = ({ gateway, reads, webhooks }: Api, webhook: Said) =>
  ensureWebhook({ webhook }, gateway, { ...webhooks, reads, logger: silentLogger });

test('the endpoint of the settings is made once, follows what they say, and is paused without them', async () => {
  const one = await api();
  const said = { url: URL, events: ['message.*'], secret: SECRETS[0] ?? null };
  await start(one, said);
  await start(one, said);
  const [made, ...others] = one.reads.webhooks.list();
  expect(others).toEqual([]);
  const id = made?.id ?? '';
  expect(made).toMatchObject({ state: 'active', source: 'environment', config: { events: ['message.*'] } });
  expect(one.webhooks.records.secrets(id)?.secret).toBe(SECRETS[0]);
  expect(one.facts().filter((type) => type.startsWith('webhook.'))).toEqual(['webhook.created']);

  await start(one, { url: `${URL}/new`, events: ['*'], secret: SECRETS[1] ?? null });
  expect(one.reads.webhooks.list()).toMatchObject([{ id, config: { events: ['*'] } }]);
  expect(one.gateway.webhooks.look(`wh_${id}`)).toMatchObject({ value: { url: `${URL}/new` } });
  expect(one.webhooks.records.secrets(id)).toMatchObject({ secret: SECRETS[1], formers: [] });

  await start(one, null);
  expect(one.reads.webhooks.byId(id)).toMatchObject({ state: 'paused', reason: 'unset' });
  await start(one, said);
  expect(one.reads.webhooks.byId(id)).toMatchObject({ state: 'active' });

  // What a person has paused stays so.
  await one.gateway.webhooks.pause(`wh_${id}`, { by: 'anna', correlation: null });
  await start(one, null);
  await start(one, said);
  expect(one.reads.webhooks.byId(id)).toMatchObject({ state: 'paused', reason: 'asked' });
});
