/** WhatsApp ends a link, or refuses to open one: the reaction of the session. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { SandboxControl } from '../../src/sandbox/control.ts';
import { ANNA } from '../support/inside.ts';
import { type RunningWithSandbox, runningWithSandbox, type Told } from '../support/running-with-sandbox.ts';

const SESSION = 'session/default';

interface Row {
  readonly fault: string;
  readonly strike: (control: SandboxControl) => void;
  /** All facts that the session records. */
  readonly facts: readonly (Partial<Told> & { readonly type: string })[];
  readonly state: string;
  /** The delay before it connects again. */
  readonly waitsMs?: number;
}

const endsWith = (code: number) => (control: SandboxControl) => control.streamError(code);
/** The link is lost, and the next login meets this fault. */
const refuses =
  (code: number, how: 'failure' | 'http' = 'failure') =>
  (control: SandboxControl) => {
    control.refuse(code, 1, how);
    control.drop('close');
  };

const closed = (code: number, restarts = 1) => ({ type: 'session.closed', code, restarts });
const halted = (reason: string, code: number) => ({ type: 'session.halted', reason, code, until: null });
const started = { type: 'session.started' };
const opened = { type: 'session.opened' };
const loggedOut = { type: 'session.logged_out' };
/** The link is lost, and the session tries again. */
const gone = [closed(428), started];
const back = [started, opened];

const ends: readonly Row[] = [
  { fault: '401, the phone unlinks it', strike: endsWith(401), facts: [loggedOut], state: 'loggedOut' },
  { fault: '411', strike: endsWith(411), facts: [halted('unsupported_client', 411)], state: 'halted' },
  {
    fault: '428, the connection goes',
    strike: (control) => control.drop('close'),
    facts: [closed(428), ...back],
    state: 'ready',
    waitsMs: 750,
  },
  {
    fault: '428, the stream ends',
    strike: endsWith(428),
    facts: [{ ...closed(428), reason: 'Connection Terminated by Server' }, ...back],
    state: 'ready',
    waitsMs: 750,
  },
  { fault: '440', strike: endsWith(440), facts: [halted('connection_replaced', 440)], state: 'halted' },
  { fault: '500', strike: endsWith(500), facts: [closed(500), ...back], state: 'ready', waitsMs: 750 },
  { fault: '501', strike: endsWith(501), facts: [closed(501), ...back], state: 'ready', waitsMs: 750 },
  { fault: '503', strike: endsWith(503), facts: [closed(503), ...back], state: 'ready', waitsMs: 5_000 },
  { fault: '515', strike: endsWith(515), facts: [closed(515), ...back], state: 'ready', waitsMs: 0 },
  { fault: 'a code that nobody knows', strike: endsWith(799), facts: [closed(799), ...back], state: 'ready' },
];

const logins: readonly Row[] = [
  { fault: '401', strike: refuses(401), facts: [...gone, loggedOut], state: 'loggedOut' },
  {
    fault: '402',
    strike: refuses(402),
    facts: [...gone, { ...halted('temporarily_banned', 402), until: expect.any(Number) }],
    state: 'halted',
  },
  { fault: '403', strike: refuses(403), facts: [...gone, halted('account_locked', 403)], state: 'halted' },
  { fault: '405', strike: refuses(405), facts: [...gone, halted('client_outdated', 405)], state: 'halted' },
  { fault: '406', strike: refuses(406), facts: [...gone, halted('account_banned', 406)], state: 'halted' },
  { fault: '409', strike: refuses(409), facts: [...gone, halted('unsupported_client', 409)], state: 'halted' },
  { fault: '411', strike: refuses(411), facts: [...gone, halted('unsupported_client', 411)], state: 'halted' },
  { fault: '419', strike: refuses(419), facts: [...gone, loggedOut], state: 'loggedOut' },
  { fault: '500', strike: refuses(500), facts: [...gone, closed(500, 2), ...back], state: 'ready', waitsMs: 1_500 },
  { fault: '503', strike: refuses(503), facts: [...gone, closed(503, 2), ...back], state: 'ready', waitsMs: 5_000 },
];

/** Statuses of a proxy or an edge server; they say nothing about the account. */
const upgrades: readonly Row[] = [
  ...[301, 401, 403, 404].map((status) => ({
    fault: `HTTP ${status}`,
    strike: refuses(status, 'http'),
    facts: [...gone, { ...closed(408, 2), reason: `the connection was refused with HTTP ${status}` }, ...back],
    state: 'ready',
    waitsMs: 1_500,
  })),
  {
    fault: 'HTTP 429',
    strike: refuses(429, 'http'),
    facts: [...gone, closed(429, 2), ...back],
    state: 'ready',
    waitsMs: 300_000,
  },
  {
    fault: 'HTTP 503',
    strike: refuses(503, 'http'),
    facts: [...gone, closed(503, 2), ...back],
    state: 'ready',
    waitsMs: 5_000,
  },
];

const waitOf = (facts: readonly Told[]): number => {
  const last = facts.findLast(({ type }) => type === 'session.closed');
  return Number(last?.['restartAt']) - Number(last?.at);
};

describe('WhatsApp', () => {
  let run: RunningWithSandbox;
  beforeAll(async () => {
    run = await runningWithSandbox();
  });
  afterAll(() => run.close());

  const shows = async ({ strike, facts, state, waitsMs }: Row) => {
    await run.ready();
    const before = run.story(SESSION).length;
    strike(run.control);
    const told = await run.told(SESSION, facts.length, before);
    expect(told).toMatchObject(facts);
    expect(run.reads.sessions.byId('default')?.state).toBe(state);
    if (waitsMs !== undefined) expect(waitOf(told)).toBe(waitsMs);
    // In these states the session does not come back by itself. The fault is over by now.
    run.clock.advance(86_400_000);
    expect(run.story(SESSION)).toHaveLength(before + facts.length);
  };

  describe('ends a link with', () => {
    test.each(ends)('$fault', shows);
  });

  describe('refuses a login with', () => {
    test.each(logins)('$fault', shows);
  });

  describe('refuses a connection with', () => {
    test.each(upgrades)('$fault', shows);
  });
});

describe('a session', () => {
  let run: RunningWithSandbox;
  afterEach(() => run.close());

  test('whose account is banned for a time knows when it ends, and a person may start it', async () => {
    run = await runningWithSandbox();
    await run.ready();
    const refusedAt = run.clock.now();
    run.control.refuse(402, 1, 'failure');
    run.control.drop('close');
    const { data } = await run.fact('session.halted');
    expect(data.until).toBe(refusedAt + 750 + 3_600_000);
    const before = run.story(SESSION).length;
    await run.gateway.sessions.start('default', ANNA);
    expect(await run.told(SESSION, 2, before)).toMatchObject(back);
  });

  test('that is logged out puts the keys aside: the next start shows a QR', async () => {
    run = await runningWithSandbox();
    await run.ready();
    const before = run.story(SESSION).length;
    run.control.streamError(401);
    await run.fact('session.logged_out');
    await run.gateway.sessions.start('default', ANNA);
    expect(await run.told(SESSION, 3, before)).toMatchObject([loggedOut, started, { type: 'session.qr_issued' }]);
    expect(run.reads.sessions.byId('default')?.account).toBeNull();
  });

  test('whose link holds is forgiven what came before', async () => {
    run = await runningWithSandbox();
    await run.ready();
    const before = run.story(SESSION).length;
    run.control.drop('close');
    await run.told(SESSION, 3, before);
    run.control.drop('close');
    const flapping = await run.told(SESSION, 6, before);
    run.clock.advance(60_000);
    run.control.drop('close');
    const stable = await run.told(SESSION, 9, before);
    expect([flapping[3], stable[6]]).toMatchObject([closed(428, 2), closed(428, 1)]);
  });

  test('whose client may not ask what it must at the login is open all the same, and hears', async () => {
    run = await runningWithSandbox();
    await run.ready();
    const before = run.story(SESSION).length;
    run.control.rateOverlimit(1);
    run.control.drop('close');
    expect(await run.told(SESSION, 3, before)).toMatchObject([closed(428), ...back]);
    const job = await run.queue();
    await run.fact('job.delivered', ({ stream }) => stream === `job/${job}`);
  });

  test('that WhatsApp does not make active is not taken for open', async () => {
    run = await runningWithSandbox();
    await run.ready();
    const before = run.story(SESSION).length;
    run.control.rateOverlimit(1_000_000);
    run.control.drop('close');
    const told = await run.told(SESSION, 5, before);
    expect(told.slice(0, 5)).toMatchObject([closed(428), started, closed(408, 2), started, closed(408, 3)]);
    run.control.clear();
    await run.fact('session.opened', ({ version }) => version > before);
    const job = await run.queue();
    await run.fact('job.delivered', ({ stream }) => stream === `job/${job}`);
  });

  test('whose WhatsApp is gone for good ends in a halt, not in a loop', async () => {
    run = await runningWithSandbox();
    await run.ready();
    const before = run.story(SESSION).length;
    await run.sandbox.close();
    const { data } = await run.fact('session.halted');
    expect(data).toMatchObject({ reason: 'restart_budget_spent', code: 408 });
    const told = await run.told(SESSION, 101, before);
    expect(told.filter(({ type }) => type === 'session.closed').map(({ code }) => code)).toEqual([
      428,
      ...Array.from({ length: 49 }, () => 408),
    ]);
    const waitsMs = told.flatMap(({ at, restartAt }) => (restartAt === undefined ? [] : [Number(restartAt) - at]));
    expect(waitsMs.slice(0, 4)).toEqual([750, 1_500, 3_000, 6_000]);
    expect(Math.max(...waitsMs)).toBe(225_000);
  });
});
