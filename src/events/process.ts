/** Facts about the process itself. */
import * as v from 'valibot';
import { Count, From } from './words.ts';

export const ProcessFact = v.variant('type', [
  v.strictObject({ type: v.literal('process.started'), version: v.string(), node: v.string() }),
  /** What recovery found live after a stop that was not clean. */
  v.strictObject({ type: v.literal('process.recovered'), jobs: Count, sessions: Count }),
  /** Somebody used a control of the embedded sandbox: `lose-ack` for one. */
  v.strictObject({ type: v.literal('process.sandbox_steered'), control: v.string(), from: From }),
  v.strictObject({ type: v.literal('process.stopped'), reason: v.string() }),
]);
export type ProcessFact = v.InferOutput<typeof ProcessFact>;
