/**
 * Phone numbers as people write them, read with real numbering plans.
 *
 * Accepted are numbers that a plan allows by their length: international (`+62 812…`, `0062 812…`, `62812…`) or as they
 * are dialled in the configured country (`0812…`, `812…`), with any usual separators; and chat ids, of which those of
 * numbers are international. A number need not lie in a range that is given out today: new ranges open before their
 * tables spread, and whether a number is on WhatsApp is WhatsApp's answer to give. Digits are never rewritten by a rule of
 * ours (an added 9, a dropped 1): only the plan itself decides what belongs to a number.
 */
import {
  type CountryCode,
  getCountryCallingCode,
  isSupportedCountry,
  type PhoneNumber,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/max';
import { Fault } from '../kernel/fault.ts';
import type { ChatId } from '../kernel/ids.ts';
import { ok, refuse, type Result } from '../kernel/result.ts';
import type { ReadNumber } from './port.ts';

/** More than any number with its separators has; what is longer is refused unread. */
const INPUT_LENGTH_MAX = 64;

/** A plan takes long to read, and people write to the same numbers again and again. */
const REMEMBERED_MAX = 10_000;

/** Spaces, brackets, dots, slashes, dashes, and the invisible marks that come with a number copied from WhatsApp. */
const SEPARATORS = /[\s().\-/\u00ad\u2010-\u2015\u2212\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu;
const DIALLED = /^\+?[0-9]{5,20}$/;
const CHAT = /^(?:[0-9]{5,19}@(?:s\.whatsapp\.net|lid)|[0-9]{5,19}(?:-[0-9]{5,19})?@g\.us)$/;

/** WhatsApp spells Mexican mobiles with the 1 that the plan dropped in 2019, and so do people. */
const MEXICAN_MOBILE = /^\+?521[0-9]{10}$/;

/**
 * A reader for numbers of one country (ISO 3166-1, two letters).
 * @throws Fault when the country has no numbering plan.
 */
export const readNumberFor = (country: string): ReadNumber => {
  if (!isSupportedCountry(country)) {
    throw new Fault('config.country', `${country} is no country with a numbering plan`, {
      hint: 'Set WAYBILL_COUNTRY to a two-letter code such as ID or DE.',
      retryable: false,
    });
  }
  const remembered = new Map<string, Result<ChatId>>();
  const read = (input: string): Result<ChatId> => {
    const trimmed = input.trim();
    if (trimmed.includes('@')) return readChat(trimmed);
    const dialled = trimmed.replace(SEPARATORS, '');
    return DIALLED.test(dialled) ? readDialled(dialled, country) : notPossible(country);
  };
  return (input) => {
    if (input.length > INPUT_LENGTH_MAX) return notPossible(country);
    const known = remembered.get(input);
    if (known) return known;
    const answer = read(input);
    if (remembered.size >= REMEMBERED_MAX) remembered.clear();
    remembered.set(input, answer);
    return answer;
  };
};

const readChat = (input: string): Result<ChatId> => {
  const chat = input.replace(/@c\.us$/, '@s.whatsapp.net');
  if (!CHAT.test(chat))
    return refuse('number.invalid', 'A chat id looks like 6281234567890@s.whatsapp.net, or ends in @lid or @g.us.');
  const [digits = '', server] = chat.split('@');
  return server !== 's.whatsapp.net' || isInternational(digits)
    ? ok(chat)
    : refuse(
        'number.invalid',
        'What stands before @s.whatsapp.net is a number with its country code, such as 6281234567890.',
      );
};

const isInternational = (digits: string): boolean =>
  MEXICAN_MOBILE.test(digits) || (parsePhoneNumberFromString(`+${digits}`)?.isPossible() ?? false);

const readDialled = (dialled: string, country: CountryCode): Result<ChatId> => {
  const read = readings(dialled, country)
    .map((spelling) => parsePhoneNumberFromString(spelling, country))
    .filter((number): number is PhoneNumber => number?.isPossible() ?? false);
  const best = read.find(isMobile) ?? read.find((number) => number.isValid()) ?? read[0];
  if (best) return ok(chatOf(best.number));
  return MEXICAN_MOBILE.test(dialled) ? ok(chatOf(dialled)) : notPossible(country);
};

/** What can be a mobile is the likelier WhatsApp account: 6591234567 in Indonesia is one in Singapore, not a landline in Aceh. */
const isMobile = (number: PhoneNumber): boolean => number.getType()?.includes('MOBILE') ?? false;

const chatOf = (number: string): ChatId => `${number.replace('+', '')}@s.whatsapp.net`;

/** What the digits can mean, likeliest first. A number without a sign may be international or local. */
const readings = (dialled: string, country: CountryCode): readonly string[] => {
  if (dialled.startsWith('+')) return [dialled];
  if (dialled.startsWith('00')) return [`+${dialled.slice(2)}`];
  if (dialled.startsWith('0')) return [dialled];
  const international = `+${dialled}`;
  return dialled.startsWith(getCountryCallingCode(country)) ? [international, dialled] : [dialled, international];
};

/** Says how to write it; never repeats what was sent. */
const notPossible = (country: CountryCode): Result<never> =>
  refuse(
    'number.invalid',
    `This cannot be a phone number. Write it with its country code (+62 812 3456 7890), as it is dialled in ${country}, or as a chat id (6281234567890@s.whatsapp.net).`,
  );
