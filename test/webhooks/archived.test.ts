/** An endpoint that asks for the past gets it, also when the facts have left the file for the archive. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openDatabase } from '../../src/storage/sqlite/database.ts';
import { folder } from '../events/folder.ts';
import { ANNA, BUDI, namesIn, world } from './receiver.ts';

const DAY = 86_400_000;

test('a replay over the archive sends every event again, under its id and with the same bytes', async () => {
  const path = folder();
  const one = await world(undefined, openDatabase(join(path, 'waybill.db')));
  const id = await one.endpoint({ payload: 'full' });
  for (const name of ['M0000', 'M0001', 'M0002']) for (const chat of [ANNA, BUDI]) await one.hear(chat, name);
  await one.settle();
  const before = [...one.got];
  expect(namesIn(before)).toHaveLength(6);

  await one.pass(10 * DAY);
  await one.archive();
  const { left } = one.db.prepare("select count(*) as left from events where type = 'message.received'").get() as {
    left: number;
  };
  expect(left).toBe(0);
  expect(readdirSync(join(path, 'archive')).length).toBeGreaterThan(0);

  await one.webhooks.find(id)?.run()?.replay({ after: 0, upTo: one.log.head().position });
  await one.settle();
  const again = one.got.slice(before.length).filter(({ type }) => type === 'message.received');
  const bytes = (got: typeof before) => new Map(got.map(({ id: event, text }) => [event, text]));
  expect(bytes(again)).toEqual(bytes(before));
  for (const chat of [ANNA, BUDI])
    expect(namesIn(again.filter(({ text }) => text.includes(chat)))).toEqual(['M0000', 'M0001', 'M0002']);
});
