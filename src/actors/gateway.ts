/** Everything that can be asked of a running Waybill. HTTP and the command line speak to this and to the projections. */
import type { Clearable, QueueConfig } from '../events/queue.ts';
import type { Priority } from '../events/words.ts';
import type { Caller } from '../kernel/caller.ts';
import type { Millis } from '../kernel/clock.ts';
import type { JobId, SessionId } from '../kernel/ids.ts';
import type { Result } from '../kernel/result.ts';

export interface QueueMessage {
  readonly session: SessionId;
  /** As people write it; a refusal is `number.invalid`. */
  readonly number: string;
  readonly text: string;
  readonly priority: Priority;
  readonly notBefore: Millis | null;
  /** The `Idempotency-Key` header as it came. */
  readonly idempotencyKey: string | null;
}

export interface Gateway {
  readonly jobs: {
    /** `repeated` when the idempotency key has been used for the same message: then nothing was queued. */
    queue(message: QueueMessage, caller: Caller): Promise<Result<{ jobId: JobId; repeated: boolean }>>;
    retry(job: JobId, caller: Caller): Promise<Result<void>>;
    cancel(job: JobId, caller: Caller): Promise<Result<void>>;
  };
  readonly queues: {
    configure(session: SessionId, change: Partial<QueueConfig>, caller: Caller): Promise<Result<QueueConfig>>;
    config(session: SessionId): QueueConfig;
    pause(session: SessionId, caller: Caller): Promise<Result<void>>;
    resume(session: SessionId, caller: Caller): Promise<Result<void>>;
    clear(session: SessionId, status: Clearable, caller: Caller): Promise<Result<{ cleared: number }>>;
  };
  readonly sessions: {
    start(session: SessionId, caller: Caller): Promise<Result<void>>;
    restart(session: SessionId, caller: Caller): Promise<Result<void>>;
    stop(session: SessionId, caller: Caller): Promise<Result<void>>;
    logout(session: SessionId, caller: Caller): Promise<Result<void>>;
    qr(session: SessionId): Result<{ qr: string; expiresAt: Millis }>;
    pairingCode(
      session: SessionId,
      number: string,
      caller: Caller,
    ): Promise<Result<{ code: string; expiresAt: Millis }>>;
  };
  /** What keeps it from working, in sentences for the operator; empty when all is well. */
  trouble(): readonly string[];
}
