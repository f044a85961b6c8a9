/** The request context of all routes, and the dependencies that routes are built from. */
import type { IncomingMessage } from 'node:http';
import type { Context } from 'hono';
import type { Accounts } from '../../access/accounts.ts';
import type { Identity } from '../../access/identities.ts';
import type { LocalTicket } from '../../access/local-ticket.ts';
import type { Origin } from '../../access/logins.ts';
import type { Gateway } from '../../gateway/gateway.ts';
import type { Installation } from '../../gateway/operation/installation.ts';
import type { Caller } from '../../kernel/caller.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Entropy } from '../../kernel/entropy.ts';
import type { SessionId } from '../../kernel/ids.ts';
import type { CountingLogger, Logger } from '../../kernel/logger.ts';
import type { SandboxControl } from '../../sandbox/control.ts';
import type { Edge } from './edge.ts';
import type { Tickets } from '../routes/tickets.ts';

/**
 * The bindings come from `serve`. `closing` aborts when the server stops. `unhurry` lifts the time limit of this request,
 * for a route that has one of its own.
 */
export interface Env {
  Bindings: { incoming?: IncomingMessage; closing?: AbortSignal; unhurry?: () => void };
  Variables: {
    requestId: string;
    identity: Identity;
    /** The session of the request; set below `/api/whatsapp`. */
    session: SessionId;
    /** The client's address; null if it is unknown. */
    address: string | null;
    bodyBytesMax: number;
    /** How long the request waited because its client asked for it. */
    waitedMs?: number;
    /** Absent if Waybill is served at the root. */
    basePath?: string;
  };
}

export interface HttpDeps {
  readonly gateway: Gateway;
  readonly accounts: Accounts;
  /** The ticket of the command line on this machine. Absent if no ticket is accepted. */
  readonly localTicket?: LocalTicket;
  readonly clock: Clock;
  readonly entropy: Entropy;
  readonly logger: Logger | CountingLogger;
  /** The embedded sandbox, whose controls become routes; null if WhatsApp is not the sandbox. */
  readonly sandbox: SandboxControl | null;
  /** An additional token for `/metrics` only. */
  readonly metricsToken: string | null;
  /** The tickets for viewers of `@xstate/inspect`; null if no viewer may attach. */
  readonly tickets: Tickets | null;
  readonly version: string;
  readonly installation: Installation;
  readonly edge: Edge;
}

/** Who asks, as the caller of a command. */
export const callerOf = (c: Context<Env>): Caller => ({
  by: c.get('identity').by,
  correlation: c.get('requestId'),
  from: c.get('address'),
});

/** The origin of a request, for the log. */
export const originOf = (c: Context<Env>): Origin => ({
  address: c.get('address'),
  correlation: c.get('requestId'),
});
