/**
 * The proxies of the sessions. Everything of a session goes through its proxy, or does not go.
 *
 * The fact that sets a proxy has a digest of its address, and the address is sealed beside the log. Where an address cannot
 * be had although the session has a proxy, `of` throws: nothing ever takes that for a session without one.
 */
import { saltedDigest } from '../../events/log/content.ts';
import type { Entropy } from '../../kernel/entropy.ts';
import { Fault } from '../../kernel/fault.ts';
import type { ContentId, SessionId } from '../../kernel/ids.ts';
import type { Reads } from '../../projections/reads.ts';
import { type ProxyAddress, readProxy, writeProxy } from '../../proxy/address.ts';
import type { ProxyStore } from '../../proxy/store.ts';

/** The proxy of a session; null if it has none. @throws Fault if it has one whose address cannot be opened */
export type ProxyOf = (session: SessionId) => ProxyAddress | null;

export interface SessionProxies {
  readonly of: ProxyOf;
  /** Keeps an address and returns its digest, for a fact that is written after this. */
  keep(session: SessionId, address: ProxyAddress): ContentId;
  /** The fact is written: addresses before it are not needed any more. */
  settle(session: SessionId): void;
}

interface Ports {
  readonly reads: Pick<Reads, 'sessions'>;
  readonly store: ProxyStore;
  readonly entropy: Pick<Entropy, 'bytes'>;
}

const SALT_BYTES = 16;

const lost = (cause?: unknown): Fault =>
  new Fault('proxy.lost', 'The address of the proxy cannot be opened, so nothing is sent', {
    hint: 'Set the proxy of the session again: PUT /api/whatsapp/session/proxy.',
    retryable: false,
    cause,
  });

export const createSessionProxies = ({ reads, store, entropy }: Ports): SessionProxies => ({
  of(session) {
    const digest = reads.sessions.settings(session).proxy;
    if (digest === null) return null;
    const written = found(store, session, digest);
    const address = written === null ? null : readProxy(written, 'proxy');
    if (!address?.ok) throw lost();
    return address.value;
  },
  keep(session, address) {
    const written = writeProxy(address);
    const digest = saltedDigest(Buffer.from(entropy.bytes(SALT_BYTES)).toString('hex'), written);
    store.keep(session, digest, written);
    return digest;
  },
  settle: (session) => store.forgetOthers(session, reads.sessions.settings(session).proxy),
});

const found = (store: ProxyStore, session: SessionId, digest: ContentId): string | null => {
  try {
    return store.find(session, digest);
  } catch (thrown) {
    throw lost(thrown);
  }
};
