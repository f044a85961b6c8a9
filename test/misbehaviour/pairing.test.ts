/** A phone that does not link, or in another way than the requested one. */
import { setImmediate } from 'node:timers/promises';
import { afterEach, describe, expect, test } from 'vitest';
import { ANNA } from '../support/inside.ts';
import { type RunningWithSandbox, runningWithSandbox } from '../support/running-with-sandbox.ts';

const SESSION = 'session/default';
const NUMBER = '6281100009999';

let run: RunningWithSandbox;
afterEach(() => run.close());

const state = () => run.reads.sessions.byId('default')?.state;
const askCode = async (): Promise<string> => {
  const code = await run.gateway.sessions.pairingCode('default', NUMBER, ANNA);
  if (!code.ok) throw new Error(code.refusal.detail);
  return code.value.code;
};

test('nobody scans any of the QRs: the session stops, and does not loop', async () => {
  run = await runningWithSandbox({ unlinked: true, times: { qrMs: 20 } });
  await run.fact('session.qr_expired');
  expect(state()).toBe('stopped');
  const { length } = run.story(SESSION);
  run.clock.advance(86_400_000);
  expect(run.story(SESSION)).toHaveLength(length);
  await run.gateway.sessions.start('default', ANNA);
  await run.fact('session.qr_issued', ({ version }) => version > length);
});

test('the QRs run out after a code was asked for: the next start shows a QR, it is not logged out', async () => {
  run = await runningWithSandbox({ unlinked: true, times: { qrMs: 200 } });
  await run.fact('session.qr_issued');
  await askCode();
  await run.fact('session.qr_expired');
  const { length } = run.story(SESSION);
  await run.gateway.sessions.start('default', ANNA);
  const [started, issued] = await run.told(SESSION, 2, length);
  expect([started, issued]).toMatchObject([{ type: 'session.started' }, { type: 'session.qr_issued' }]);
});

describe('the connection goes before the phone has linked', () => {
  test.each<[when: string, begin: () => Promise<unknown>]>([
    ['while a QR is shown', async () => {}],
    // Requesting a code stores the account; a login with such keys is answered 401.
    ['after a code was asked for', askCode],
  ])('%s: a new QR follows, and it links', async (_when, begin) => {
    run = await runningWithSandbox({ unlinked: true });
    await run.fact('session.qr_issued');
    await begin();
    run.control.drop('close');
    const told = await run.told(SESSION, 5);
    expect(told).toMatchObject([
      { type: 'session.started' },
      { type: 'session.qr_issued' },
      { type: 'session.closed', code: 428, restarts: 1 },
      { type: 'session.started' },
      { type: 'session.qr_issued' },
    ]);
    await run.ready();
    expect(state()).toBe('ready');
  });

  test('while the code is still good, a new one links too, a minute later', async () => {
    run = await runningWithSandbox({ unlinked: true, times: { qrMs: 120_000 } });
    await run.fact('session.qr_issued');
    await askCode();
    run.control.drop('close');
    await run.told(SESSION, 5);
    await expect(askCode()).rejects.toThrow('one new pairing code a minute');
    run.clock.advance(60_000);
    const code = await askCode();
    // The request for the code may still be on its way.
    while (!run.control.typeCode(code)) await setImmediate();
    await run.fact('session.opened');
    expect(run.story(SESSION)).not.toContain('session.logged_out');
  });
});

test('the restart that every pairing ends with costs nothing', async () => {
  run = await runningWithSandbox({ unlinked: true });
  await run.ready();
  const told = await run.told(SESSION, 6);
  const [, , , closed] = told;
  expect(told).toMatchObject([
    { type: 'session.started' },
    { type: 'session.qr_issued' },
    { type: 'session.paired' },
    { type: 'session.closed', code: 515, restarts: 0, restartAt: closed?.at },
    { type: 'session.started' },
    { type: 'session.opened' },
  ]);
});
