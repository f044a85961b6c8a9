/** Proxies for tests, SOCKS5, HTTP and HTTPS, with a user and a password. They count what goes through them. */
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { createServer as createTlsServer, getCACertificates, setDefaultCACertificates } from 'node:tls';
import { CERTIFICATE, KEY } from '../fetching/certificates.ts';

const PROXY_USER = 'anna@shop';
export const PROXY_PASSWORD = 'se:cret %40';

interface Tunnel {
  /** As the client named it. */
  readonly host: string;
  readonly port: number;
  /** The port of the connection from here to the other side; null if there is none. */
  readonly from: number | null;
  bytes: number;
}

export interface TestProxy {
  /** With user and password. */
  readonly url: string;
  readonly port: number;
  readonly tunnels: readonly Tunnel[];
  /** How many clients gave the wrong password, or none. */
  refused(): number;
  /** Closes every connection and takes no more. */
  stop(): Promise<void>;
}

/** `https` is HTTP with TLS to the proxy, whose certificate `trustProxies` makes this thread trust. */
export const PROXY_KINDS = ['socks5', 'http', 'https'] as const;
type ProxyKind = (typeof PROXY_KINDS)[number];

/** Returns what takes it back. */
export const trustProxies = (): (() => void) => {
  const before = getCACertificates('default');
  setDefaultCACertificates([...before, CERTIFICATE]);
  return () => setDefaultCACertificates(before);
};

/** The next bytes of a connection, exactly so many. */
const take = async (socket: Socket, count: number): Promise<Buffer> => {
  for (;;) {
    const bytes = socket.read(count) as Buffer | null;
    if (bytes !== null) return bytes;
    if (socket.readableEnded || socket.destroyed) throw new Error('The client has gone');
    await once(socket, 'readable');
  }
};

const HEAD_END = '\r\n\r\n';

const takeHead = async (socket: Socket): Promise<string> => {
  let head = '';
  while (!head.endsWith(HEAD_END)) head += (await take(socket, 1)).toString('latin1');
  return head;
};

interface Asked {
  readonly host: string;
  readonly port: number;
  answer(reached: boolean): void;
}

type Greet = (socket: Socket) => Promise<Asked | null>;

const hostOf = async (socket: Socket, type: number | undefined): Promise<string> => {
  if (type === 1) return (await take(socket, 4)).join('.');
  if (type === 3) return (await take(socket, (await take(socket, 1)).readUInt8())).toString();
  const bytes = await take(socket, 16);
  return Array.from({ length: 8 }, (_, at) => bytes.readUInt16BE(2 * at).toString(16)).join(':');
};

const socks: Greet = async (socket) => {
  const [, methods = 0] = await take(socket, 2);
  const offered = await take(socket, methods);
  if (!offered.includes(2)) {
    socket.end(Buffer.of(5, 0xff));
    return null;
  }
  socket.write(Buffer.of(5, 2));
  const [, length = 0] = await take(socket, 2);
  const user = (await take(socket, length)).toString();
  const password = (await take(socket, (await take(socket, 1)).readUInt8())).toString();
  const knows = user === PROXY_USER && password === PROXY_PASSWORD;
  socket.write(Buffer.of(1, knows ? 0 : 1));
  if (!knows) return null;
  const [, , , type] = await take(socket, 4);
  const host = await hostOf(socket, type);
  const port = (await take(socket, 2)).readUInt16BE();
  const answer = (reached: boolean) => void socket.write(Buffer.of(5, reached ? 0 : 5, 0, 1, 0, 0, 0, 0, 0, 0));
  return { host, port, answer };
};

const http: Greet = async (socket) => {
  const head = await takeHead(socket);
  const [, host = '', port = ''] = /^CONNECT \[?([^\]\s]+?)\]?:(\d+) HTTP/.exec(head) ?? [];
  const [, login = ''] = /^proxy-authorization: basic (\S+)$/im.exec(head) ?? [];
  if (Buffer.from(login, 'base64').toString() !== `${PROXY_USER}:${PROXY_PASSWORD}`) {
    socket.end('HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n');
    return null;
  }
  const answer = (reached: boolean) => void socket.write(`HTTP/1.1 ${reached ? 200 : 502} Answer\r\n\r\n`);
  return { host, port: Number(port), answer };
};

/** `names` maps hosts that only the proxy knows to addresses. */
export const startProxy = async (kind: ProxyKind, names: Readonly<Record<string, string>> = {}): Promise<TestProxy> => {
  const tunnels: Tunnel[] = [];
  const open = new Set<Socket>();
  let refused = 0;

  const keep = (socket: Socket): void => {
    open.add(socket);
    socket.on('error', () => {});
    socket.once('close', () => open.delete(socket));
  };

  const serve = async (client: Socket): Promise<void> => {
    const asked = await (kind === 'socks5' ? socks : http)(client);
    if (!asked) {
      refused += 1;
      return;
    }
    const { host, port, answer } = asked;
    const other = connect({ host: names[host] ?? host, port });
    keep(other);
    const reached = await Promise.race([
      once(other, 'connect').then(() => true),
      once(other, 'close').then(() => false),
    ]).catch(() => false);
    const tunnel: Tunnel = { host, port, from: reached ? (other.localPort ?? null) : null, bytes: 0 };
    tunnels.push(tunnel);
    answer(reached);
    if (!reached) return void client.end();
    for (const side of [client, other]) side.on('data', ({ length }) => (tunnel.bytes += length));
    client.pipe(other).pipe(client);
    client.once('close', () => other.destroy());
    other.once('close', () => client.destroy());
  };

  const take = (client: Socket): void => {
    keep(client);
    serve(client).catch(() => client.destroy());
  };
  const server = kind === 'https' ? createTlsServer({ key: KEY, cert: CERTIFICATE }, take) : createServer(take);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const login = `${encodeURIComponent(PROXY_USER)}:${encodeURIComponent(PROXY_PASSWORD)}`;
  return {
    url: `${kind}://${login}@127.0.0.1:${port}`,
    port,
    tunnels,
    refused: () => refused,
    async stop() {
      for (const socket of open) socket.destroy();
      if (!server.listening) return;
      server.close();
      await once(server, 'close');
    },
  };
};
