/**
 * Keeps libsignal off the console. It bypasses every logger and prints whole sessions with `console`, private ratchet
 * keys included ("Closing session:" for each contact whose session is renewed). Lines with those first words are
 * dropped; all others pass.
 */

const OPENINGS = [
  'Closing open session in favor',
  'Closing session',
  'Decrypted message with closed',
  'Failed to decrypt',
  'Migrating session to',
  'Opening session',
  'Removing old closed session',
  'Session already',
  'Session error',
  'Unhandled bucket type',
  'V1 session storage migration error',
  'WARNING: Expected pubkey of length 33',
];
const METHODS = ['error', 'info', 'log', 'warn'] as const;

const fromLibsignal = (first: unknown): boolean =>
  typeof first === 'string' && OPENINGS.some((opening) => first.startsWith(opening));

let quiet = false;

/** Drops libsignal's console lines from now on, in the whole process. Calling it again does nothing. */
export const quietLibsignal = (): void => {
  if (quiet) return;
  quiet = true;
  for (const method of METHODS) {
    const print = console[method].bind(console);
    console[method] = (...args: unknown[]) => {
      if (!fromLibsignal(args[0])) print(...args);
    };
  }
};
