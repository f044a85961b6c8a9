/** Secrets, in every form in which they might leak, and the places where they occur in the output. */

export interface Secret {
  readonly name: string;
  readonly value: string | Uint8Array;
}

/** A piece of output, and where it is read. */
export interface Written {
  readonly where: string;
  readonly text: string;
}

/** This much of a key is as bad as all of it; in base64 it ends at a character boundary. */
const PIECE_BYTES = 15;

const formsOfBytes = (value: Uint8Array): Record<string, string> => {
  const piece = Buffer.from(value).subarray(0, PIECE_BYTES);
  const hex = piece.toString('hex');
  return {
    hex,
    'upper-case hex': hex.toUpperCase(),
    base64: piece.toString('base64'),
    base64url: piece.toString('base64url'),
    'a buffer as it is inspected': hex.replaceAll(/(..)(?!$)/g, '$1 '),
    numbers: piece.join(','),
    'numbers as they are inspected': piece.join(', '),
  };
};

const formsOfText = (value: string): Record<string, string> => ({
  'it is': value,
  JSON: JSON.stringify(value).slice(1, -1),
  'part of an address': encodeURIComponent(value),
  base64: Buffer.from(value).toString('base64').replace(/=+$/, ''),
  hex: Buffer.from(value).toString('hex'),
});

export const formsOf = ({ value }: Secret): [form: string, text: string][] =>
  Object.entries(typeof value === 'string' ? formsOfText(value) : formsOfBytes(value));

/** The leaks as sentences, without the secrets themselves; empty if there are none. */
export const leaksIn = (written: readonly Written[], secrets: readonly Secret[]): string[] =>
  secrets.flatMap((secret) => {
    const forms = formsOf(secret);
    return written.flatMap(({ where, text }) => {
      const found = forms.find(([, form]) => text.includes(form));
      return found ? [`${secret.name} stands in ${where}, as ${found[0]}`] : [];
    });
  });
