/**
 * Rounds of crashes on one data folder: load, death, and again; at the end all faults stop, and the result is judged.
 *
 * The seed decides what each round does. It cannot decide the exact moment at which a real process dies: the same seed
 * gives the same plan, not the same instruction.
 */
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { randomOf } from '../simulation/random.ts';
import { type Client, clientOf } from '../support/client.ts';
import { verified } from '../support/command.ts';
import { startGatewayInside } from '../support/gateway-inside.ts';
import { pair, startGateway, startSandbox } from '../support/real-gateway.ts';
import type { Spawn } from '../support/spawn.ts';
import { checkOutput, runRound } from './dying.ts';
import { healed } from './healed.ts';
import { gather, judge } from './judge.ts';
import { createLoad, LANES } from './load.ts';
import { type Plan, planOf } from './plan.ts';

export interface Outcome {
  readonly plan: Plan;
  /** Whether the process died where it was meant to. */
  readonly reached: boolean;
}

export interface Campaign {
  readonly outcomes: readonly Outcome[];
  /** Messages that were answered 202. */
  readonly accepted: number;
  /** Repeated requests under a key whose job already existed. */
  readonly repeated: number;
  readonly unanswered: number;
  /** The broken promises, as sentences. */
  readonly violations: readonly string[];
}

/** More than a busy machine needs: a process that takes longer is stuck. */
export const HEALED_WITHIN_MS = 300_000;

/** Many attempts at short intervals: patience is not what is tested here. */
const QUEUE = { concurrency: 6, backoffBaseMs: 100, maxAttempts: 20 };

export const inTime = async (ms: number, doing: string, work: Promise<void>): Promise<void> => {
  const late = new AbortController();
  const lateness = pause(ms, true, { signal: late.signal }).catch(() => false);
  const isLate = await Promise.race([work.then(() => false), lateness]);
  late.abort();
  if (isLate) throw new Error(`${doing} took longer than ${ms} ms`);
};

/** Stops its processes only if it succeeds: otherwise the owner of `spawn` does. */
export const runCampaign = async (
  { spawn, folder, seed, rounds }: { spawn: Spawn; folder: string; seed: number; rounds: number },
  told: (outcome: Outcome) => void = () => {},
): Promise<Campaign> => {
  const data = join(folder, 'data');
  const { process: box, control, env } = await startSandbox(spawn, folder);
  // This one lives on, so it needs no process.
  const first = await startGatewayInside(data, env);
  await pair(first.client, control);
  await first.client.post('/api/whatsapp/queue/config', QUEUE);
  await first.stop();

  const load = createLoad(LANES);
  const client = (url: string): Client => clientOf(url, first.client.token);
  const outcomes: Outcome[] = [];
  for (const plan of planOf(randomOf(seed), rounds)) {
    const reached = await runRound({ spawn, data, env, client, load, idle: healed }, plan);
    outcomes.push({ plan, reached });
    told({ plan, reached });
  }

  const last = await startGateway(spawn, data, env);
  await load.insist(last.client);
  await inTime(HEALED_WITHIN_MS, 'healing', healed(last.client));
  const violations = judge(await gather(last.client, control, load.sent));
  checkOutput(last.process);
  const stopped = await last.process.end('SIGTERM');
  const verdict = await verified(data);
  await box.end('SIGTERM');
  const accepted = load.sent.filter(({ jobId }) => jobId !== null).length;
  const repeated = load.sent.filter((message) => message.repeated).length;
  return {
    outcomes,
    accepted,
    repeated,
    unanswered: load.sent.length - accepted,
    violations: [
      ...violations,
      ...(stopped === 0 ? [] : [`the last stop ended with ${stopped}`]),
      ...(verdict.code === 0 ? [] : [`waybill verify: ${verdict.output}`]),
    ],
  };
};
