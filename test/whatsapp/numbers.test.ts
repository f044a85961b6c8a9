import { describe, expect, test } from 'vitest';
import { Fault } from '../../src/kernel/fault.ts';
import { readNumberFor } from '../../src/whatsapp/numbers.ts';

const indonesia = readNumberFor('ID');

describe('a number means the same however it is written', () => {
  const rows: [written: string, country: string, chat: string][] = [
    ['+62 812 0000 0404', 'ID', '6281200000404'],
    ['0812-0000-0404', 'ID', '6281200000404'],
    ['(0812) 0000.0404', 'ID', '6281200000404'],
    ['62812 0000 0404', 'ID', '6281200000404'],
    ['0062 812 0000 0404', 'ID', '6281200000404'],
    ['812 0000 0404', 'ID', '6281200000404'],
    ['  +62\u00a0812‑0000–0404 ', 'ID', '6281200000404'],
    ['\u202a+62 812-0000-0404\u202c', 'ID', '6281200000404'],
    // As a national number this would be Medan 0626 2812 345…
    ['62812345678', 'ID', '62812345678'],
    ['+44 (0)20 7183 8750', 'ID', '442071838750'],
    ['020 7183 8750', 'GB', '442071838750'],
    ['2025550123', 'US', '12025550123'],
    ['1 202 555 0123', 'US', '12025550123'],
    ['011 62 812 0000 0404', 'US', '6281200000404'],
    ['+39 06 1234 5678', 'ID', '390612345678'],
    ['+55 11 98765-4321', 'ID', '5511987654321'],
    ['+55 11 8765-4321', 'ID', '551187654321'],
    ['+52 1 55 1234 5678', 'ID', '5215512345678'],
    ['+54 9 11 2345 6789', 'ID', '5491123456789'],
    ['6591234567', 'ID', '6591234567'],
    // Unassigned ranges.
    ['+1 555 123 4567', 'ID', '15551234567'],
    ['+44 7700 900123', 'ID', '447700900123'],
  ];
  test.each(rows)('%s in %s', (written, country, digits) => {
    expect(readNumberFor(country)(written)).toEqual({ ok: true, value: `${digits}@s.whatsapp.net` });
  });
});

describe('a chat id is taken as it is', () => {
  const rows: [written: string, chat: string][] = [
    ['6281200000404@s.whatsapp.net', '6281200000404@s.whatsapp.net'],
    ['6281200000404@c.us', '6281200000404@s.whatsapp.net'],
    ['5215512345678@s.whatsapp.net', '5215512345678@s.whatsapp.net'],
    // Ivory Coast and Benin have had longer numbers since 2021 and 2024; accounts keep their ids.
    ['22507080910@s.whatsapp.net', '22507080910@s.whatsapp.net'],
    ['22997123456@c.us', '22997123456@s.whatsapp.net'],
    ['123456789012345@lid', '123456789012345@lid'],
    ['120363012345678901@g.us', '120363012345678901@g.us'],
    ['6281200000404-1612345678@g.us', '6281200000404-1612345678@g.us'],
  ];
  test.each(rows)('%s', (written, chat) => {
    expect(indonesia(written)).toEqual({ ok: true, value: chat });
  });
});

describe('what cannot be a number is refused', () => {
  const rows: [what: string, written: string][] = [
    ['nothing', ''],
    ['spaces', '   '],
    ['letters', 'abc'],
    ['vanity letters', '1-800-FLOWERS'],
    ['too short', '12345'],
    ['too short with a code', '+62812'],
    ['too short with a trunk zero', '08123'],
    ['an emergency number', '110'],
    ['zeros', '0000000000'],
    ['no such country code', '+999 123 456 789'],
    ['too long', '+62812000004040000000'],
    ['two signs', '++6281200000404'],
    ['a sign in the middle', '62+81200000404'],
    ['two numbers', '+6281200000404,+6281200000405'],
    ['an extension', '+6281200000404;ext=5'],
    ['a NUL', '+62812\u00000000404'],
    ['Arabic digits', '+٦٢٨١٢٠٠٠٠٠٤٠٤'],
    ['fullwidth digits', '６２８１２００００４０４'],
    ['a device of a chat', '6281200000404:3@s.whatsapp.net'],
    ['a chat with a local number', '081200000404@s.whatsapp.net'],
    ['a chat of zeros', '0000000@s.whatsapp.net'],
    ['a chat with too few digits', '12345@s.whatsapp.net'],
    ['a foreign server', '6281200000404@example.com'],
    ['the status list', 'status@broadcast'],
    ['eighteen digits, which a plan allows and no network', '08123-4567-89123456'],
    ['a chat of sixteen digits', '6281234567891234@s.whatsapp.net'],
    ['a chat without digits', '-----@lid'],
    ['a chat behind a line break', '6281200000404@s.whatsapp.net\nx@lid'],
    ['a megabyte of digits', '1'.repeat(1_000_000)],
    ['a megabyte of spaces', ' '.repeat(1_000_000)],
  ];
  test.each(rows)('%s', (_what, written) => {
    expect(indonesia(written)).toMatchObject({ ok: false, refusal: { code: 'number.invalid' } });
  });
});

test.each(['62812@example.com', '1@g.us', 'x@lid'])('%s is told every form that a chat id has', (written) => {
  const said = JSON.stringify(indonesia(written));
  for (const form of ['@s.whatsapp.net', '@c.us', '@lid', '@g.us', 'status@broadcast']) expect(said).toContain(form);
});

test('a local number is one of the country that a session has, and the gateway has the others', () => {
  expect(indonesia('0171 2345678', 'DE')).toEqual({ ok: true, value: '491712345678@s.whatsapp.net' });
  expect(indonesia('0812 3456 7890', null)).toEqual({ ok: true, value: '6281234567890@s.whatsapp.net' });
  expect(indonesia('+62 812 3456 7890', 'DE')).toEqual({ ok: true, value: '6281234567890@s.whatsapp.net' });
});

test('a refusal does not repeat what was sent', () => {
  const refused = indonesia('+62 812 secret');
  expect(JSON.stringify(refused)).not.toContain('secret');
});

test('a country without a numbering plan is named at the start', () => {
  expect(() => readNumberFor('XX')).toThrow(Fault);
});
