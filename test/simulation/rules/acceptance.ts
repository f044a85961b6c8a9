/** What may be accepted: a new id, each key once, no more than the queue's limit. */
import type { Recorded } from '../../../src/events/log/log.ts';
import { partsOfStream } from '../../../src/kernel/ids.ts';
import { messageIdOf } from '../../../src/kernel/message-ids.ts';
import { type MakeRule, nameOf } from './rule.ts';

type Queued = Extract<Recorded, { type: 'job.queued' | 'job.drafted' }>;
/** A fact that takes room in the line. */
type Joining = Extract<Recorded, { type: 'job.queued' | 'job.approved' }>;

const isJoining = (fact: Recorded): fact is Joining => fact.type === 'job.queued' || fact.type === 'job.approved';

export const acceptanceRule: MakeRule = (ledger, broken, look) => {
  const ids = new Set<string>();
  const keys = new Set<string>();
  let room = new Map<string, number>();
  /** The last time that the limit of a queue was lowered, and by how much. */
  const lowered = new Map<string, { at: number; by: number }>();

  /** A message is let in before its file is stored; meanwhile somebody may lower the limit. */
  const slackOf = ({ at, data, header }: Joining): number => {
    const change = lowered.get(header.session ?? '');
    return data.media && change?.at === at ? change.by : 0;
  };

  const configured = ({ stream, at, data }: Extract<Recorded, { type: 'queue.configured' }>): void => {
    const { id } = partsOfStream(stream);
    const by = ledger.queue(id).config.waitingMax - data.config.waitingMax;
    if (by > 0) lowered.set(id, { at, by });
  };

  const accepted = (fact: Queued): void => {
    const { messageId, idempotency } = fact.data;
    look('an id is one job’s own');
    if (ids.has(messageId)) broken(`${nameOf(fact)}: the message id ${messageId} is in use`);
    if (messageId !== messageIdOf(partsOfStream(fact.stream).id))
      broken(`${nameOf(fact)}: the id is not the job's own`);
    if (idempotency && keys.has(idempotency.key)) broken(`${nameOf(fact)}: the idempotency key was used before`);
    ids.add(messageId);
    if (idempotency) keys.add(idempotency.key);
  };

  const joins = (fact: Joining): void => {
    const session = fact.header.session ?? '';
    const free = (room.get(session) ?? 0) - 1;
    room.set(session, free);
    if (free + slackOf(fact) < 0) broken(`${nameOf(fact)}: the queue holds ${-free} more than it may`);
  };

  return {
    begin(facts) {
      const sessions = facts.flatMap((fact) => (isJoining(fact) ? [fact.header.session ?? ''] : []));
      room = new Map(
        sessions.map((id) => [
          id,
          ledger.queue(id).config.waitingMax - ledger.ofSession(id, 'waiting', 'retrying').length,
        ]),
      );
    },
    each(fact) {
      if (fact.type === 'job.queued' || fact.type === 'job.drafted') accepted(fact);
      if (isJoining(fact)) joins(fact);
      if (fact.type === 'queue.configured') configured(fact);
    },
  };
};
