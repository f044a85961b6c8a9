/** Storage for the addresses of the sessions' proxies, sealed because they hold passwords. */
import type { ContentId, SessionId } from '../kernel/ids.ts';

/**
 * Rows are found by the digest that a fact has. So the address is kept before its fact is written, and a process that dies
 * in between leaves a row that no fact names.
 */
export interface ProxyStore {
  keep(session: SessionId, digest: ContentId, address: string): void;
  /** Null if it is not kept. @throws Fault `seal.wrong_key` or `seal.broken` */
  find(session: SessionId, digest: ContentId): string | null;
  /** Forgets the session's addresses but for the one with this digest. */
  forgetOthers(session: SessionId, digest: ContentId | null): void;
}
