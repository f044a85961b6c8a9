/**
 * What an API key looks like: `wb_`, 32 random characters, and a checksum of 6 over both.
 *
 * The checksum tells a typing error apart without asking anybody, and lets a scanner of secrets be sure of what it found. It
 * is the CRC-32 of everything before it, in base 62, as GitHub's tokens have it.
 */
import { crc32 } from 'node:zlib';
import type { Entropy } from '../kernel/entropy.ts';

const BEGINS = 'wb_';
const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const RANDOM_LENGTH = 32;
const CHECKSUM_LENGTH = 6;
/** How much of a key is shown later, so that its owner recognises it. */
const SHOWN_LENGTH = 9;

const WHOLE = new RegExp(`^${BEGINS}[0-9A-Za-z]{${RANDOM_LENGTH + CHECKSUM_LENGTH}}$`);

const checksumOf = (text: string): string => {
  let rest = crc32(text);
  let digits = '';
  for (let place = 0; place < CHECKSUM_LENGTH; place += 1) {
    digits = `${DIGITS.charAt(rest % DIGITS.length)}${digits}`;
    rest = Math.floor(rest / DIGITS.length);
  }
  return digits;
};

/** A byte is used if it is below the largest multiple of 62, so that each character is as likely. */
const randomText = (entropy: Entropy): string => {
  const even = 256 - (256 % DIGITS.length);
  let text = '';
  while (text.length < RANDOM_LENGTH)
    for (const byte of entropy.bytes(RANDOM_LENGTH)) if (byte < even) text += DIGITS.charAt(byte % DIGITS.length);
  return text.slice(0, RANDOM_LENGTH);
};

export const newKeyText = (entropy: Entropy): string => {
  const text = `${BEGINS}${randomText(entropy)}`;
  return `${text}${checksumOf(text)}`;
};

/** Whether a credential is meant to be a key. */
export const isKeyText = (text: string): boolean => text.startsWith(BEGINS);

/** Whether a key is written as Waybill writes them, checksum included. */
export const isWellWritten = (text: string): boolean =>
  WHOLE.test(text) && text.endsWith(checksumOf(text.slice(0, -CHECKSUM_LENGTH)));

export const shownOf = (text: string): string => text.slice(0, SHOWN_LENGTH);
