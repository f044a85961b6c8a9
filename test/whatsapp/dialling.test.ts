import { type CountryCode, getCountries, getExampleNumber } from 'libphonenumber-js/max';
import examples from 'libphonenumber-js/mobile/examples';
import { describe, expect, test } from 'vitest';
import { readNumberFor } from '../../src/whatsapp/numbers.ts';
import { prefixesOf, stringsOf } from '../support/dialling-prefixes.ts';

const COUNTRIES = getCountries();

/** The digits as which a number is read; null for a refusal. */
const readIn = (country: string) => {
  const read = readNumberFor(country);
  return (written: string): string | null => {
    const answer = read(written);
    return answer.ok ? (answer.value.split('@', 1)[0] ?? '') : null;
  };
};

const mobileOf = (country: CountryCode) => getExampleNumber(country, examples);

/** Mobiles from short and long plans, with codes that begin like each other and like the digits after a prefix. */
const ABROAD: readonly CountryCode[] = ['SG', 'US', 'ID', 'RU', 'EG', 'JP', 'MX', 'NU'];

/** A plan may spell one number in two ways (Mexico's old 1): these are the same number. */
const wrong = (digits: string | null, right: string): boolean => digits !== null && digits !== right;

test('the prefixes are those of the plans', () => {
  expect(prefixesOf('AU')).toContain('0011');
  expect(prefixesOf('CO').sort()).toEqual(['00414', '00444', '00456', '005', '007', '009']);
  expect(stringsOf('0(?:0|1\\d?)')).toHaveLength(12);
});

test('behind a prefix of the country a number is the right one or refused, in every country', () => {
  const misread: string[] = [];
  let reads = 0;
  let refused = 0;
  for (const country of COUNTRIES) {
    const read = readIn(country);
    for (const prefix of prefixesOf(country)) {
      for (const abroad of ABROAD) {
        const right = mobileOf(abroad)?.number.slice(1) ?? '';
        const digits = read(prefix + right);
        reads += 1;
        if (digits === null) refused += 1;
        if (wrong(digits, right)) misread.push(`${prefix} ${right} in ${country}: ${digits}`);
      }
    }
  }
  expect(misread).toEqual([]);
  expect(reads).toBeGreaterThan(4_000);
  // Most countries dial 00, which leaves no doubt.
  expect(refused / reads).toBeLessThan(0.1);
});

test('behind 00 a number is the right one or refused, in every country', () => {
  const misread: string[] = [];
  for (const country of COUNTRIES) {
    const read = readIn(country);
    for (const abroad of ABROAD) {
      const right = mobileOf(abroad)?.number.slice(1) ?? '';
      const digits = read(`00${right}`);
      if (wrong(digits, right)) misread.push(`00 ${right} in ${country}: ${digits}`);
    }
  }
  expect(misread).toEqual([]);
});

test('a mobile as its own country writes it is that mobile, in every country', () => {
  const misread = COUNTRIES.flatMap((country) => {
    const mobile = mobileOf(country);
    // The few islands with numbers of four digits need the country code.
    if (mobile && mobile.nationalNumber.length < 5) return [];
    const digits = mobile && readIn(country)(mobile.formatNational());
    return mobile && digits !== mobile.number.slice(1) ? [`${mobile.formatNational()} in ${country}: ${digits}`] : [];
  });
  expect(misread).toEqual([]);
});

test('a mobile with its own country code and no sign is that mobile, in every country', () => {
  const misread = COUNTRIES.flatMap((country) => {
    const right = mobileOf(country)?.number.slice(1);
    const digits = right === undefined ? null : readIn(country)(right);
    return right !== undefined && digits !== right ? [`${right} in ${country}: ${digits}`] : [];
  });
  expect(misread).toEqual([]);
});

test('an old local number, shorter than those of today, is no number of another country', () => {
  const misread: string[] = [];
  for (const country of COUNTRIES) {
    const mobile = mobileOf(country);
    if (!mobile) continue;
    const code = mobile.countryCallingCode;
    const read = readIn(country);
    for (let dropped = 1; dropped <= 2; dropped += 1) {
      const old = mobile.formatNational().replace(/\D/g, '').slice(dropped);
      const digits =
        old.startsWith('0') || mobile.nationalNumber !== mobile.formatNational().replace(/\D/g, '') ? null : read(old);
      if (digits !== null && !digits.startsWith(code)) misread.push(`${old} in ${country}: ${digits}`);
    }
  }
  expect(misread).toEqual([]);
});

describe('a carrier of the country, in front of a number abroad', () => {
  const rows: [written: string, country: string, digits: string | null][] = [
    // Indosat's 001, which Indonesia's plan does not list; behind 00 it would be a stranger in Alabama.
    ['001 65 9123 4567', 'ID', null],
    ['007 65 9123 4567', 'ID', null],
    ['008 65 9123 4567', 'ID', '6591234567'],
    // Hong Kong dials both 00 and 001.
    ['001 65 9123 4567', 'HK', null],
    ['0011 65 9123 4567', 'AU', '6591234567'],
    ['009 65 9123 4567', 'CO', '6591234567'],
    // Singapore's carrier 001 in front of an Egyptian landline, or 00 in front of a number in New Jersey.
    ['00 1 201 555 0123', 'SG', null],
    ['009 49 1512 3456789', 'CO', '4915123456789'],
    ['0055 11 98765 4321', 'BR', null],
    ['0062 812 0000 0404', 'US', '6281200000404'],
    ['810 65 9123 4567', 'RU', '6591234567'],
    ['010 65 9123 4567', 'JP', '6591234567'],
    ['00 52 1 55 1234 5678', 'DE', '5215512345678'],
    // Australia's prefix dialled elsewhere: +1 and a dropped 1 would be a stranger in Alabama.
    ['0011 65 9123 4567', 'ID', null],
    ['0011 65 9123 4567', 'HK', null],
    ['0011 65 9123 4567', 'US', null],
    // Russia's prefix dialled elsewhere: +81 and a dropped 0 would be a stranger in Japan.
    ['810 65 9123 4567', 'US', null],
    ['0049 0151 12345678', 'ID', '4915112345678'],
    ['62 0812 3456 7890', 'ID', '6281234567890'],
  ];
  test.each(rows)('%s in %s', (written, country, digits) => {
    expect(readIn(country)(written)).toBe(digits);
  });

  test('a number in doubt is refused with the way to write it', () => {
    const answer = readNumberFor('ID')('001 65 9123 4567');
    expect(answer).toMatchObject({ refusal: { code: 'number.invalid', detail: expect.stringContaining('plus sign') } });
  });
});

describe('a local number is never read as a foreign one', () => {
  const rows: [written: string, country: string, digits: string | null][] = [
    // Benin's numbers have had ten digits since 2024.
    ['97 12 34 56', 'BJ', null],
    ['01 97 12 34 56', 'BJ', '2290197123456'],
    ['659 123 4567', 'US', null],
    ['6281 2345', 'SG', '6562812345'],
    ['65 9123 4567', 'ID', '6591234567'],
  ];
  test.each(rows)('%s in %s', (written, country, digits) => {
    expect(readIn(country)(written)).toBe(digits);
  });
});
