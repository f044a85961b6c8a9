/** What may be taken in: an id of its own, a key once, no more than the queue may hold. And facts come in order of time. */
import type { Recorded } from '../../../src/events/log.ts';
import { messageIdOf, partsOfStream } from '../../../src/kernel/ids.ts';
import { type MakeRule, nameOf } from './rule.ts';

type Queued = Extract<Recorded, { type: 'job.queued' }>;

export const acceptanceRule: MakeRule = (ledger, broken) => {
  const ids = new Set<string>();
  const keys = new Set<string>();
  let room = new Map<string, number>();
  let last = { position: 0, at: 0 };

  const queued = (fact: Queued): void => {
    const { messageId, session, idempotency } = fact.data;
    if (ids.has(messageId)) broken(`${nameOf(fact)}: the message id ${messageId} is in use`);
    if (messageId !== messageIdOf(partsOfStream(fact.stream).id))
      broken(`${nameOf(fact)}: the id is not the job's own`);
    if (idempotency && keys.has(idempotency.key)) broken(`${nameOf(fact)}: the idempotency key was used before`);
    ids.add(messageId);
    if (idempotency) keys.add(idempotency.key);
    const free = (room.get(session) ?? 0) - 1;
    room.set(session, free);
    if (free < 0) broken(`${nameOf(fact)}: the queue holds ${-free} more than it may`);
  };

  return {
    begin(facts) {
      const sessions = facts.flatMap((fact) => (fact.type === 'job.queued' ? [fact.data.session] : []));
      room = new Map(
        sessions.map((id) => [
          id,
          ledger.queue(id).config.waitingMax - ledger.ofSession(id, 'waiting', 'retrying').length,
        ]),
      );
    },
    each(fact) {
      if (fact.position !== last.position + 1) broken(`${nameOf(fact)} follows position ${last.position}`);
      if (fact.at < last.at) broken(`${nameOf(fact)} is older than the fact before it`);
      if (fact.causation !== null && fact.causation >= fact.position)
        broken(`${nameOf(fact)} was caused by the future`);
      last = fact;
      if (fact.type === 'job.queued') queued(fact);
    },
  };
};
