/** The content of the form, its errors, and the request that it makes. */
import type { Schema } from '../../api/shape.ts';

export interface Draft {
  readonly number: string;
  readonly message: string;
  readonly priority: 'HIGH' | 'NORMAL' | 'LOW';
  /** As the field has it, in local time; empty for at once. */
  readonly sendAt: string;
}

export const EMPTY_DRAFT: Draft = { number: '', message: '', priority: 'NORMAL', sendAt: '' };

export const MESSAGE_MAX = 65_536;

/** An emoji counts as one, as in the gateway. */
export const charactersIn = (text: string): number => Array.from(text).length;

export type Reading = Schema<'NumberReading'>;
export type Wrong = Partial<Record<keyof Draft, string>>;

/** The gateway accepts a time that has just passed: a form takes a while to fill in. */
const GRACE_MS = 60_000;

const wrongTime = (sendAt: string, now: number): string | null => {
  if (sendAt === '') return null;
  const at = Date.parse(sendAt);
  if (Number.isNaN(at)) return 'Choose a date and a time.';
  return at < now - GRACE_MS ? 'This time has passed. Choose a later one, or leave it empty to send at once.' : null;
};

const wrongMessage = (message: string): string | null => {
  if (message.trim() === '') return 'What is the message?';
  return charactersIn(message) > MESSAGE_MAX
    ? `A message has at most ${MESSAGE_MAX.toLocaleString('en')} characters.`
    : null;
};

const wrongNumber = (number: string, reading: Reading | null): string | null => {
  if (number.trim() === '') return 'Who is it for?';
  return reading && !reading.possible ? reading.detail : null;
};

/** Empty when it can be sent, as far as this page can tell. */
export const whatIsWrong = ({ number, message, sendAt }: Draft, reading: Reading | null, now: number): Wrong => {
  const found = {
    number: wrongNumber(number, reading),
    message: wrongMessage(message),
    sendAt: wrongTime(sendAt, now),
  };
  return Object.fromEntries(Object.entries(found).filter(([, wrong]) => wrong !== null));
};

/** The request. Defaults of the gateway are left out. */
export const bodyOf = ({ number, message, priority, sendAt }: Draft): Schema<'SendMessage'> => {
  const at = Date.parse(sendAt);
  return {
    number: number.trim(),
    message,
    ...(priority === 'NORMAL' ? {} : { priority }),
    ...(Number.isNaN(at) ? {} : { sendAt: new Date(at).toISOString() }),
  };
};
