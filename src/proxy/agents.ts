/** Agents of Node and a dispatcher for `fetch` whose every connection goes through a proxy. */
import { once } from 'node:events';
import { Agent as HttpAgent, type AgentOptions } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { isIP, type Socket } from 'node:net';
import { connect as connectTls, type ConnectionOptions } from 'node:tls';
import type { Dispatcher } from 'undici';
import type { ProxyAddress } from './address.ts';
import { ProxyFailure } from './failure.ts';
import { type Destination, tunnel } from './tunnel.ts';

export interface ProxyAgents {
  readonly http: HttpAgent;
  readonly https: HttpsAgent;
  /** For `fetch`, whose requests know no agent. */
  readonly dispatcher: Pick<Dispatcher, 'dispatch'>;
  /** Ends the connections that are kept. */
  close(): void;
}

export interface AgentTerms {
  /** Certificate authorities instead of those that the process trusts. */
  readonly ca?: string | readonly string[] | undefined;
  /** The proxy is asked for these addresses, one after the other, and not for the host of the request. */
  readonly addresses?: readonly string[];
  readonly keepAlive?: boolean;
}

type Reach = (to: Destination) => Promise<Socket>;

/** Another address is tried only where the proxy works, and the other side does not. */
const reaching = (proxy: ProxyAddress, addresses: readonly string[] | undefined): Reach => {
  if (!addresses) return (to) => tunnel(proxy, to);
  return async ({ port }) => {
    let last = new ProxyFailure('target');
    for (const host of addresses) {
      try {
        return await tunnel(proxy, { host, port });
      } catch (thrown) {
        if (!(thrown instanceof ProxyFailure) || thrown.fault !== 'target') throw thrown;
        last = thrown;
      }
    }
    throw last;
  };
};

/** What Node hands to an agent that is to connect. */
interface Asked {
  readonly host?: string | null | undefined;
  readonly port?: number | string | null | undefined;
}

const destinationOf = ({ host, port }: Asked): Destination => ({ host: host ?? '', port: Number(port) });

type Done = (error: Error | null, socket: Socket | null) => void;

/** Node and undici take a connection that comes later by a callback. */
const handOver = async (made: Promise<Socket>, done: Done): Promise<void> => {
  let socket: Socket;
  try {
    socket = await made;
  } catch (thrown) {
    done(thrown as Error, null);
    return;
  }
  done(null, socket);
};

const connecting =
  (make: (to: Destination, options: object) => Promise<Socket>) =>
  (options: object, done?: unknown): undefined => {
    void handOver(make(destinationOf(options), options), done as Done);
  };

const serverNameOf = (host: string): string => (isIP(host) === 0 ? host : '');

const caOf = ({ ca }: AgentTerms): Pick<ConnectionOptions, 'ca'> =>
  ca === undefined ? {} : { ca: typeof ca === 'string' ? ca : [...ca] };

const dispatchBy = async (
  opened: Promise<Dispatcher>,
  ...request: Parameters<Dispatcher['dispatch']>
): Promise<void> => {
  (await opened).dispatch(...request);
};

const closed = async (opened: Promise<Dispatcher> | null): Promise<void> => (await opened)?.destroy();

/** `fetch` of Node takes a dispatcher of undici, which is loaded with the first request. */
const dispatcherOver = (reach: Reach, terms: AgentTerms): ProxyAgents['dispatcher'] & { close(): void } => {
  let opened: Promise<Dispatcher> | null = null;
  const open = async (): Promise<Dispatcher> => {
    const { Agent } = await import('undici');
    return new Agent({
      connect({ hostname, port, protocol, servername }, done) {
        const host = hostname.replace(/^\[(.*)\]$/, '$1');
        const isTls = protocol === 'https:';
        const make = async (): Promise<Socket> => {
          const socket = await reach({ host, port: Number(port) || (isTls ? 443 : 80) });
          if (!isTls) return socket;
          const secure = connectTls({ socket, servername: servername ?? serverNameOf(host), ...caOf(terms) });
          await once(secure, 'secureConnect');
          return secure;
        };
        void handOver(make(), (error, socket) =>
          socket ? done(null, socket) : done(error ?? new ProxyFailure('target'), null),
        );
      },
    });
  };
  return {
    dispatch(options, handler) {
      opened ??= open();
      void dispatchBy(opened, options, handler);
      return true;
    },
    close: () => void closed(opened),
  };
};

export const agentsThrough = (proxy: ProxyAddress, terms: AgentTerms = {}): ProxyAgents => {
  const reach = reaching(proxy, terms.addresses);
  const kept: AgentOptions = { keepAlive: terms.keepAlive ?? true };
  const http = new HttpAgent(kept);
  http.createConnection = connecting(reach);
  const https = new HttpsAgent({ ...kept, ...caOf(terms) });
  https.createConnection = connecting(async (to, options) => connectTls({ ...options, socket: await reach(to) }));
  const dispatcher = dispatcherOver(reach, terms);
  return {
    http,
    https,
    dispatcher,
    close() {
      http.destroy();
      https.destroy();
      dispatcher.close();
    },
  };
};
