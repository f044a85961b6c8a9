/**
 * Turns the text of an API key into the key that it speaks for, or says why it is not good.
 *
 * As with access tokens, an answer is cached under the text, and the whole cache is dropped when a key is rotated or revoked.
 * The minute of the last use is written at the first use in a minute, so a busy key costs one write a minute.
 */
import { BlockList, isIPv4 } from 'node:net';
import type { Clock, Millis } from '../kernel/clock.ts';
import { Fault } from '../kernel/fault.ts';
import { ok, type Result, refuse } from '../kernel/result.ts';
import type { KeyIdentity } from './identities.ts';
import type { FoundKey, KeyStore, StoredKey } from './key-store.ts';
import { isWellWritten } from './key-text.ts';
import { hashOf } from './keys.ts';
import { keepLatest } from '../kernel/latest.ts';

/** `address` is the client's; null if it is unknown. Refusal: `auth.invalid_token`, whose detail says what is wrong. */
export type IdentifyKey = (text: string, address: string | null) => Promise<Result<KeyIdentity>>;

export interface KeyIdentities {
  readonly identify: IdentifyKey;
  forget(): void;
}

interface Cached {
  readonly identity: KeyIdentity;
  /** Null if the key is good from anywhere. */
  readonly from: BlockList | null;
  usedAt: Millis | null;
}

const CACHED_MAX = 10_000;
const MINUTE_MS = 60_000;

const WRONG = {
  mistyped: 'This key is mistyped: its checksum does not fit. Copy it again, from wb_ to its last character.',
  unknown: 'This key is well written, but unknown here: it belongs to another Waybill, or to a data folder of before.',
  revoked: 'This key was revoked. Ask an administrator for another one.',
  expired: 'This key has expired. Ask an administrator for another one.',
  rotated: 'This key was rotated, and its former text is no longer good: use the new one.',
  address: 'This key may not be used from this address. An administrator says from which it may.',
} as const;

const wrong = (why: keyof typeof WRONG): Result<never> => refuse('auth.invalid_token', WRONG[why]);

const familyOf = (address: string): 'ipv4' | 'ipv6' => (isIPv4(address) ? 'ipv4' : 'ipv6');

const listOf = (ips: readonly string[]): BlockList => {
  const list = new BlockList();
  for (const entry of ips) {
    const [address = '', bits] = entry.split('/');
    if (bits === undefined) list.addAddress(address, familyOf(address));
    else list.addSubnet(address, Number(bits), familyOf(address));
  }
  return list;
};

const isFrom = (list: BlockList | null, address: string | null): boolean =>
  list === null || (address !== null && list.check(address, familyOf(address)));

/** The time at which a text ends: with its key, or with the overlap of a rotation. */
const endOf = ({ key, endsAt }: FoundKey): Millis =>
  Math.min(key.expiresAt ?? Number.MAX_SAFE_INTEGER, endsAt ?? Number.MAX_SAFE_INTEGER);

const identityOf = (
  { id, name, scopes, sessions, chats, ratePerMinute }: StoredKey,
  expiresAt: Millis,
): KeyIdentity => ({
  kind: 'key',
  by: id,
  name,
  scopes: new Set(scopes),
  reach: { sessions, chats },
  ratePerMinute,
  expiresAt,
});

export const keyIdentities = (store: KeyStore, clock: Clock): KeyIdentities => {
  const cache = new Map<string, Cached>();
  /** Rises when the cache is dropped: a key that was looked up before is not cached after. */
  let epoch = 0;

  const keep = (text: string, cached: Cached): void => {
    keepLatest(cache, text, cached, CACHED_MAX);
  };

  const look = async (text: string): Promise<Result<Cached>> => {
    if (!isWellWritten(text)) return wrong('mistyped');
    const before = epoch;
    const found = await store.byHash(hashOf(text));
    if (!found) return wrong('unknown');
    const { key } = found;
    const now = clock.now();
    if (key.revokedAt !== null) return wrong('revoked');
    if (key.expiresAt !== null && key.expiresAt <= now) return wrong('expired');
    if (found.endsAt !== null && found.endsAt <= now) return wrong('rotated');
    const cached: Cached = {
      identity: identityOf(key, endOf(found)),
      from: key.ips && listOf(key.ips),
      usedAt: key.lastUsedAt,
    };
    if (epoch === before) keep(text, cached);
    return ok(cached);
  };

  const note = async (cached: Cached): Promise<void> => {
    const now = clock.now();
    const minute = now - (now % MINUTE_MS);
    if (cached.usedAt === minute) return;
    cached.usedAt = minute;
    try {
      await store.used(cached.identity.by, minute);
    } catch (thrown) {
      // A key is good while the disk is full, as a token is. The next minute is written again.
      if (!(thrown instanceof Fault)) throw thrown;
    }
  };

  return {
    async identify(text, address) {
      const known = cache.get(text);
      const looked = known && known.identity.expiresAt > clock.now() ? ok(known) : await look(text);
      if (!looked.ok) return looked;
      if (!isFrom(looked.value.from, address)) return wrong('address');
      await note(looked.value);
      return ok(looked.value.identity);
    },
    forget() {
      epoch += 1;
      cache.clear();
    },
  };
};
