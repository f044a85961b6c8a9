/**
 * Bytes in base64, as clients write them. Taken is what can be read in one way only: both alphabets of RFC 4648, with or
 * without padding, broken into lines, or as a `data:` URL. It is passed on in the plain alphabet, without lines.
 */

export interface Base64Bytes {
  readonly base64: string;
  /** The type that a `data:` URL names. */
  readonly mimetype?: string;
}

/** Why a text is no base64: a sentence that does not repeat it. */
export interface Base64Fault {
  readonly fault: string;
}

const DATA_URL = /^data:([\w.+-]+\/[\w.+-]+)?(?:;[\w.+-]+=[^;,]*)*;base64,/i;
const SPACE = /[ \t\r\n]+/g;
const OTHER = /[^A-Za-z0-9+/]/;

/** The digits of a text: the plain alphabet, without spaces and padding. */
const digitsOf = (text: string): string =>
  text.replaceAll(SPACE, '').replace(/=+$/, '').replaceAll('-', '+').replaceAll('_', '/');

/** The place of the first character that is none of base64, from 1. */
const placeOfOther = (text: string): number => text.search(/[^A-Za-z0-9+/_=\s-]/) + 1;

const faultOf = (text: string, digits: string): string | null => {
  if (digits === '') return 'Expected at least 1 character';
  if (OTHER.test(digits)) {
    const place = placeOfOther(text);
    return place === 0
      ? 'Expected base64 with padding at its end only: this is more than one file, or damaged'
      : `Expected base64: character ${place} is none of it`;
  }
  // Four digits are three bytes, and a single digit is less than one.
  return digits.length % 4 === 1 ? 'Expected base64: this is cut off, one character stands alone at its end' : null;
};

export const readBase64 = (text: string): Base64Bytes | Base64Fault => {
  const [start = '', mimetype] = DATA_URL.exec(text.trimStart().slice(0, 1_000)) ?? [];
  if (start === '' && /^\s*data:/i.test(text))
    return { fault: 'Expected a data: URL with ";base64," before its bytes' };
  const digits = digitsOf(text.trimStart().slice(start.length));
  const fault = faultOf(text, digits);
  if (fault !== null) return { fault };
  return { base64: digits, ...(mimetype === undefined ? {} : { mimetype }) };
};
