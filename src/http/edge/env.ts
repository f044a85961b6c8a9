/** The context that every route finds, and the parts that routes are built from. */
import type { IncomingMessage } from 'node:http';
import type { Context } from 'hono';
import type { Accounts } from '../../access/accounts.ts';
import type { Identity } from '../../access/identities.ts';
import type { LocalTicket } from '../../access/local-ticket.ts';
import type { Origin } from '../../access/logins.ts';
import type { Gateway } from '../../gateway/gateway.ts';
import type { Caller } from '../../kernel/caller.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Entropy } from '../../kernel/entropy.ts';
import type { SessionId } from '../../kernel/ids.ts';
import type { CountingLogger, Logger } from '../../kernel/logger.ts';
import type { SandboxControl } from '../../sandbox/control.ts';
import type { Edge } from './edge.ts';
import type { Tickets } from '../routes/tickets.ts';

/** `incoming` and `closing` come from `serve`; `closing` aborts when the server stops. */
export interface Env {
  Bindings: { incoming?: IncomingMessage; closing?: AbortSignal };
  Variables: {
    requestId: string;
    identity: Identity;
    /** The session that the request means; set below `/api/whatsapp`. */
    session: SessionId;
    /** The address that the request came from; null where it cannot be told. */
    address: string | null;
    bodyBytesMax: number;
    /** Left out where Waybill is served at the root. */
    basePath?: string;
  };
}

export interface HttpDeps {
  readonly gateway: Gateway;
  readonly accounts: Accounts;
  /** What the command line of this machine shows; left out: nothing. */
  readonly localTicket?: LocalTicket;
  readonly clock: Clock;
  readonly entropy: Entropy;
  readonly logger: Logger | CountingLogger;
  /** Null unless WhatsApp is the embedded sandbox: then its controls are routes too. */
  readonly sandbox: SandboxControl | null;
  /** A second token that opens `/metrics`, and nothing else. */
  readonly metricsToken: string | null;
  /** Null unless viewers of machines may attach: then there is a route that gives them tickets. */
  readonly tickets: Tickets | null;
  readonly version: string;
  readonly edge: Edge;
}

/** The signed-in user, as the caller of a command. */
export const callerOf = (c: Context<Env>): Caller => ({
  by: c.get('identity').userId,
  correlation: c.get('requestId'),
  from: c.get('address'),
});

/** Where a request came from. */
export const originOf = (c: Context<Env>): Origin => ({
  address: c.get('address'),
  correlation: c.get('requestId'),
});
