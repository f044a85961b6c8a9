/** Numbers that misbehave on purpose, by their last four digits: `+62 812-0000-0404`, or any other number with that ending. */

import type { Fault } from './faults.ts';

/** The behaviour of WhatsApp, or of the contact's phone, for a message to such a number. */
export type Behaviour =
  | { readonly kind: 'ack_error'; readonly code: number; readonly times: 'once' | 'always' }
  | { readonly kind: 'alias' }
  | { readonly kind: 'closes_after_write' }
  | { readonly kind: 'devices_unanswered' }
  | { readonly kind: 'echoes' }
  | { readonly kind: 'left_recently' }
  | { readonly kind: 'loses_ack'; readonly times: 'once' | 'always' }
  | {
      readonly kind: 'media_trouble';
      /** The fault of the uploads that follow the question for the number, and how many it strikes. */
      readonly fault: Extract<Fault, { readonly transfer: unknown }>;
      readonly times: number;
    }
  | { readonly kind: 'loses_files' }
  | { readonly kind: 'no_lid' }
  | { readonly kind: 'offline' }
  | { readonly kind: 'private' }
  | { readonly kind: 'rate_limited' }
  | { readonly kind: 'reads' }
  | { readonly kind: 'slow'; readonly ms: number }
  | { readonly kind: 'stale'; readonly code: number }
  | { readonly kind: 'unregistered' };

export interface TestNumber {
  /** The last four digits. */
  readonly digits: string;
  readonly sentence: string;
  readonly behaviour: Behaviour;
}

const refused = (code: number): Behaviour => ({ kind: 'ack_error', code, times: 'always' });

/** An attempt tries each of the two hosts that the sandbox names. */
const HOSTS = 2;

const uploadsFail = (fault: Extract<Fault, { readonly transfer: unknown }>, attempts: number): Behaviour => ({
  kind: 'media_trouble',
  fault,
  times: HOSTS * attempts,
});

export const TEST_NUMBERS: readonly TestNumber[] = [
  {
    digits: '0001',
    sentence: 'The first acknowledgement is lost; sent again under the same id it is acknowledged, and shown once.',
    behaviour: { kind: 'loses_ack', times: 'once' },
  },
  {
    digits: '0002',
    sentence: 'Every acknowledgement is lost, though the phone shows the message.',
    behaviour: { kind: 'loses_ack', times: 'always' },
  },
  {
    digits: '0003',
    sentence: 'The connection closes once, after the message was written and before it is acknowledged.',
    behaviour: { kind: 'closes_after_write' },
  },
  {
    digits: '0004',
    sentence: 'The acknowledgement takes a second and a half.',
    behaviour: { kind: 'slow', ms: 1500 },
  },
  {
    digits: '0005',
    sentence: 'The phone is off: acknowledged, but not delivered until it is asked to come online.',
    behaviour: { kind: 'offline' },
  },
  {
    digits: '0006',
    sentence: 'Answers each message with the same one; a reaction, an edit or a deletion is not answered.',
    behaviour: { kind: 'echoes' },
  },
  { digits: '0007', sentence: 'Reads each message as soon as it is delivered.', behaviour: { kind: 'reads' } },
  {
    digits: '0008',
    sentence: 'Has no LID, so a message cannot be encrypted for it.',
    behaviour: { kind: 'no_lid' },
  },
  {
    digits: '0009',
    sentence: 'The first question for its devices is never answered.',
    behaviour: { kind: 'devices_unanswered' },
  },
  {
    digits: '0010',
    sentence: 'Is known to WhatsApp under another address, whose last digit is a 9.',
    behaviour: { kind: 'alias' },
  },
  {
    digits: '0011',
    sentence: 'Lets nobody add it to a group (403); it gets an invitation instead. Hides its picture and its about.',
    behaviour: { kind: 'private' },
  },
  { digits: '0400', sentence: 'Refused as a bad request (400).', behaviour: refused(400) },
  { digits: '0403', sentence: 'Has blocked you (403).', behaviour: refused(403) },
  { digits: '0404', sentence: 'Is not on WhatsApp.', behaviour: { kind: 'unregistered' } },
  {
    digits: '0408',
    sentence: 'Has just left every group, and cannot be added to one (408).',
    behaviour: { kind: 'left_recently' },
  },
  { digits: '0420', sentence: 'Refused with 420, which WhatsApp does not explain.', behaviour: refused(420) },
  { digits: '0421', sentence: 'Refused with 421, which WhatsApp does not explain.', behaviour: refused(421) },
  {
    digits: '0429',
    sentence: 'Asking whether it is on WhatsApp is answered with a rate limit (429).',
    behaviour: { kind: 'rate_limited' },
  },
  { digits: '0463', sentence: 'New chats are locked for this account (463).', behaviour: refused(463) },
  { digits: '0475', sentence: 'Refused with 475, which WhatsApp does not explain.', behaviour: refused(475) },
  {
    digits: '0479',
    sentence: 'Refused as stale (479) until its devices are looked up again, then accepted.',
    behaviour: { kind: 'stale', code: 479 },
  },
  {
    digits: '0500',
    sentence: 'The server fails once (500), then takes it.',
    behaviour: { kind: 'ack_error', code: 500, times: 'once' },
  },
  {
    digits: '0601',
    sentence: 'Once it is looked up, the media host is down for two attempts, then it is back.',
    behaviour: uploadsFail({ kind: 'media_down', transfer: 'upload' }, 2),
  },
  {
    digits: '0602',
    sentence: 'Once it is looked up, the media host answers 503 to two attempts, then it takes the file.',
    behaviour: uploadsFail({ kind: 'media_refused', code: 503, transfer: 'upload' }, 2),
  },
  {
    digits: '0603',
    sentence: 'Once it is looked up, the media host closes the connection in the middle of one attempt.',
    behaviour: uploadsFail({ kind: 'media_cut', transfer: 'upload' }, 1),
  },
  {
    digits: '0604',
    sentence: 'Once it is looked up, the media host has no room (507) for six attempts.',
    behaviour: uploadsFail({ kind: 'media_full', code: 507, transfer: 'upload' }, 6),
  },
  {
    digits: '0605',
    sentence: 'Its files are gone once the media host has lost them: a request to upload one again is refused.',
    behaviour: { kind: 'loses_files' },
  },
];

const byDigits = new Map(TEST_NUMBERS.map((known) => [known.digits, known]));

/** The test number with this ending; null for an ordinary number. */
export const testNumberOf = (number: string): TestNumber | null => byDigits.get(number.slice(-4)) ?? null;

/** Null for an ordinary number. */
export const behaviourOf = (number: string): Behaviour | null => testNumberOf(number)?.behaviour ?? null;

/** The address under which WhatsApp knows an aliased number. */
export const aliasOf = (number: string): string => `${number.slice(0, -1)}9`;
