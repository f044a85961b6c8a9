/**
 * What a viewer may see of facts and contexts, by allow-list: a field that is not named here is not shown.
 *
 * Numbers of people are shortened as log lines shorten them. Sentences are left out, since WhatsApp writes some of them,
 * and so are digests of content: those of older facts have no salt, and a short text can be guessed from them.
 */
import { shortChat } from '../kernel/ids.ts';

const CHATS = new Set(['account', 'chat', 'recipient']);

/** Counts, times, states and words of ours. */
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

/** Objects whose own fields are looked at in the same way. */
const NESTED = new Set(['config', 'failure', 'was']);

const WORD = /^[A-Za-z][A-Za-z0-9_-]{0,39}$/;

/** Whatever stands where a plain value should be, only a plain one is shown. */
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
