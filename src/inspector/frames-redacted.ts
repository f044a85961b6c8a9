/**
 * The fields of facts and contexts that a viewer may see. It is an allow-list: other fields are not shown.
 *
 * Phone numbers are shortened as in log lines. Sentences are left out, since WhatsApp writes some of them. Digests of
 * content are left out too: those of older facts have no salt, and a short text could be guessed from them.
 */
import { shortChat } from '../kernel/ids.ts';

const CHATS = new Set(['account', 'chat', 'recipient']);

/** Counts, times, states and Waybill's own words. */
const PLAIN = new Set([
  'attempt',
  'attempts',
  'backoffBaseMs',
  'backoffMaxMs',
  'cleared',
  'code',
  'concurrency',
  'coolingMs',
  'deliveredAt',
  'expiresAt',
  'links',
  'maxAttempts',
  'missed',
  'notBefore',
  'playedAt',
  'priority',
  'readAt',
  'restartAt',
  'restarts',
  'retryAt',
  'retryable',
  'session',
  'status',
  'until',
  'waitingMax',
]);

/** Objects whose fields are filtered by the same list. */
const NESTED = new Set(['config', 'failure', 'was']);

const WORD = /^[A-Za-z][A-Za-z0-9_-]{0,39}$/;

/** Only plain values are shown, whatever the field holds. */
const isPlain = (value: unknown): boolean =>
  value === null ||
  typeof value === 'number' ||
  typeof value === 'boolean' ||
  (typeof value === 'string' && WORD.test(value));

const shown = (name: string, value: unknown): unknown => {
  if (CHATS.has(name)) return typeof value === 'string' && value !== '' ? shortChat(value) : null;
  if (NESTED.has(name)) return typeof value === 'object' && value !== null ? redacted(value) : null;
  return PLAIN.has(name) && isPlain(value) ? value : undefined;
};

export const redacted = (fields: object): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(fields)
      .map(([name, value]) => [name, shown(name, value)] as const)
      .filter(([, value]) => value !== undefined),
  );
