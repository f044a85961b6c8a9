/** Facts about the process itself. */
import * as v from 'valibot';
import { Count, From, Millis } from './words.ts';

/** SHA-256 of a file, 64 hex digits. */
const Sha256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));

export const ProcessFact = v.variant('type', [
  v.strictObject({ type: v.literal('process.started'), version: v.string(), node: v.string() }),
  /** What recovery found live after an unclean stop. */
  v.strictObject({ type: v.literal('process.recovered'), jobs: Count, sessions: Count }),
  /** A control of the embedded sandbox was used, such as `lose-ack`. */
  v.strictObject({ type: v.literal('process.sandbox_steered'), control: v.string(), from: From }),
  v.strictObject({ type: v.literal('process.stopped'), reason: v.string() }),
  /** A copy of the database was made; `head` is where the log of the copy ends. */
  v.strictObject({
    type: v.literal('process.backed_up'),
    name: v.string(),
    bytes: Count,
    head: Count,
    sha256: Sha256,
    from: From,
  }),
  /** The data is a restored backup: the facts after `head` are lost. */
  v.strictObject({ type: v.literal('process.restored'), head: Count, sha256: Sha256 }),
  /** Finished streams moved from the log to a file; `first` and `last` are positions. */
  v.strictObject({
    type: v.literal('process.archived'),
    segment: Count,
    file: v.string(),
    before: Millis,
    streams: Count,
    facts: Count,
    first: Count,
    last: Count,
    sha256: Sha256,
  }),
]);
export type ProcessFact = v.InferOutput<typeof ProcessFact>;
