/** Facts about one session's queue. Each change of configuration holds the whole configuration before and after it. */
import * as v from 'valibot';
import { Count, From, Millis, Sentence } from './words.ts';

/** The states of a queue, as the log records them. */
export const QUEUE_STATES = ['running', 'paused', 'cooling'] as const;
export type QueueState = (typeof QUEUE_STATES)[number];

const between = (min: number, max: number) => v.pipe(v.number(), v.integer(), v.minValue(min), v.maxValue(max));

export const QueueConfig = v.strictObject({
  /** The maximum number of active jobs. */
  concurrency: between(1, 50),
  maxAttempts: between(1, 20),
  /** The first step of the retry ladder; each further one is twice as long. */
  backoffBaseMs: between(10, 3_600_000),
  backoffMaxMs: between(10, 86_400_000),
  /** How long the whole queue pauses after WhatsApp has rate-limited the account. */
  coolingMs: between(10, 86_400_000),
  /** The maximum number of unfinished jobs; the queue refuses more. */
  waitingMax: between(1, 100_000_000),
});
export type QueueConfig = v.InferOutput<typeof QueueConfig>;

export const DEFAULT_QUEUE_CONFIG: QueueConfig = {
  concurrency: 3,
  maxAttempts: 6,
  backoffBaseMs: 2_000,
  backoffMaxMs: 32_000,
  coolingMs: 60_000,
  waitingMax: 10_000_000,
};

export const CLEARABLE = ['waiting', 'retrying', 'failed', 'all'] as const;
export type Clearable = (typeof CLEARABLE)[number];

export const QueueFact = v.variant('type', [
  v.strictObject({ type: v.literal('queue.configured'), config: QueueConfig, was: QueueConfig, from: From }),
  v.strictObject({ type: v.literal('queue.paused'), from: From }),
  v.strictObject({ type: v.literal('queue.resumed'), from: From }),
  v.strictObject({ type: v.literal('queue.cooled'), until: Millis, reason: Sentence }),
  /** A person asked for the jobs that were there at this time, `total` of them, to be cancelled or dismissed. */
  v.strictObject({
    type: v.literal('queue.clearing_started'),
    clearing: v.string(),
    status: v.picklist(CLEARABLE),
    total: Count,
    from: From,
  }),
  /** The clearing is done; each job records a fact of its own. Facts before version 0.2 name no clearing. */
  v.strictObject({
    type: v.literal('queue.cleared'),
    clearing: v.optional(v.string()),
    status: v.picklist(CLEARABLE),
    cleared: Count,
    from: From,
  }),
]);
export type QueueFact = v.InferOutput<typeof QueueFact>;
