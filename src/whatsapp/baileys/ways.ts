/**
 * How the connections of a session are made: directly, or through its proxy and in no other way.
 *
 * Baileys connects by the agent for its WebSocket, and by `fetch`, which takes a dispatcher, for the small parts of the
 * history. All else is fetched and uploaded here, by the agent for media.
 */
import { randomUUID } from 'node:crypto';
import { Agent } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SocketConfig } from 'baileys';
import type { SessionId } from '../../kernel/ids.ts';
import type { ProxyAddress } from '../../proxy/address.ts';
import { agentsThrough } from '../../proxy/agents.ts';
import type { MediaOptions } from './media/upload.ts';

/** What Baileys is told about a proxy; empty for none. */
export type BaileysWays = Pick<SocketConfig, 'agent' | 'fetchAgent' | 'options'> | Record<string, never>;

export interface Ways {
  readonly socket: BaileysWays;
  readonly media: MediaOptions;
  /** Ends the connections that are kept; called once the link is over. */
  close(): void;
}

export interface WaysOptions {
  /** An endpoint other than WhatsApp's own. */
  readonly url?: string | undefined;
  /** The folder for encrypted files on their way to a media host. */
  readonly scratch?: string | undefined;
  /** The certificate of a media host that is not WhatsApp's, as PEM. */
  readonly mediaCa?: string | undefined;
  /** The proxy of a session; null for none. It may throw, and then nothing is connected. */
  readonly proxy?: ((session: SessionId) => ProxyAddress | null) | undefined;
}

const isPlain = (url: string | undefined): boolean => url?.startsWith('ws:') === true;

export const waysFor = ({ url, scratch = tmpdir(), mediaCa, proxy }: WaysOptions): ((session: SessionId) => Ways) => {
  const place = () => join(scratch, `${randomUUID()}.enc`);
  const direct = new Agent({ keepAlive: true, ...(mediaCa === undefined ? {} : { ca: mediaCa }) });
  return (session) => {
    const address = proxy?.(session) ?? null;
    if (address === null) return { socket: {}, media: { agent: direct, scratch: place }, close: () => {} };
    const { http, https, dispatcher, close } = agentsThrough(address, { ca: mediaCa });
    return {
      socket: {
        agent: (isPlain(url) ? http : https) as Agent,
        fetchAgent: https,
        options: { dispatcher } as SocketConfig['options'],
      },
      media: { agent: https, scratch: place },
      close,
    };
  };
};
