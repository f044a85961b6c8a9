import { expect, test } from 'vitest';
import { pairingCodes } from '../../src/actors/sessions/pairing-codes.ts';
import type { Link } from '../../src/whatsapp/port.ts';
import { manualClock } from '../support/manual-clock.ts';
import { scriptedWhatsApp } from '../support/scripted-whatsapp.ts';

const ANNA = '6281110000001';
const BORIS = '6281110000002';

/** A link that shows a QR for two minutes, and the codes that were requested from it. */
const shown = () => {
  const clock = manualClock();
  const { whatsapp, link } = scriptedWhatsApp();
  const open = (): Link => {
    const opened = whatsapp.open('default', () => {});
    link().qr(clock.now() + 120_000);
    return opened;
  };
  return { clock, codes: pairingCodes(clock), open, script: link };
};

test('a code is given again while it is good', async () => {
  const { clock, codes, open } = shown();
  const link = open();
  const first = await codes.ask(link, ANNA);
  clock.advance(119_000);
  expect(await codes.ask(link, ANNA)).toEqual(first);
  clock.advance(1_000);
  expect(await codes.ask(link, ANNA)).toMatchObject({ ok: true, value: { code: 'WAYB1LL2' } });
});

test('callers that ask at the same time share a code', async () => {
  const { codes, open } = shown();
  const link = open();
  const [first, second] = await Promise.all([codes.ask(link, ANNA), codes.ask(link, ANNA)]);
  expect(first).toEqual(second);
});

test('another phone gets its code a minute later', async () => {
  const { clock, codes, open } = shown();
  const link = open();
  await codes.ask(link, ANNA);
  clock.advance(20_000);
  expect(await codes.ask(link, BORIS)).toMatchObject({ ok: false, refusal: { retryAfterS: 40 } });
  clock.advance(40_000);
  expect(await codes.ask(link, BORIS)).toMatchObject({ ok: true, value: { code: 'WAYB1LL2' } });
});

test('a new link does not shorten the minute', async () => {
  const { codes, open } = shown();
  await codes.ask(open(), ANNA);
  expect(await codes.ask(open(), ANNA)).toMatchObject({ refusal: { code: 'session.code_too_soon' } });
});

test('a code that could not be had costs nothing', async () => {
  const { codes, open, script } = shown();
  const link = open();
  script().closed();
  await expect(codes.ask(link, ANNA)).rejects.toMatchObject({ code: 'whatsapp.not_now' });
  expect(await codes.ask(open(), ANNA)).toMatchObject({ ok: true });
});
