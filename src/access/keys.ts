/** API keys: made, rotated and revoked by administrators. What each may do is in a store, that it happened is in the log. */
import { createHash } from 'node:crypto';
import type { Caller } from '../kernel/caller.ts';
import type { Clock, Millis } from '../kernel/clock.ts';
import type { Entropy } from '../kernel/entropy.ts';
import { streamOf } from '../kernel/ids.ts';
import { ok, type Result, refuse, refuseInput } from '../kernel/result.ts';
import type { KeyFact } from '../events/facts/key.ts';
import type { Journal } from '../events/log/journal.ts';
import type { KeyStore, StoredKey } from './key-store.ts';
import { newKeyText, shownOf } from './key-text.ts';

export type ApiKey = Omit<StoredKey, 'revokedAt'>;
export type NewKey = Pick<StoredKey, 'name' | 'scopes' | 'sessions' | 'chats' | 'ips' | 'expiresAt' | 'ratePerMinute'>;

/** `text` is what the owner sends. It is known here, once, and nowhere else. */
export interface KeyWithText {
  readonly key: ApiKey;
  readonly text: string;
}

export interface Keys {
  /** Refusal: `request.invalid` for an expiry that has passed. */
  create(key: NewKey, caller: Caller): Promise<Result<KeyWithText>>;
  /** In the order in which they were made, without the revoked ones. */
  list(): Promise<readonly ApiKey[]>;
  /** Refusal, here and below: `key.not_found`. */
  find(id: string): Promise<Result<ApiKey>>;
  /** Gives a key a new text. The former texts are good for `overlapMs` more. */
  rotate(id: string, overlapMs: number, caller: Caller): Promise<Result<KeyWithText>>;
  revoke(id: string, caller: Caller): Promise<Result<void>>;
  /** The names of all keys there have been, by id. */
  names(): Promise<ReadonlyMap<string, string>>;
}

const PREFIX = 'key_';

export const hashOf = (text: string): Uint8Array => createHash('sha256').update(text).digest();

const streamOfKey = (id: string): string => streamOf.key(id.slice(PREFIX.length));

const publicOf = (key: StoredKey): ApiKey => key;

const notFound = (): Result<never> =>
  refuse('key.not_found', 'There is no key with this id; list the keys to see which there are.');

interface Parts {
  readonly store: KeyStore;
  readonly record: Journal;
  /** Called when a text is no longer good, or will end. */
  readonly forget: () => void;
  readonly clock: Clock;
  readonly entropy: Entropy;
}

export const keys = ({ store, record, forget, clock, entropy }: Parts): Keys => {
  const living = async (id: string): Promise<StoredKey | null> => {
    const key = await store.find(id);
    return key?.revokedAt === null ? key : null;
  };

  return {
    async create(given, caller) {
      const now = clock.now();
      if (given.expiresAt !== null && given.expiresAt <= now)
        return refuseInput('expiresAt', 'Expected a time to come');
      const text = newKeyText(entropy);
      const id = `${PREFIX}${Buffer.from(entropy.bytes(9)).toString('hex')}`;
      const rest = { createdBy: caller.by, createdAt: now, lastUsedAt: null, revokedAt: null };
      const key: StoredKey = { id, prefix: shownOf(text), ...given, ...rest };
      await store.add(key, hashOf(text));
      const { scopes, sessions, chats, expiresAt } = key;
      const fact = {
        type: 'key.created' as const,
        scopes: [...scopes] as string[],
        sessions: sessions === '*' ? null : [...sessions],
        chats: chats === '*' ? null : chats.length,
        expiresAt,
      } satisfies KeyFact;
      await record(streamOfKey(id), fact, caller);
      return ok({ key: publicOf(key), text });
    },
    list: async () => (await store.all()).filter(({ revokedAt }) => revokedAt === null).map(publicOf),
    async find(id) {
      const key = await living(id);
      return key ? ok(publicOf(key)) : notFound();
    },
    async rotate(id, overlapMs, caller) {
      const text = newKeyText(entropy);
      const overlapUntil: Millis = clock.now() + overlapMs;
      const rotated = await store.rotate(id, { hash: hashOf(text), prefix: shownOf(text), overlapUntil });
      const key = rotated ? await living(id) : null;
      if (!key) return notFound();
      forget();
      await record(streamOfKey(id), { type: 'key.rotated', overlapUntil }, caller);
      return ok({ key: publicOf(key), text });
    },
    async revoke(id, caller) {
      if (!(await store.revoke(id, clock.now()))) return notFound();
      forget();
      await record(streamOfKey(id), { type: 'key.revoked' }, caller);
      return ok(undefined);
    },
    names: async () => new Map((await store.all()).map(({ id, name }) => [id, name])),
  };
};
