import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { nameOf, vcardOf } from '../../src/messages/contacts.ts';
import { rounds } from '../support/rounds.ts';

const phones = [{ number: '+62 812-3456-7890' }, { number: '021 555 0100', type: 'work' }];

test('a card is written as a vCard 3.0, with the number that phones offer to write to', () => {
  expect(vcardOf({ name: 'Ayu', phones, organization: 'Our shop', email: 'ayu@example.com' })).toBe(
    [
      'BEGIN:VCARD',
      'VERSION:3.0',
      'N:;Ayu;;;',
      'FN:Ayu',
      'ORG:Our shop',
      'TEL;type=CELL;waid=6281234567890:+62 812-3456-7890',
      'TEL;type=WORK:021 555 0100',
      'EMAIL:ayu@example.com',
      'END:VCARD',
    ].join('\n'),
  );
});

const plain = (text: string): string => text.replace(/\r\n?/g, '\n');

/** Takes a value apart as RFC 2426 says. */
const unescaped = (value: string): string =>
  value.replace(/\\(.)/g, (_, escaped: string) => (escaped === 'n' ? '\n' : escaped));

test('whatever a name has, it ends neither its value nor its line', () => {
  const hard = fc.string({
    unit: fc.constantFrom('a', 'b', ';', ',', ':', '\\', '\n', '\r', 'END:VCARD'),
    minLength: 1,
  });
  fc.assert(
    fc.property(hard, hard, (name, organization) => {
      const lines = vcardOf({ name, phones: [{ number: '+6281234' }], organization }).split('\n');
      expect(lines.map((line) => line.split(/[:;]/, 1)[0])).toEqual([
        'BEGIN',
        'VERSION',
        'N',
        'FN',
        'ORG',
        'TEL',
        'END',
      ]);
      expect(lines.join('')).not.toContain('\r');
      expect(unescaped(lines[3]?.slice('FN:'.length) ?? '')).toBe(plain(name));
      expect(unescaped(lines[4]?.slice('ORG:'.length) ?? '')).toBe(plain(organization));
    }),
    { numRuns: rounds(200) },
  );
});

test("a vCard of the caller's own goes as it is, and is shown by its name", () => {
  const vcard = 'BEGIN:VCARD\r\nVERSION:3.0\r\nFN;CHARSET=UTF-8:Budi\r\nEND:VCARD\r\n';
  expect(vcardOf({ vcard })).toBe(vcard.trim());
  expect(nameOf({ vcard })).toBe('Budi');
  expect(nameOf({ vcard: 'BEGIN:VCARD\nVERSION:3.0\nEND:VCARD' })).toBe('Contact');
});
