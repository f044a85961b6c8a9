/**
 * Which media hosts an account may use, as WhatsApp says (`media_conn`).
 *
 * Baileys keeps the promise of a refused query for ever, and every later upload of the socket fails with it. So Waybill
 * asks by itself: an answer is used until it expires, one query serves all who wait, and a refusal is forgotten.
 */
import { type BinaryNode, getBinaryNodeChild, getBinaryNodeChildren } from 'baileys';
import type { Clock, Millis } from '../../../kernel/clock.ts';
import { undelivered } from '../failures.ts';

export interface MediaHosts {
  /** A token for uploads. */
  readonly auth: string;
  /** Host names, perhaps with a port, in the order in which to try them. */
  readonly hosts: readonly string[];
  readonly expiresAt: Millis;
}

const QUERY: BinaryNode = {
  tag: 'iq',
  attrs: { type: 'set', xmlns: 'w:m', to: '@s.whatsapp.net' },
  content: [{ tag: 'media_conn', attrs: {} }],
};

const SECOND_MS = 1_000;

const hostsIn = (answer: BinaryNode, now: Millis): MediaHosts => {
  const conn = getBinaryNodeChild(answer, 'media_conn');
  const hosts = getBinaryNodeChildren(conn, 'host').flatMap(({ attrs }) => attrs['hostname'] ?? []);
  const { auth, ttl } = conn?.attrs ?? {};
  if (auth === undefined || hosts.length === 0) throw undelivered('protocol_error', false);
  return { auth, hosts, expiresAt: now + Number(ttl ?? 0) * SECOND_MS };
};

export interface MediaConn {
  /** @throws Undelivered */
  hosts(): Promise<MediaHosts>;
  /** The hosts have refused the token: the next upload asks again. */
  forget(used: MediaHosts): void;
}

/** `ask` sends a query and rejects with an Undelivered after its deadline. */
export const createMediaConn = (ask: (query: BinaryNode) => Promise<BinaryNode>, clock: Clock): MediaConn => {
  let known: MediaHosts | null = null;
  let asking: Promise<MediaHosts> | null = null;

  const renew = async (): Promise<MediaHosts> => {
    try {
      known = hostsIn(await ask(QUERY), clock.now());
      return known;
    } finally {
      asking = null;
    }
  };

  return {
    hosts: async () => (known !== null && known.expiresAt > clock.now() ? known : (asking ??= renew())),
    forget(used) {
      if (known === used) known = null;
    },
  };
};
