import { describe, expect, test } from 'vitest';
import { ACCOUNT } from '../support/scripted-whatsapp.ts';
import { ANNA } from '../support/inside.ts';
import { running } from '../support/running.ts';

const state = (run: Awaited<ReturnType<typeof running>>) => run.reads.sessions.byId('default')?.state;

describe('a session', () => {
  test('shows a QR, is paired, restarts once for 515 and is ready', async () => {
    const run = await running();
    const { script, clock, fact, gateway, story } = run;
    script.link().qr(clock.now() + 60_000, 'the code');
    await fact('session.qr_issued');
    expect(gateway.sessions.qr('default')).toEqual({
      ok: true,
      value: { qr: 'the code', expiresAt: clock.now() + 60_000 },
    });
    script.link().paired();
    script.link().closed({ code: 515, cause: 'server', reason: 'restart required' });
    await fact('session.closed');
    await fact('session.started', ({ version }) => version > 1);
    await run.ready();
    expect(state(run)).toBe('ready');
    expect(run.reads.sessions.byId('default')?.account).toBe(ACCOUNT);
    expect(story('session/default')).toEqual([
      'session.started',
      'session.qr_issued',
      'session.paired',
      'session.closed',
      'session.started',
      'session.opened',
    ]);
    expect(gateway.sessions.qr('default')).toMatchObject({ ok: false, refusal: { code: 'session.no_qr' } });
  });

  test('stops when nobody scans, and starts again when it is asked', async () => {
    const run = await running();
    run.script.link().qr(run.clock.now() + 60_000);
    run.script.link().closed({ code: 408, cause: 'qr_expired', reason: 'QR refs attempts ended' });
    await run.fact('session.qr_expired');
    expect(state(run)).toBe('stopped');
    await run.gateway.sessions.start('default', ANNA);
    expect(run.script.links).toHaveLength(2);
  });

  test('notices silence: missed, timed out, restarted, and the alarm brings it back', async () => {
    const run = await running();
    const { script, clock, fact } = run;
    await run.ready();
    script.replies.ping = () => 'hold';
    clock.advance(30_000 + 15_000);
    await fact('session.keepalive_missed');
    expect(state(run)).toBe('keepalive');
    clock.advance(15_000);
    await fact('session.timed_out');
    const { data } = await fact('session.closed');
    expect(data).toMatchObject({ code: 408, restarts: 1 });
    expect(state(run)).toBe('restart');
    clock.advance(data.restartAt - clock.now());
    await fact('session.started', ({ version }) => version > 1);
    expect(script.links).toHaveLength(2);
  });

  test('that answers after a miss is ready again', async () => {
    const run = await running();
    await run.ready();
    run.script.replies.ping = () => 'hold';
    run.clock.advance(45_000);
    await run.fact('session.keepalive_missed');
    run.script.link().pings.at(-1)?.resolve();
    await run.fact('session.keepalive_answered');
    expect(state(run)).toBe('ready');
  });

  test('has on record what its connection said in the order in which it was said, though the disk was full', async () => {
    const run = await running();
    const { script, clock, fact, story } = run;
    const failed = run.fullDisk();
    script.link().opened();
    await failed;
    script.link().closed();
    clock.advance(1_000);
    const { data } = await fact('session.closed');
    clock.advance(data.restartAt - clock.now());
    await fact('session.started', ({ version }) => version > 1);
    expect(story('session/default')).toEqual([
      'session.started',
      'session.opened',
      'session.closed',
      'session.started',
    ]);
    await run.ready();
    expect(state(run)).toBe('ready');
  });

  test('takes no word of one connection for one of the next, though it came before the change', async () => {
    const run = await running();
    const { script, gateway, queue, fact } = run;
    const asked = [gateway.sessions.restart('default', ANNA), gateway.sessions.start('default', ANNA)];
    script.link().opened();
    await Promise.all(asked);
    await gateway.queues.pause('default', ANNA);
    await gateway.queues.resume('default', ANNA);
    expect(state(run)).toBe('connecting');
    await queue();
    await run.ready();
    await fact('job.completed');
  });

  test('hears nothing more of a connection that it gave up while the disk was full', async () => {
    const run = await running();
    const { script, clock, gateway, story } = run;
    const failed = run.fullDisk();
    script.link().opened();
    await failed;
    await gateway.sessions.stop('default', ANNA);
    await gateway.sessions.start('default', ANNA);
    clock.advance(1_000);
    await gateway.queues.pause('default', ANNA);
    expect(story('session/default')).toEqual(['session.started', 'session.stopped', 'session.started']);
  });

  test('restarts when it is asked to, though an earlier restart still waits for a full disk', async () => {
    const run = await running();
    const { script, clock, gateway, fact } = run;
    script.link().closed();
    const closed = await fact('session.closed');
    const failed = run.fullDisk();
    clock.advance(closed.data.restartAt - clock.now());
    await failed;
    await gateway.sessions.start('default', ANNA);
    clock.advance(32);
    await gateway.sessions.restart('default', ANNA);
    const restarted = await fact('session.started', ({ version }) => version > closed.version + 1);
    expect(restarted).toMatchObject({ at: clock.now(), by: ANNA.by, correlation: ANNA.correlation });
    expect(script.links).toHaveLength(3);
  });

  test('that is logged out by the phone puts its keys aside and waits for a person', async () => {
    const run = await running();
    await run.ready();
    run.script.link().closed({ code: 401, cause: 'server', reason: 'device removed' });
    await run.fact('session.logged_out');
    expect(state(run)).toBe('loggedOut');
    expect(run.script.forgotten).toEqual(['default']);
    await run.gateway.sessions.start('default', ANNA);
    expect(run.script.links).toHaveLength(2);
  });

  test('halts when its connection was replaced, and does not fight', async () => {
    const run = await running();
    await run.ready();
    run.script.link().closed({ code: 440, cause: 'server', reason: 'replaced' });
    await run.fact('session.halted');
    run.clock.advance(3_600_000);
    expect(run.script.links).toHaveLength(1);
  });

  test('hears nothing of a link that it let go', async () => {
    const run = await running();
    await run.ready();
    run.script.replies.close = () => 'hold';
    const old = run.script.link();
    await run.gateway.sessions.restart('default', ANNA);
    run.clock.advance(0);
    await run.fact('session.started', ({ version }) => version > 1);
    await run.ready();
    old.closed({ code: 440, cause: 'server', reason: 'late' });
    expect(state(run)).toBe('ready');
  });

  test('is stopped by a person and stays so over a restart of the process', async () => {
    const run = await running();
    await run.ready();
    await run.gateway.sessions.stop('default', ANNA);
    await run.system.stop();
    const again = await running(run);
    expect(state(again)).toBe('stopped');
    expect(run.script.links).toHaveLength(1);
  });
});

describe('a person who is faster than an alarm', () => {
  test('stops a session in the moment in which it would restart, and it stays stopped', async () => {
    const run = await running();
    await run.ready();
    run.script.link().closed();
    const { data } = await run.fact('session.closed');
    const stopped = run.gateway.sessions.stop('default', ANNA);
    run.clock.advance(data.restartAt - run.clock.now());
    await stopped;
    // The alarm has told the session too, without effect.
    await run.gateway.queues.pause('default', ANNA);
    expect(state(run)).toBe('stopped');
    expect(run.script.links).toHaveLength(1);
  });
});

describe('after a crash', () => {
  test('a session that was ready is interrupted, and connects again', async () => {
    const run = await running();
    await run.ready();
    await run.crash();
    const again = await running(run);
    await again.fact('session.interrupted');
    await again.fact('session.started', ({ version }) => version > 2);
    expect(state(again)).toBe('connecting');
  });

  test('a job in hand is interrupted without spending an attempt, and goes out under its id', async () => {
    const run = await running();
    run.script.replies.send = () => 'hold';
    const job = await run.queue();
    await run.ready();
    await run.fact('job.validated');
    await run.crash();
    const again = await running(run);
    await again.fact('job.interrupted');
    expect(again.reads.jobs.byId(job)).toMatchObject({ status: 'waiting', attempts: 0 });
    run.script.replies.send = () => 'ack';
    await again.fact('session.started', ({ version }) => version > 2);
    await again.ready();
    await again.fact('job.completed');
    expect(again.reads.jobs.byId(job)).toMatchObject({ status: 'completed', attempts: 1 });
  });

  test('a restart that was due later is still due then', async () => {
    const run = await running();
    run.script.replies.check = () => 'hold';
    await run.queue();
    await run.ready();
    run.script.link().closed();
    await run.fact('session.closed');
    await run.crash();
    const again = await running(run);
    run.clock.advance(60_000);
    await again.fact('session.started', ({ version }) => version > 2);
    run.script.replies.check = (chat) => ({ registered: true, chatId: chat });
    await again.ready();
    await again.fact('job.completed');
  });
});

describe('a clean stop', () => {
  test('starts nothing new and waits for the work in hand', async () => {
    const run = await running();
    run.script.replies.send = () => 'hold';
    const [first, second] = [await run.queue(), await run.queue()];
    await run.ready();
    await run.fact('job.validated');
    const drained = run.system.drain(8_000);
    run.script.link().sends[0]?.ack();
    await drained;
    await run.system.stop();
    expect([first, second].map((job) => run.reads.jobs.byId(job)?.status)).toEqual(['completed', 'waiting']);
    expect(run.log.read('session/default').at(-1)?.data).toEqual({ reason: 'process_stopping' });
  });

  test('starts nothing in a session that somebody starts for the first time meanwhile', async () => {
    const run = await running();
    run.script.replies.send = () => 'hold';
    await run.queue();
    await run.ready();
    await run.fact('job.validated');
    const drained = run.system.drain(8_000);
    const inHand = run.script.link();
    await run.gateway.sessions.start('second', ANNA);
    const late = await run.queue({ session: 'second' });
    await run.ready();
    inHand.sends[0]?.ack();
    await drained;
    await run.system.stop();
    expect(run.story(`job/${late}`)).toEqual(['job.queued']);
  });

  test('ends a session, too, whose rest is over in the same moment', async () => {
    const run = await running();
    await run.ready();
    run.script.link().closed();
    const { data } = await run.fact('session.closed');
    run.clock.advance(data.restartAt - run.clock.now());
    await run.system.stop();
    expect(run.story('session/default').slice(-2)).toEqual(['session.started', 'session.stopped']);
  });

  test('begins no session behind it, as of a restart that waited for a full disk', async () => {
    const run = await running();
    const { script, clock, fact } = run;
    await run.ready();
    script.link().closed();
    const { data } = await fact('session.closed');
    const failed = run.fullDisk();
    clock.advance(data.restartAt - clock.now());
    await failed;
    await run.system.stop();
    const { position } = run.log.head();
    clock.advance(1_000);
    await run.queue();
    expect(run.log.page({ after: position, limit: 9 }).map(({ type }) => type)).toEqual(['job.queued']);
  });

  test('leaves a session that rests to its rest', async () => {
    const run = await running();
    await run.ready();
    run.script.link().closed();
    await run.fact('session.closed');
    await run.system.stop();
    expect(state(run)).toBe('restart');
  });

  test('records as interrupted what does not end in time', async () => {
    const run = await running();
    run.script.replies.send = () => 'hold';
    const job = await run.queue();
    await run.ready();
    await run.fact('job.validated');
    const drained = run.system.drain(8_000);
    run.clock.advance(8_000);
    await drained;
    await run.system.stop();
    expect(run.story(`job/${job}`).at(-1)).toBe('job.interrupted');
  });
});

const throwing = (message: string) => () => {
  throw new Error(message);
};

describe('a client library that throws', () => {
  test('when it is to connect is tried again, and the session does not connect for ever', async () => {
    const run = await running();
    const { clock, script, fact } = run;
    await run.ready();
    script.link().closed();
    const { data } = await fact('session.closed');
    const { open } = script.whatsapp;
    const full = () => {
      Object.assign(script.whatsapp, { open });
      throw new Error('database or disk is full');
    };
    Object.assign(script.whatsapp, { open: full });
    clock.advance(data.restartAt - clock.now());
    const again = await fact('session.closed', ({ version }) => version > 3);
    expect(again.data).toMatchObject({ reason: 'database or disk is full' });
    clock.advance(again.data.restartAt - clock.now());
    await fact('session.started', ({ version }) => version > 5);
    expect(script.links).toHaveLength(2);
  });

  test('for one session does not keep Waybill from starting', async () => {
    const first = await running();
    await first.crash();
    Object.assign(first.script.whatsapp, { open: throwing('the keys do not open') });
    const again = await running(first);
    expect((await again.fact('session.closed')).data).toMatchObject({ reason: 'the keys do not open' });
  });
});

const unlinking = ({ gateway }: Awaited<ReturnType<typeof running>>) => {
  const told = gateway.sessions.status('default');
  return told.ok ? told.value.session.unlinking : null;
};

describe('a log-out', () => {
  test('that WhatsApp confirms leaves nothing to make up for', async () => {
    const waybill = await running();
    const { script, gateway, ready, story } = waybill;
    await ready();
    await gateway.sessions.logout('default', ANNA);
    await expect.poll(() => script.devices()).toBe(0);
    await expect.poll(() => unlinking(waybill)).toBeNull();
    expect(story('session/default').at(-1)).toBe('session.logged_out');
  });

  test('that WhatsApp cannot be told of says so, and is made up for', async () => {
    const waybill = await running();
    const { script, gateway, ready, fact, clock } = waybill;
    await ready();
    Object.assign(script.replies, { logout: () => 'refuse', unlink: () => 'refuse' });
    await gateway.sessions.logout('default', ANNA);
    expect(unlinking(waybill)).toBe('pending');
    await fact('session.unlink_pending');
    expect(script.devices()).toBe(1);
    Object.assign(script.replies, { unlink: () => 'unlink' });
    await expect.poll(() => (clock.advance(60_000), script.devices())).toBe(0);
    await fact('session.unlinked');
    expect(unlinking(waybill)).toBeNull();
  });

  test('that WhatsApp could not be told of is made up for as soon as a new phone pairs', async () => {
    const waybill = await running();
    const { script, gateway, ready, fact, clock } = waybill;
    await ready();
    const old = script.link();
    Object.assign(script.replies, { logout: () => 'refuse', unlink: () => 'refuse' });
    await gateway.sessions.logout('default', ANNA);
    await fact('session.unlink_pending');
    await gateway.sessions.start('default', ANNA);
    await expect.poll(() => script.link() !== old).toBe(true);
    Object.assign(script.replies, { unlink: () => 'unlink' });
    script.link().qr(clock.now() + 60_000);
    await fact('session.unlinked');
    expect(script.devices()).toBe(0);
  });

  test('of a session without a connection is on record as pending at once', async () => {
    const waybill = await running();
    const { gateway, ready, fact } = waybill;
    await ready();
    await gateway.sessions.stop('default', ANNA);
    await gateway.sessions.logout('default', ANNA);
    expect(unlinking(waybill)).toBe('pending');
    await fact('session.unlink_pending');
    await fact('session.unlinked');
    expect(unlinking(waybill)).toBeNull();
  });

  test('is made up for by the next process', async () => {
    const first = await running();
    await first.ready();
    Object.assign(first.script.replies, { logout: () => 'refuse', unlink: () => 'refuse' });
    await first.gateway.sessions.logout('default', ANNA);
    await first.fact('session.unlink_pending');
    await first.crash();
    Object.assign(first.script.replies, { unlink: () => 'unlink' });
    const second = await running(first);
    await second.fact('session.unlinked');
    expect(second.script.devices()).toBe(0);
    expect(unlinking(second)).toBeNull();
  });

  test('that WhatsApp could not be told of for two weeks is given up', async () => {
    const waybill = await running();
    const { script, gateway, ready, fact } = waybill;
    await ready();
    Object.assign(script.replies, { logout: () => 'refuse', unlink: () => 'late' });
    await gateway.sessions.stop('default', ANNA);
    await gateway.sessions.logout('default', ANNA);
    await fact('session.unlink_given_up');
    expect(unlinking(waybill)).toBeNull();
  });

  test('is not undone by a disk that would not have it at first', async () => {
    const { script, gateway, ready } = await running();
    await ready();
    const { forget } = script.whatsapp;
    const full = () => {
      Object.assign(script.whatsapp, { forget });
      throw new Error('database or disk is full');
    };
    Object.assign(script.whatsapp, { forget: full });
    expect(await gateway.sessions.logout('default', ANNA)).toMatchObject({ ok: true });
    await gateway.sessions.start('default', ANNA);
    expect(await script.whatsapp.paired('default')).toBe(false);
  });

  test('is not undone by a process that dies before the keys are put aside', async () => {
    const first = await running();
    await first.ready();
    const { forget } = first.script.whatsapp;
    Object.assign(first.script.whatsapp, { forget: () => {} });
    await first.gateway.sessions.logout('default', ANNA);
    await first.crash();
    Object.assign(first.script.whatsapp, { forget });
    const second = await running(first);
    await second.gateway.sessions.start('default', ANNA);
    expect(await second.script.whatsapp.paired('default')).toBe(false);
  });
});

test('a session whose start could not be written is none, and takes no message', async () => {
  const run = await running();
  const failed = run.fullDisk();
  await expect(run.gateway.sessions.start('sales', ANNA)).rejects.toThrow('disk is full');
  await failed;
  await expect(run.queue({ session: 'sales' })).rejects.toThrow('no session "sales"');
  await run.gateway.sessions.start('sales', ANNA);
  await run.queue({ session: 'sales' });
});
