/** What is in the form, what is wrong with it, and the request that it makes. */
import type { Schema } from '../../api/client.ts';

export interface Draft {
  readonly number: string;
  readonly message: string;
  readonly priority: 'HIGH' | 'NORMAL' | 'LOW';
  /** As the field has it, in local time; empty for at once. */
  readonly sendAt: string;
}

export const EMPTY_DRAFT: Draft = { number: '', message: '', priority: 'NORMAL', sendAt: '' };

export const PRIORITIES = [
  ['HIGH', 'High'],
  ['NORMAL', 'Normal'],
  ['LOW', 'Low'],
] as const;

export const MESSAGE_MAX = 65_536;

/** An emoji is one, as the gateway counts. */
export const charactersIn = (text: string): number => Array.from(text).length;

export type Reading = Schema<'NumberReading'>;
export type Wrong = Partial<Record<keyof Draft, string>>;

/** Empty when it can be sent, as far as this page can tell. */
export const whatIsWrong = ({ number, message, sendAt }: Draft, reading: Reading | null): Wrong => ({
  ...(number.trim() === '' ? { number: 'Who is it for?' } : {}),
  ...(reading && !reading.possible && reading.detail ? { number: reading.detail } : {}),
  ...(message === '' ? { message: 'What is the message?' } : {}),
  ...(charactersIn(message) > MESSAGE_MAX ? { message: 'This is longer than a message may be.' } : {}),
  ...(sendAt !== '' && Number.isNaN(Date.parse(sendAt)) ? { sendAt: 'This is no time.' } : {}),
});

/** Leaves out what is as the gateway would have it anyway. */
export const bodyOf = ({ number, message, priority, sendAt }: Draft): Schema<'SendMessage'> => {
  const at = Date.parse(sendAt);
  return {
    number: number.trim(),
    message,
    ...(priority === 'NORMAL' ? {} : { priority }),
    ...(Number.isNaN(at) ? {} : { sendAt: new Date(at).toISOString() }),
  };
};
