/** Whatever goes wrong, no key, code or text leaks: not to the console, a log line, a fact or an answer. */
import { inspect } from 'node:util';
import { expect, test, vi } from 'vitest';
import type { Logger } from '../../src/kernel/logger.ts';
import { sqliteCredentials } from '../support/credentials.ts';
import { ANNA } from '../support/inside.ts';
import { runningWithSandbox } from '../support/running-with-sandbox.ts';
import { testSeal } from '../support/seal.ts';
import { startWire, type Wire } from '../support/whatsapp-rig.ts';

const TEXT = 'seventeen grey herons';
const ENDINGS = ['0001', '0003', '0008', '0400', '0403', '0404', '0429', '0463', '0479', '1111'];

test('nothing of a key, a QR, a code or a text is said anywhere', async () => {
  const said: string[] = [];
  const say = (...words: unknown[]) =>
    void said.push(inspect(words, { depth: 10, maxArrayLength: null, maxStringLength: null }));
  const consoles = (['debug', 'info', 'log', 'warn', 'error'] as const).map((method) =>
    vi.spyOn(console, method).mockImplementation(say),
  );
  const logger: Logger = { debug: say, info: say, warn: say, error: say, child: () => logger };
  let wire: Wire | null = null;
  const run = await runningWithSandbox({
    threads: true,
    unlinked: true,
    logger,
    times: { ackMs: 300 },
    async url(sandbox) {
      wire = await startWire(sandbox.url);
      return wire.url;
    },
  });
  const { gateway, control } = run;

  await run.fact('session.qr_issued');
  const qr = gateway.sessions.qr('default');
  const code = await gateway.sessions.pairingCode('default', '6281100009999', ANNA);
  if (!qr.ok || !code.ok) throw new Error('there is neither a QR nor a code');
  control.drop('close');
  await run.ready();
  // This session is unknown, and this code is refused.
  say(gateway.sessions.qr('nobody'), await gateway.sessions.pairingCode('default', '6281100009999', ANNA));

  const jobs = await Promise.all(ENDINGS.map((ending) => run.queue({ number: `628120000${ending}`, text: TEXT })));
  await Promise.all(jobs.map(run.ended));
  for (const strike of [
    () => wire?.inject(Buffer.concat([Buffer.of(0x82, 23, 0, 0, 20), Buffer.alloc(20, 7)])),
    () => control.streamError(503),
    () => control.drop('close'),
  ]) {
    const before = run.story('session/default').length;
    strike();
    await run.told('session/default', 3, before);
  }
  control.deliver('6281200001111', TEXT);
  const last = await run.queue({ text: TEXT });
  await run.ended(last);
  say(gateway.health.trouble(), run.log.page({ after: 0, limit: 10_000 }));

  const { creds } = sqliteCredentials(run.db, testSeal(), run.sandbox.rootKey).open('default').auth;
  const keys = [creds.noiseKey.private, creds.signedIdentityKey.private, creds.signedPreKey.keyPair.private];
  const secrets = [
    TEXT,
    code.value.code,
    ...qr.value.qr.split(',').filter((part) => part.length > 8),
    creds.advSecretKey,
    ...keys.flatMap((key) => [Buffer.from(key).toString('base64'), Buffer.from(key).toString('hex')]),
  ];
  await run.close();
  await (wire as Wire | null)?.close();
  for (const spy of consoles) spy.mockRestore();
  expect(said.length).toBeGreaterThan(2);
  const all = said.join('\n');
  expect(all).toContain('job.completed');
  for (const secret of secrets) expect(all.includes(secret)).toBe(false);
});
