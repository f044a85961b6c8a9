/**
 * Tickets authenticate a browser that cannot send a header, for example when it opens a WebSocket.
 *
 * A ticket stands for an access token. It is valid once and for half a minute, so it is worthless by the time that
 * somebody finds it in an access log.
 */
import type { Clock, Millis } from '../../kernel/clock.ts';
import type { Entropy } from '../../kernel/entropy.ts';
import { keepLatest } from '../../kernel/latest.ts';

const GOOD_FOR_MS = 30_000;
const OUTSTANDING_MAX = 1_000;

export interface Tickets {
  issue(accessToken: string): { readonly ticket: string; readonly expiresAt: Millis };
  /** Redeems a ticket and returns its token; null if the ticket is unknown, used, or expired. */
  redeem(ticket: string): string | null;
}

export const openTickets = ({ entropy, clock }: { entropy: Entropy; clock: Clock }): Tickets => {
  const outstanding = new Map<string, { accessToken: string; expiresAt: Millis }>();
  return {
    issue(accessToken) {
      const ticket = Buffer.from(entropy.bytes(24)).toString('base64url');
      const expiresAt = clock.now() + GOOD_FOR_MS;
      keepLatest(outstanding, ticket, { accessToken, expiresAt }, OUTSTANDING_MAX);
      return { ticket, expiresAt };
    },
    redeem(ticket) {
      const found = outstanding.get(ticket);
      outstanding.delete(ticket);
      return found && found.expiresAt > clock.now() ? found.accessToken : null;
    },
  };
};
