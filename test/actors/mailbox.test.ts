import { expect, test } from 'vitest';
import { createActor } from '../../src/actors/actor.ts';
import { memoryLog } from '../../src/events/log/memory-log.ts';
import { DEFAULT_QUEUE_CONFIG } from '../../src/events/facts/queue.ts';
import { kinds } from '../../src/machines/kinds.ts';
import type { Queue } from '../../src/machines/queue.machine.ts';
import type { QueueCommand } from '../../src/machines/queue.decide.ts';
import { ANNA } from '../support/inside.ts';
import { manualClock } from '../support/manual-clock.ts';
import { running } from '../support/running.ts';

const nothing = () => {};
const busy = { ok: false, refusal: { code: 'gateway.busy', retryAfterS: 1 } };

test('a full mailbox refuses, records nothing of it, and takes commands again once it has room', async () => {
  const clock = manualClock();
  const log = memoryLog();

  const queue = createActor(
    'queue/default',
    {
      ...kinds.queue,
      decide: (snapshot: Queue, command: QueueCommand) =>
        kinds.queue.decide(snapshot, command, { now: clock.now(), fraction: 0, policy: DEFAULT_QUEUE_CONFIG }),
      effects: { startQueue: nothing, wakeAt: nothing },
    },
    { log, clock, mailboxMax: 2 },
  );
  const told = await Promise.all(
    (['pause', 'resume', 'pause', 'resume', 'pause'] as const).map((type) => queue.tell({ type }, ANNA)),
  );
  // The first command is being handled, two wait.
  expect(told.slice(3)).toMatchObject([busy, busy]);
  expect(log.head().position).toBe(3);
  expect((await queue.tell({ type: 'resume' }, ANNA)).ok).toBe(true);
});

test('a thousand commands may wait for one session, and not one more', async () => {
  const { gateway } = await running();
  const told = await Promise.all(
    Array.from({ length: 1_010 }, (_, n) => gateway.queues.configure('default', { concurrency: 1 + (n % 50) }, ANNA)),
  );
  expect(told.filter(({ ok }) => ok)).toHaveLength(1_001);
  expect(told.at(-1)).toMatchObject(busy);
});

test('a link that closes while the mailbox is full is not forgotten', async () => {
  const { script, gateway, db, clock, fact, ready } = await running();
  await ready();
  db.exec("create temp trigger full before insert on events begin select raise(fail, 'full'); end");
  const asked = Array.from({ length: 1_001 }, () => gateway.sessions.restart('default', ANNA).catch(() => null));
  script.link().closed({ code: 428, cause: 'lost', reason: 'Connection Terminated' });
  await Promise.all(asked);
  db.exec('drop trigger full');
  clock.advance(1_000);
  expect((await fact('session.closed')).data).toMatchObject({ code: 428 });
});
