import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { openBox } from '../support/box.ts';
import { type Client, type Fact, followFacts } from '../support/client.ts';
import { verified } from '../support/command.ts';
import { layLinked } from '../support/linked-folder.ts';
import { folder, waybill } from '../support/process.ts';
import { ready, startGateway } from '../support/real-gateway.ts';

const preload = fileURLToPath(new URL('turn-clock.ts', import.meta.url));
const HOUR_MS = 3_600_000;
const LOSES_ACKS = '6281200000002';
const ORDINARY = '6281200007100';
/** Far less than the hour that the clock loses: a job that waits for the clock fails the test. */
const PATIENCE_MS = 240_000;

const send = async (client: Client, number: string): Promise<string> =>
  (await client.post<{ jobId: string }>('/api/whatsapp/send-message', { number, message: `to ${number}` })).body.jobId;

/** The first fact of this type after a position. */
const found = async (client: Client, after: number, wanted: (fact: Fact) => boolean): Promise<Fact> => {
  const feed = await followFacts(client, after);
  const facts = await feed.until((some) => some.some(wanted));
  feed.end();
  const [first] = facts.filter(wanted);
  if (!first) throw new Error('what was awaited was not found');
  return first;
};

const ofJob = (job: string, type: string) => (fact: Fact) => fact.stream === `job/${job}` && fact.type === type;

test(
  'a clock that is set back by an hour, in a running process and between two, keeps nothing waiting',
  async () => {
    const data = folder();
    await layLinked(data);
    const box = await openBox();
    const env = { ...box.env, WAYBILL_ACK_TIMEOUT_MS: '300' };
    const first = await startGateway(waybill, data, env, { preload });
    await ready(first.client);

    const retried = await send(first.client, LOSES_ACKS);
    const failed = await found(first.client, 0, ofJob(retried, 'job.failed'));
    first.process.child.kill('SIGUSR2');
    const again = await found(first.client, failed.position, ofJob(retried, 'job.started'));
    expect(Date.parse(again.at)).toBeLessThan(Date.parse(failed.at) - HOUR_MS / 2);

    await box.control.post('/api/sandbox/drop', { mode: 'close' });
    const closed = await found(first.client, again.position, ({ type }) => type === 'session.closed');
    first.process.child.kill('SIGUSR2');
    await found(first.client, closed.position, ({ type }) => type === 'session.opened');
    const sent = await send(first.client, ORDINARY);
    const completed = await found(first.client, closed.position, ofJob(sent, 'job.completed'));

    const waiting = await found(first.client, completed.position, ofJob(retried, 'job.failed'));
    await first.process.end('SIGKILL');
    const second = await startGateway(waybill, data, { ...env, CLOCK_AHEAD_MS: String(-3 * HOUR_MS) }, { preload });
    await found(second.client, waiting.position, ofJob(retried, 'job.started'));
    expect(await second.process.end('SIGTERM')).toBe(0);
    const verdict = await verified(data);
    expect(verdict.code, verdict.output).toBe(0);
  },
  PATIENCE_MS,
);
