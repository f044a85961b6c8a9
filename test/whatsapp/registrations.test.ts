import { expect, test } from 'vitest';
import { createRegistrations } from '../../src/whatsapp/baileys/registrations.ts';
import { manualClock } from '../support/manual-clock.ts';

const CHAT = '6281200000404@s.whatsapp.net';
const HOUR_MS = 3_600_000;

test('that a number is on WhatsApp is remembered for hours, that it is not for a minute', () => {
  const clock = manualClock();
  const known = createRegistrations(clock);
  known.set(CHAT, { registered: true, chatId: CHAT });
  known.set('6281200000405@s.whatsapp.net', { registered: false });
  clock.advance(2 * 60_000);
  expect(known.get(CHAT)).toEqual({ registered: true, chatId: CHAT });
  expect(known.get('6281200000405@s.whatsapp.net')).toBeNull();
  clock.advance(25 * HOUR_MS);
  expect(known.get(CHAT)).toBeNull();
});

test('an answer that turned out wrong can be dropped', () => {
  const known = createRegistrations(manualClock());
  known.set(CHAT, { registered: true, chatId: CHAT });
  known.drop(CHAT);
  expect(known.get(CHAT)).toBeNull();
});

test('an answer can be dropped by the address that it gave', () => {
  const known = createRegistrations(manualClock());
  known.set('5215512345678@s.whatsapp.net', { registered: true, chatId: CHAT });
  known.drop(CHAT);
  expect(known.get('5215512345678@s.whatsapp.net')).toBeNull();
});

test('an answer counts no longer when the clock was set back behind it', () => {
  const clock = manualClock();
  const known = createRegistrations(clock);
  known.set(CHAT, { registered: false });
  clock.set(-HOUR_MS);
  expect(known.get(CHAT)).toBeNull();
});
