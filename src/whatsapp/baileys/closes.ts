/** Why a link ended, read from Baileys' report. Pure. */
import type { Millis } from '../../kernel/clock.ts';
import { briefOf } from '../../kernel/fault.ts';
import { ProxyFailure } from '../../proxy/failure.ts';
import type { Close } from '../port.ts';

/** Codes of `DisconnectReason` that Waybill sets itself. */
const LOST = 428;
const TIMED_OUT = 408;
const UNKNOWN = 500;

/** Waybill has unlinked the device itself. */
export const loggedOutClose: Close = { code: 401, cause: 'asked', reason: 'logged out by Waybill' };

export const askedClose: Close = { code: null, cause: 'asked', reason: 'closed by Waybill' };

/** The connection is gone without a message from WhatsApp. */
export const lostClose = (reason: string): Close => ({ code: LOST, cause: 'lost', reason });

/** WhatsApp was unreachable, or fell silent while the link was coming up. */
export const unreachableClose = (reason: string): Close => ({ code: TIMED_OUT, cause: 'unreachable', reason });

/** Nothing went out, because everything of the session goes through its proxy. */
const proxyClose = ({ message }: ProxyFailure): Close => ({ code: null, cause: 'proxy', reason: message });

/**
 * The server, or a proxy in front of it, answered the websocket request with an HTTP status. Only statuses that ask for
 * patience keep their number: a proxy's 401 or 403 says nothing about the account, and must not be taken for a log-out.
 */
export const httpClose = (status: number): Close => ({
  ...unreachableClose(`the connection was refused with HTTP ${status}`),
  code: status === 429 || status >= 500 ? status : TIMED_OUT,
});

interface Ended {
  readonly message?: unknown;
  readonly data?: unknown;
  readonly output?: { readonly statusCode?: unknown };
}

/** Reads `lastDisconnect.error`. `wasUp` tells a broken connection from one that never came up. */
export const closeOf = (error: unknown, wasUp: boolean, now: Millis): Close => {
  const { data, output } = (error ?? {}) as Ended;
  if (data instanceof ProxyFailure) return proxyClose(data);
  const code = typeof output?.statusCode === 'number' ? output.statusCode : UNKNOWN;
  const reason = briefOf(error);
  if (reason === 'QR refs attempts ended') return { code, cause: 'qr_expired', reason: 'nobody scanned the QR' };
  if (reason === 'Intentional Logout') return loggedOutClose;
  if (code === 402) return { code, cause: 'server', reason, ...banEnd(data, now) };
  return { code, cause: causeOf(reason, wasUp), reason };
};

const FROM_SERVER = /^(Stream Errored|Connection Failure|Connection Terminated by Server|Multi-device)/;

const causeOf = (reason: string, wasUp: boolean): Close['cause'] => {
  if (FROM_SERVER.test(reason)) return 'server';
  return wasUp ? 'lost' : 'unreachable';
};

/** A temporary ban states its length in seconds. */
const banEnd = (data: unknown, now: Millis): { until?: Millis } => {
  const seconds = Number((data as { expire?: unknown } | undefined)?.expire);
  return Number.isFinite(seconds) && seconds > 0 ? { until: now + seconds * 1000 } : {};
};
