/** Searches everything that a whole run has written for secrets. */
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { folder, waybill } from '../support/process.ts';
import { startGateway } from '../support/real-gateway.ts';
import { leaksIn } from './leaks.ts';
import { TEXT, wholeRun } from './whole-run.ts';

const leaky = fileURLToPath(new URL('leaky.ts', import.meta.url));

const MINUTES = 4 * 60_000;

test(
  'nothing of a key, a token, a password, a QR, a code or a text stands in any line, fact or answer',
  async () => {
    const { written, secrets, numbers, lines, facts } = await wholeRun(waybill, folder());
    expect(leaksIn(written, secrets)).toEqual([]);
    expect(leaksIn(lines, numbers)).toEqual([]);

    // The search had something to find, and something to search.
    const named = new Set(secrets.map(({ name }) => name.replace(/ \d+$/, '')));
    expect([...named].toSorted()).toMatchInlineSnapshot(`
      [
        "a key of the other side",
        "a part of the QR",
        "a refresh token",
        "an access token",
        "the JWT secret",
        "the adv secret",
        "the encryption key",
        "the metrics token",
        "the pairing code",
        "the password",
        "the private key",
        "the private key identity",
        "the private key noise",
        "the private key signed pre-key",
        "the reply",
        "the text",
      ]
    `);
    const types = new Set(facts.map(({ type }) => type));
    expect([...types]).toEqual(expect.arrayContaining(['job.completed', 'job.abandoned', 'session.logged_out']));
    expect(written.filter(({ where }) => where.startsWith('the answer 4')).length).toBeGreaterThan(15);
    expect(lines.map(({ text }) => text.includes('session'))).toEqual([true, true]);
  },
  MINUTES,
);

test(
  'a process that does say what it should not is found out',
  async () => {
    const { process, client } = await startGateway(
      waybill,
      folder(),
      { WAYBILL_WHATSAPP: 'sandbox' },
      { preload: leaky },
    );
    await client.post('/api/whatsapp/send-message', { number: '6281200001111', message: TEXT });
    await process.end('SIGTERM');
    const output = [{ where: 'the output', text: process.output() }];
    expect(leaksIn(output, [{ name: 'the text', value: TEXT }])).toEqual(['the text stands in the output, as it is']);
  },
  MINUTES,
);
