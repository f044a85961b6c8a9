/** Agents of Node and a dispatcher for `fetch` whose every connection goes through a proxy. */
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

type Done = (error: Error | null, socket?: Socket) => void;

/** Node takes a connection that comes later by a callback. */
const connecting =
  (reach: Reach, over: (socket: Socket, options: object) => Socket) =>
  (options: object, done?: unknown): undefined => {
    const tell = done as Done;
    reach(destinationOf(options as Asked)).then(
      (socket) => tell(null, over(socket, options)),
      (thrown: unknown) => tell(thrown as Error),
    );
  };

const serverNameOf = (host: string): string => (isIP(host) === 0 ? host : '');

const caOf = ({ ca }: AgentTerms): Pick<ConnectionOptions, 'ca'> =>
  ca === undefined ? {} : { ca: typeof ca === 'string' ? ca : [...ca] };

/** `fetch` of Node takes a dispatcher of undici, which is loaded with the first request. */
const dispatcherOver = (reach: Reach, terms: AgentTerms): ProxyAgents['dispatcher'] & { close(): void } => {
  let opened: Promise<Dispatcher> | null = null;
  const open = async (): Promise<Dispatcher> => {
    const { Agent } = await import('undici');
    return new Agent({
      connect({ hostname, port, protocol, servername }, done) {
        const isTls = protocol === 'https:';
        reach({ host: hostname.replace(/^\[(.*)\]$/, '$1'), port: Number(port) || (isTls ? 443 : 80) }).then(
          (socket) => {
            if (!isTls) return done(null, socket);
            const secure = connectTls({ socket, servername: servername ?? serverNameOf(hostname), ...caOf(terms) });
            secure.once('secureConnect', () => done(null, secure));
            secure.once('error', (thrown) => done(thrown, null));
          },
          (thrown: unknown) => done(thrown as Error, null),
        );
      },
    });
  };
  return {
    dispatch(options, handler) {
      opened ??= open();
      void opened.then((agent) => agent.dispatch(options, handler));
      return true;
    },
    close: () => void opened?.then((agent) => agent.destroy()),
  };
};

export const agentsThrough = (proxy: ProxyAddress, terms: AgentTerms = {}): ProxyAgents => {
  const reach = reaching(proxy, terms.addresses);
  const kept: AgentOptions = { keepAlive: terms.keepAlive ?? true };
  const http = new HttpAgent(kept);
  http.createConnection = connecting(reach, (socket) => socket);
  const https = new HttpsAgent({ ...kept, ...caOf(terms) });
  https.createConnection = connecting(reach, (socket, options) => connectTls({ ...options, socket }));
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
