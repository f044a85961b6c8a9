import { expect, test } from 'vitest';
import type { QueueFact } from '../../src/events/facts/queue.ts';
import type { SessionFact } from '../../src/events/facts/session.ts';
import { evolve, initial } from '../../src/machines/evolve.ts';
import { machines } from '../../src/machines/kinds.ts';
import { type Permit, permitOf } from '../../src/machines/permit.ts';
import type { Queue } from '../../src/machines/queue.machine.ts';
import type { Session } from '../../src/machines/session.machine.ts';
import { queueFacts, sessionFacts } from '../support/facts.ts';

const sessionAfter = (...facts: readonly SessionFact[]): Session =>
  facts.reduce<Session>(
    (before, fact) => evolve(machines.session, before, fact)?.snapshot ?? before,
    initial(machines.session),
  );
const queueAfter = (...facts: readonly QueueFact[]): Queue =>
  facts.reduce<Queue>(
    (before, fact) => evolve(machines.queue, before, fact)?.snapshot ?? before,
    initial(machines.queue),
  );

const started = sessionFacts['session.started'];
const ready = sessionAfter(started, sessionFacts['session.opened']);
const running = queueAfter();
const paused = queueAfter(queueFacts['queue.paused']);
const cooling = queueAfter(queueFacts['queue.cooled']);

const held = (reason: Permit['reason'], nextAt: number | null = null): Permit => ({ places: 0, nextAt, reason });

test.each<[string, Session, Queue, boolean, Permit]>([
  [
    'a ready session with a link may have as many in hand as its queue says',
    ready,
    running,
    true,
    { places: 3, nextAt: null, reason: null },
  ],
  ['a paused queue holds until a person resumes it', ready, paused, true, held('paused')],
  ['a cooling queue holds until its time', ready, cooling, true, held('cooling', 60_000)],
  ['a session that no phone is linked to holds', sessionAfter(started), running, false, held('not_linked')],
  [
    'a session whose link is gone holds until it comes back',
    sessionAfter(started, sessionFacts['session.opened'], sessionFacts['session.closed']),
    running,
    false,
    held('not_connected', 1_000),
  ],
  ['a session that is ready on record and has no link holds', ready, running, false, held('not_connected')],
  ['a pause is named before a missing connection', sessionAfter(started), paused, false, held('paused')],
])('%s', (_, session, queue, linked, expected) => {
  expect(permitOf(session, queue, linked)).toEqual(expected);
});
