/**
 * What follows when a link closes, as one table.
 *
 * Codes and their meanings: Baileys `DisconnectReason` and whatsmeow's connect failures. 408 has three meanings, which
 * the adapter tells apart. No code makes Waybill delete keys; only a log-out puts them aside.
 */
import type { HaltReason } from '../events/facts/session.ts';

export type Verdict =
  /** `atOnce`: the first restart in a row happens without a delay. */
  | { readonly kind: 'restart'; readonly delayMinMs: number; readonly atOnce: boolean }
  | { readonly kind: 'halt'; readonly reason: HaltReason }
  | { readonly kind: 'logOut' };

const halt = (reason: HaltReason): Verdict => ({ kind: 'halt', reason });
const restart = (delayMinMs = 0, atOnce = false): Verdict => ({ kind: 'restart', delayMinMs, atOnce });

const verdicts: Readonly<Record<number, Verdict>> = {
  401: { kind: 'logOut' },
  402: halt('temporarily_banned'),
  403: halt('account_locked'),
  405: halt('client_outdated'),
  406: halt('account_banned'),
  409: halt('unsupported_client'),
  411: halt('unsupported_client'),
  419: { kind: 'logOut' },
  429: restart(300_000),
  440: halt('connection_replaced'),
  503: restart(5_000),
  // WhatsApp asks for a new connection, as it does after every pairing.
  515: restart(0, true),
};

export const verdictOf = (code: number | null): Verdict => (code === null ? undefined : verdicts[code]) ?? restart();

/** After this many restarts in a row (about four hours) the session waits for a person. */
export const RESTARTS_MAX = 50;

/** A link that lasted this long was stable: earlier restarts no longer count. */
export const STABLE_MS = 60_000;

const BASE_MS = 1_000;
const MAX_MS = 300_000;
const JITTER = 0.25;

/** The delay before the nth restart in a row; `fraction` in [0, 1) spreads it by a quarter either way. */
export const restartDelayMs = (restarts: number, fraction: number): number =>
  Math.round(Math.min(BASE_MS * 2 ** (restarts - 1), MAX_MS) * (1 - JITTER + 2 * JITTER * fraction));
