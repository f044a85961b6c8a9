/** Addresses: a number, its hidden LID, and the devices of both. */
import { jidDecode } from 'baileys/lib/WABinary/index.js';

export interface Address {
  /** Digits of the phone number, whichever form the address had. */
  readonly number: string;
  readonly device: number;
  readonly lid: boolean;
}

/** The prefix of LIDs. A number's LID is the number after this prefix, so each can be derived from the other. */
const LID_PREFIX = '900';

const withDevice = (user: string, device: number): string => (device === 0 ? user : `${user}:${device}`);

/** `6281…@s.whatsapp.net`, or `6281…:3@s.whatsapp.net` for a device other than the phone. */
export const jidOf = (number: string, device = 0): string => `${withDevice(number, device)}@s.whatsapp.net`;

export const lidOf = (number: string, device = 0): string => `${withDevice(LID_PREFIX + number, device)}@lid`;

/** Parses either form; null for a group, a broadcast or an invalid address. */
export const addressOf = (jid: string | undefined): Address | null => {
  const { user = '', server, device = 0 } = jidDecode(jid) ?? {};
  if (!/^\d{5,20}$/.test(user)) return null;
  if (server === 's.whatsapp.net' || server === 'c.us') return { number: user, device, lid: false };
  if (server === 'lid' && user.startsWith(LID_PREFIX)) {
    return { number: user.slice(LID_PREFIX.length), device, lid: true };
  }
  return null;
};

/** `+62 811-0000-0001` as `6281100000001`. */
export const digitsOf = (number: string): string => number.split('@', 1)[0]?.replaceAll(/\D/g, '') ?? '';
