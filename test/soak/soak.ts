/** A gateway in use for a given time, with faults, and a check of everything at the end. */
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { checkOutput } from '../crash/dying.ts';
import { gather, judge } from '../crash/judge.ts';
import { randomOf } from '../simulation/random.ts';
import { pair, startGateway, startSandbox } from '../support/real-gateway.ts';
import type { Spawn } from '../support/spawn.ts';
import { type Clients, clientsOf } from './clients.ts';
import { type Sample, sampleOf, sampleText } from './gauges.ts';
import { growthOf } from './growth.ts';
import { weatherOf } from './weather.ts';

const collector = fileURLToPath(new URL('collect.ts', import.meta.url));

const SAMPLE_EVERY_MS = 10_000;
const DRAINED_WITHIN_MS = 120_000;

/** Many attempts at short intervals: no message is given up. */
const QUEUE = { concurrency: 6, backoffBaseMs: 250, backoffMaxMs: 2_000, maxAttempts: 20 };
/** A silent link is detected in seconds. */
const TIMES = { WAYBILL_KEEPALIVE_MS: '4000', WAYBILL_KEEPALIVE_TIMEOUT_MS: '2000' };

interface Soak {
  readonly spawn: Spawn;
  readonly folder: string;
  readonly seed: number;
  readonly minutes: number;
  readonly say: (line: string) => void;
}

/** Takes a sample now and then until `stop`, and one at the end. */
const watch = async (clients: Clients, begun: number, say: Soak['say'], stop: AbortSignal): Promise<Sample[]> => {
  const samples: Sample[] = [];
  while (!stop.aborted) {
    await pause(SAMPLE_EVERY_MS, undefined, { signal: stop }).catch(() => {});
    const sample = await sampleOf(clients.current(), performance.now() - begun);
    samples.push(sample);
    say(sampleText(sample, clients.sent().length));
  }
  return samples;
};

const drained = async (clients: Clients, begun: number): Promise<boolean> => {
  const late = performance.now() + DRAINED_WITHIN_MS;
  while (performance.now() < late) {
    if ((await sampleOf(clients.current(), performance.now() - begun)).depth === 0) return true;
    await pause(1_000);
  }
  return false;
};

/** Stops its processes only if it succeeds: otherwise the owner of `spawn` does. Returns the problems. */
export const soak = async ({ spawn, folder, seed, minutes, say }: Soak): Promise<readonly string[]> => {
  const data = join(folder, 'data');
  const { process: box, control, env } = await startSandbox(spawn, folder);
  const { process: gateway, client } = await startGateway(spawn, data, { ...env, ...TIMES }, { preload: collector });
  await pair(client, control);
  await client.post('/api/whatsapp/queue/config', QUEUE);

  const begun = performance.now();
  const clients = clientsOf(client);
  const weather = weatherOf(control, randomOf(seed));
  const stop = new AbortController();
  const end = setTimeout(() => stop.abort(), minutes * 60_000);
  const [samples] = await Promise.all([
    watch(clients, begun, say, stop.signal),
    clients.run(stop.signal),
    weather.run(stop.signal),
  ]).finally(() => {
    clearTimeout(end);
    stop.abort();
  });

  const isDrained = await drained(clients, begun);
  const { found, tooMuch } = growthOf(samples);
  for (const line of found) say(line);
  const judged = isDrained
    ? judge(await gather(clients.current(), control, clients.sent()))
    : [`the queue was not empty ${DRAINED_WITHIN_MS / 1_000} s after the last message was sent`];
  checkOutput(gateway);
  const stopped = await gateway.end('SIGTERM');
  const verify = spawn(['verify'], { WAYBILL_DATA: data });
  const verified = await verify.exited();
  await box.end('SIGTERM');
  say(verify.output().trim());
  say(
    `seed ${seed}: ${clients.sent().length} messages sent, ${weather.counts.small} small faults, ${weather.counts.link} of the link`,
  );
  return [
    ...tooMuch,
    ...judged,
    ...(stopped === 0 ? [] : [`the stop ended with ${stopped}`]),
    ...(verified === 0 ? [] : ['waybill verify found a problem']),
  ];
};
