/**
 * The end of one job and the start of the next in one commit: how many commits that takes, and when it is forbidden.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { Fact } from '../../src/events/facts/catalogue.ts';
import { failure } from '../../src/events/facts/failure.ts';
import type { Recorded } from '../../src/events/log/log.ts';
import { Undelivered } from '../../src/whatsapp/port.ts';
import { ANNA } from '../support/inside.ts';
import { type Running, running } from '../support/running.ts';

const JOBS = 30;
const CONCURRENCY = 3;

/** The facts of jobs in each commit from now on, one letter for each fact. */
const commitsOf = ({ log }: Running): string[] => {
  const letters: Partial<Record<Recorded['type'], string>> = {
    'job.started': 's',
    'job.validated': 'v',
    'job.completed': 'c',
    'job.failed': 'f',
  };
  const commits: string[] = [];
  log.onCommit((facts) => {
    const said = facts.map(({ type }) => letters[type] ?? '').join('');
    if (said !== '') commits.push(said);
  });
  return commits;
};

const knownEverywhere = async (): Promise<Running> => {
  const world = await running();
  world.script.replies.known = (chat) => chat;
  await world.gateway.queues.configure('default', { concurrency: CONCURRENCY }, ANNA);
  return world;
};

const numberOf = (index: number): string => `62810000${String(index).padStart(3, '0')}`;

test.each([
  ['chats of their own', numberOf],
  ['the chats of those before them', (index: number) => numberOf(index % CONCURRENCY)],
])('messages to %s take one commit for as many as may be in hand, and one more', async (_, number) => {
  const world = await knownEverywhere();
  for (let index = 0; index < JOBS; index += 1) await world.queue({ number: number(index) });
  const commits = commitsOf(world);
  await world.ready();
  await world.fact('job.completed', () => world.script.phone().length === JOBS);
  await world.system.stop();
  const rounds = Array.from({ length: JOBS / CONCURRENCY - 1 }, () => 'cccsvsvsv');
  expect(commits).toEqual(['svsvsv', ...rounds, 'ccc']);
});

test('a message behind one that is tried again later does not take its place, one of another chat does', async () => {
  const world = await knownEverywhere();
  await world.gateway.queues.configure('default', { concurrency: 1 }, ANNA);
  const late = new Undelivered(failure('ack_timeout', 'no acknowledgement'), true);
  world.script.replies.send = ({ text }) => (text === 'first' ? late : 'ack');
  await world.queue({ number: numberOf(1), text: 'first' });
  await world.queue({ number: numberOf(1), text: 'second' });
  await world.queue({ number: numberOf(2), text: 'elsewhere' });
  const commits = commitsOf(world);
  await world.ready();
  await world.fact('job.completed');
  expect(world.script.phone().map(({ text }) => text)).toEqual(['elsewhere']);
  expect(commits.slice(0, 2)).toEqual(['sv', 'fsv']);
});

test('nothing takes the place of a message while a pause is on its way to the log', async () => {
  const world = await knownEverywhere();
  await world.gateway.queues.configure('default', { concurrency: 1 }, ANNA);
  world.script.replies.send = () => 'hold';
  await world.queue({ number: numberOf(1) });
  const next = await world.queue({ number: numberOf(2) });
  await world.ready();
  await world.fact('job.validated');
  const paused = world.gateway.queues.pause('default', ANNA);
  world.script.link().sends[0]?.ack();
  await paused;
  await world.fact('job.completed');
  expect(world.story(`job/${next}`)).toEqual(['job.queued']);
});

test('an end that cannot be written gives no place away, and both are written when the disk has room', async () => {
  const world = await knownEverywhere();
  await world.gateway.queues.configure('default', { concurrency: 1 }, ANNA);
  world.script.replies.send = ({ text }) => (text === 'first' ? 'hold' : 'ack');
  const first = await world.queue({ number: numberOf(1), text: 'first' });
  const second = await world.queue({ number: numberOf(2), text: 'second' });
  await world.ready();
  await world.fact('job.validated');
  const full = world.fullDisk();
  world.script.link().sends[0]?.ack();
  await full;
  expect([first, second].map((job) => world.reads.jobs.byId(job)?.status)).toEqual(['active', 'waiting']);
  world.clock.advance(1_000);
  await world.fact('job.completed', ({ stream }) => stream === `job/${second}`);
  expect(world.story(`job/${second}`)).toEqual(['job.queued', 'job.started', 'job.validated', 'job.completed']);
  expect(world.script.phone()).toMatchObject([{ copies: 1 }, { copies: 1 }]);
});

test('an end that the log refuses alone gives no place away', async () => {
  const world = await knownEverywhere();
  await world.gateway.queues.configure('default', { concurrency: 1 }, ANNA);
  world.script.replies.send = () => 'hold';
  const first = await world.queue({ number: numberOf(1) });
  const second = await world.queue({ number: numberOf(2) });
  await world.ready();
  const validated = await world.fact('job.validated');
  // Here another writer appends to the job's stream, so that the end of the job conflicts.
  const { stream, version: expected, at, by, correlation, causation, to } = validated;
  const fact: Fact = { type: 'job.validated', chat: `${numberOf(1)}@s.whatsapp.net` };
  const entries = [{ fact, from: to, to }];
  const forestalled = world.log.append({ stream, expected, at, by, correlation, causation, entries });
  world.script.link().sends[0]?.ack();
  await forestalled;
  for (let turn = 0; turn < 5; turn += 1) await nextTurn();
  expect(world.story(`job/${first}`).at(-1)).toBe('job.validated');
  expect(world.story(`job/${second}`)).toEqual(['job.queued']);
});

test('a place that was not freed after all is given to nobody', async () => {
  const world = await knownEverywhere();
  await world.gateway.queues.configure('default', { concurrency: 2 }, ANNA);
  world.script.replies.send = () => 'hold';
  await world.queue({ number: numberOf(1) });
  const second = await world.queue({ number: numberOf(2) });
  const older = await world.queue({ number: numberOf(3) });
  const younger = await world.queue({ number: numberOf(2) });
  await world.ready();
  await world.fact('job.validated', ({ stream }) => stream === `job/${second}`);
  const full = world.fullDisk();
  // While a pause is pending no slot is reused; then neither the pause nor the end is written.
  const paused = world.gateway.queues.pause('default', ANNA);
  world.script.link().sends[0]?.ack();
  await expect(paused).rejects.toThrow('the disk is full');
  await full;
  world.script.link().sends[0]?.ack();
  await world.fact('job.completed', ({ stream }) => stream === `job/${second}`);
  expect(world.story(`job/${older}`)).toEqual(['job.queued', 'job.started', 'job.validated']);
  expect(world.story(`job/${younger}`)).toEqual(['job.queued']);
});
