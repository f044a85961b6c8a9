/** The examples of events are bodies of a log in which each happens; to record them again, run this with `--update`. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { eventBodies, testBodyOf } from '../../src/webhooks/events/bodies.ts';
import { EVENT_TYPES } from '../../src/webhooks/events/event-types.ts';
import { eventsOf } from '../../src/webhooks/events/events.ts';
import { EVENTS_OF } from '../../src/webhooks/events/table.ts';
import { CANARY, erase, liveOnce, openLife } from '../support/whole-life.ts';
import { ROOT } from '../tidy/source-files.ts';
import { code, holdsSections, table } from './marked.ts';

test('src/http/contract/webhook-examples.json holds the first body of each type', async () => {
  const life = openLife();
  await liveOnce(life);
  await erase(life, 'PIC2');
  const { bodyOf } = eventBodies(life);
  const bodies = life.log
    .page({ after: 0, limit: 10_000 })
    .flatMap(eventsOf)
    .map((event) => bodyOf(event, { payload: 'full' }));
  const tried = { webhookId: 'wh_019a9f3c2b40004d2a', nonce: '1', at: 1_700_000_000_000, position: 128 };
  const all = [...bodies, testBodyOf({ ...tried, correlation: 'request-1' })];
  const first = EVENT_TYPES.map((type) => [type, all.find((body) => body.type === type)]);
  const written = JSON.stringify(Object.fromEntries(first), null, 2).replaceAll(`${CANARY} `, '');
  await expect(`${written}\n`).toMatchFileSnapshot(join(ROOT, 'src/http/contract/webhook-examples.json'));
  await life.log.close();
});

test('docs/webhooks.md lists every type of event and the facts that lead to it; to regenerate it: npx vitest run test/docs/webhook-examples --update', async () => {
  const rows = EVENT_TYPES.map((type) => {
    const facts = Object.entries(EVENTS_OF).flatMap(([fact, row]) => {
      if (!row.types.some((each) => each === type)) return [];
      return [`${code(fact)}${'when' in row && row.when !== undefined ? ` (${row.when})` : ''}`];
    });
    return [code(type), facts.join(', ') || 'a test of the endpoint'];
  });
  const untold = Object.entries(EVENTS_OF).flatMap(([fact, row]) => ('why' in row ? [[code(fact), row.why]] : []));
  await holdsSections('docs/webhooks.md', {
    'event types': table(['event', 'what leads to it'], rows),
    'untold facts': table(['fact', 'why no event'], untold),
  });
});
