/**
 * The right of the command line to change people, to send messages and to read chats while the gateway runs.
 *
 * Each start makes a new ticket and writes it beside the lock of the data folder, where only the user that runs Waybill can read
 * it. A reader of that file could read the whole database too, so the ticket gives away nothing. It is good for requests
 * from this machine alone, and for nothing but that. Rejected: a token signed with the kept secret, which would
 * outlive the process and turn a leak of that secret into an administrator.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { Entropy } from '../kernel/entropy.ts';
import { EVERYTHING } from '../kernel/reach.ts';
import type { Identity } from './identities.ts';
import { SCOPES_OF_ROLE } from './scopes.ts';

export interface LocalTicket {
  readonly text: string;
  /** Null when the token is another. */
  identify(token: string): Identity | null;
}

const TICKET_BYTES = 32;

/** Facts name the command line like everything that no login did. */
const COMMAND_LINE: Identity = {
  kind: 'ticket',
  by: 'system',
  scopes: SCOPES_OF_ROLE.admin,
  reach: EVERYTHING,
  expiresAt: Number.MAX_SAFE_INTEGER,
};

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

export const openLocalTicket = (entropy: Entropy): LocalTicket => {
  const text = Buffer.from(entropy.bytes(TICKET_BYTES)).toString('base64url');
  const expected = digest(text);
  return { text, identify: (token) => (timingSafeEqual(digest(token), expected) ? COMMAND_LINE : null) };
};
