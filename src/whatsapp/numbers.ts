/**
 * Phone numbers as people write them, read with real numbering plans.
 *
 * Accepted are numbers whose length the plan allows: international (`+62 812…`, `0062 812…`, `62812…`) or as dialled in
 * the configured country (`0812…`, `812…`), with any usual separators. A number need not be in an assigned range: new
 * ranges open before their tables spread, and WhatsApp decides which numbers exist. No rule of Waybill's rewrites
 * digits (an added 9, a dropped 1); the plan alone decides which digits belong to a number.
 *
 * A chat id is taken as it is, and only its form is checked: after a change of the plan, accounts keep the id under
 * which they were registered.
 */
import { type CountryCode, isSupportedCountry } from 'libphonenumber-js/max';
import { Fault } from '../kernel/fault.ts';
import { type ChatId, STATUS_CHAT } from '../kernel/ids.ts';
import { ok, refuseField, type Result } from '../kernel/result.ts';
import { dialledIn } from './dialling.ts';
import type { ReadNumberIn } from './port.ts';

/** No number is longer, separators included; longer input is refused unread. */
const INPUT_LENGTH_MAX = 64;

/** Reading by a plan is slow, and clients write to the same numbers again and again. */
const REMEMBERED_MAX = 10_000;

/** Spaces, brackets, dots, slashes, dashes, and the invisible marks in a number copied from WhatsApp. */
const SEPARATORS = /[\s().\-/\u00ad\u2010-\u2015\u2212\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu;
const DIALLED = /^\+?[0-9]{5,20}$/;
/** No country code begins with 0, and E.164 allows 15 digits. */
const CHAT = /^(?:[1-9][0-9]{6,14}@s\.whatsapp\.net|[0-9]{5,19}@lid|[0-9]{5,19}(?:-[0-9]{5,19})?@g\.us)$/;

/**
 * A reader for numbers of this country (ISO 3166-1, two letters), and of any other that a session has.
 * @throws Fault when the country has no numbering plan.
 */
export const readNumberFor = (country: string): ReadNumberIn => {
  if (!isSupportedCountry(country)) {
    throw new Fault('config.country', `${country} is not a country with a numbering plan`, {
      hint: 'Set WAYBILL_COUNTRY to a two-letter code such as ID or DE.',
      retryable: false,
    });
  }
  const readers = new Map<string, Read>([[country, readerIn(country)]]);
  return (input, other) => {
    const where = other != null && isSupportedCountry(other) ? other : country;
    const read = readers.get(where) ?? readerIn(where);
    readers.set(where, read);
    return read(input);
  };
};

type Read = (input: string) => Result<ChatId>;

const readerIn = (country: CountryCode): Read => {
  const remembered = new Map<string, Result<ChatId>>();
  const meaningOf = dialledIn(country);
  const read = (input: string): Result<ChatId> => {
    const trimmed = input.trim();
    if (trimmed.includes('@')) return readChat(trimmed);
    const dialled = trimmed.replace(SEPARATORS, '');
    const meaning = DIALLED.test(dialled) ? meaningOf(dialled) : 'impossible';
    if (meaning === 'impossible') return notPossible(country);
    return meaning === 'doubtful' ? doubtful(country) : ok(`${meaning.digits}@s.whatsapp.net`);
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

const CHAT_FORMS =
  'A chat id is a number with its country code (6281234567890@s.whatsapp.net, or …@c.us), a hidden id (…@lid), a group (…@g.us), or status@broadcast.';

const NO_NUMBER = `${STATUS_CHAT} is no number. POST /api/whatsapp/messages sends a status, with an audience.`;

const readChat = (input: string): Result<ChatId> => {
  const chat = input.replace(/@c\.us$/, '@s.whatsapp.net');
  return CHAT.test(chat)
    ? ok(chat)
    : refuseField('number.invalid', 'number', chat === STATUS_CHAT ? NO_NUMBER : CHAT_FORMS);
};

/** Both refusals say how to write a number, and never repeat the input. */
const notPossible = (country: string): Result<never> =>
  refuseField(
    'number.invalid',
    'number',
    `This cannot be a phone number. Write it with its country code (+62 812 3456 7890), as it is dialled in ${country}, or as a chat id (6281234567890@s.whatsapp.net).`,
  );

const doubtful = (country: string): Result<never> =>
  refuseField(
    'number.invalid',
    'number',
    `Dialled in ${country}, this number can be read in more than one way. Write it with a plus sign and its country code (+62 812 3456 7890).`,
  );
