/** Interprets a number by numbering plans alone. */
import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import type { ChatId, SessionId } from '../../kernel/ids.ts';
import type { ReadNumber } from '../../whatsapp/port.ts';

export interface NumberReading {
  readonly possible: boolean;
  readonly chatId: ChatId | null;
  /** The number as people write it; null for a chat without a phone number, such as a group. */
  readonly international: string | null;
  readonly country: { readonly code: string; readonly name: string } | null;
  /** Why the input cannot be a number, and how to write one. */
  readonly detail: string | null;
}

/** Created on first use, because Node takes 15 ms to load the names of all countries. */
let names: Intl.DisplayNames | null = null;
const nameOf = (code: string): string | undefined => {
  names ??= new Intl.DisplayNames('en', { type: 'region' });
  return names.of(code);
};

const writtenForm = (chatId: ChatId): Pick<NumberReading, 'international' | 'country'> => {
  const [user = '', server] = chatId.split('@');
  const number = server === 's.whatsapp.net' ? parsePhoneNumberFromString(`+${user}`) : undefined;
  const code = number?.country;
  return {
    international: number?.formatInternational() ?? null,
    country: code ? { code, name: nameOf(code) ?? code } : null,
  };
};

export const numberReader =
  (readNumber: ReadNumber) =>
  (number: string, session?: SessionId): NumberReading => {
    const read = readNumber(number, session);
    return read.ok
      ? { possible: true, chatId: read.value, ...writtenForm(read.value), detail: null }
      : { possible: false, chatId: null, international: null, country: null, detail: read.refusal.detail };
  };
