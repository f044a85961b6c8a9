/** The policy of a queue: its answer to a command. A command that changes nothing succeeds and records nothing. */
import type { Clearable, QueueConfig, QueueFact } from '../events/facts/queue.ts';
import type { Millis } from '../kernel/clock.ts';
import { ok, type Refusal, type Result } from '../kernel/result.ts';
import type { Queue } from './queue.machine.ts';

export type QueueCommand =
  | { readonly type: 'configure'; readonly change: Partial<QueueConfig> }
  | { readonly type: 'pause' }
  | { readonly type: 'resume' }
  | { readonly type: 'cool'; readonly reason: string }
  /** The cooling until this time is over; ignored if the queue no longer waits for it. */
  | { readonly type: 'endCooling'; readonly until: Millis }
  /** One at a time for each status: who asks again follows the first. */
  | { readonly type: 'startClearing'; readonly clearing: string; readonly status: Clearable; readonly total: number }
  | { readonly type: 'recordCleared'; readonly clearing: string; readonly cleared: number };

export const decideQueue = (queue: Queue, command: QueueCommand, { now }: { now: Millis }): Result<QueueFact[]> => {
  const { config: was, until, clearings } = queue.context;
  switch (command.type) {
    case 'configure': {
      const config = { ...was, ...command.change };
      const same = (Object.keys(config) as (keyof QueueConfig)[]).every((key) => config[key] === was[key]);
      return ok(same ? [] : [{ type: 'queue.configured', config, was }]);
    }
    case 'pause':
      return ok(queue.matches('paused') ? [] : [{ type: 'queue.paused' }]);
    case 'resume':
      return ok(queue.matches('running') ? [] : [{ type: 'queue.resumed' }]);
    case 'cool':
      // A person's pause stays until a person resumes the queue; cooling must not end it.
      return ok(
        queue.matches('paused') ? [] : [{ type: 'queue.cooled', until: now + was.coolingMs, reason: command.reason }],
      );
    case 'endCooling':
      return ok(queue.matches('cooling') && until === command.until ? [{ type: 'queue.resumed' }] : []);
    case 'startClearing': {
      const { clearing, status, total } = command;
      const isOpen = clearings.some((open) => open.status === status);
      return ok(isOpen ? [] : [{ type: 'queue.clearing_started', clearing, status, total }]);
    }
    case 'recordCleared': {
      const { clearing, cleared } = command;
      const status = clearings.find(({ id }) => id === clearing)?.status;
      return ok(status === undefined ? [] : [{ type: 'queue.cleared', clearing, status, cleared }]);
    }
  }
};

/** Every state takes all facts that `decideQueue` returns in it, so only a bug leads here. */
export const refuseQueue = (fact: QueueFact): Refusal => ({
  code: 'queue.not_ready',
  detail: `The queue cannot take ${fact.type} now.`,
});
