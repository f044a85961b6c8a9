/**
 * A client that sends the given bytes and reads the answer. It keeps its connection open for as long as both sides can.
 */
import { connect, type Socket } from 'node:net';

export interface Reply {
  readonly status: number;
  /** Names in lower case; all values of repeated names. */
  readonly headers: ReadonlyMap<string, readonly string[]>;
  /** The raw head, to search for what it must not contain. */
  readonly head: string;
  readonly body: string;
}

export interface Wire {
  /**
   * Null if the server closed the connection without an answer. After the `last` request the connection is not reused.
   */
  send(bytes: Uint8Array, options: { bodiless: boolean; last: boolean }): Promise<Reply | null>;
  close(): void;
}

const HEAD_END = '\r\n\r\n';

const headersOf = (head: string): Map<string, string[]> => {
  const headers = new Map<string, string[]>();
  for (const line of head.split('\r\n').slice(1)) {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon).toLowerCase();
    headers.set(name, [...(headers.get(name) ?? []), line.slice(colon + 1).trim()]);
  }
  return headers;
};

/** The body and its end; null while it is incomplete. */
const bodyIn = (
  bytes: Buffer,
  start: number,
  headers: ReadonlyMap<string, readonly string[]>,
): { body: Buffer; end: number } | null => {
  if (headers.get('transfer-encoding')?.[0] !== 'chunked') {
    const end = start + Number(headers.get('content-length')?.[0] ?? 0);
    return bytes.length < end ? null : { body: bytes.subarray(start, end), end };
  }
  const chunks: Buffer[] = [];
  for (let at = start; ; ) {
    const lineEnd = bytes.indexOf('\r\n', at);
    if (lineEnd < 0) return null;
    const size = Number.parseInt(bytes.toString('latin1', at, lineEnd), 16);
    const next = lineEnd + 2 + size + 2;
    if (bytes.length < next) return null;
    if (size === 0) return { body: Buffer.concat(chunks), end: next };
    chunks.push(bytes.subarray(lineEnd + 2, lineEnd + 2 + size));
    at = next;
  }
};

interface Parsed {
  readonly reply: Reply;
  readonly rest: number;
}

const parse = (bytes: Buffer, bodiless: boolean): Parsed | null => {
  const end = bytes.indexOf(HEAD_END);
  if (end < 0) return null;
  const head = bytes.toString('latin1', 0, end);
  const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(head)?.[1]);
  const start = end + HEAD_END.length;
  if (status === 100) return parse(bytes.subarray(start), bodiless);
  const headers = headersOf(head);
  const stream = headers.get('content-type')?.[0]?.startsWith('text/event-stream') === true;
  if (bodiless || stream || status === 204 || status === 304) {
    return { reply: { status, headers, head, body: '' }, rest: stream ? 0 : bytes.length - start };
  }
  const found = bodyIn(bytes, start, headers);
  return found && { reply: { status, headers, head, body: found.body.toString() }, rest: bytes.length - found.end };
};

const endsConnection = ({ headers }: Reply): boolean =>
  headers.get('connection')?.[0] === 'close' ||
  headers.get('content-type')?.[0]?.startsWith('text/event-stream') === true;

export const openWire = (port: number): Wire => {
  const kept: Socket[] = [];

  const exchange = (socket: Socket, bytes: Uint8Array, bodiless: boolean): Promise<Reply | null> =>
    new Promise((resolve, reject) => {
      let came = Buffer.alloc(0);
      const done = (reply: Reply | null): void => {
        socket.removeAllListeners('data').removeAllListeners('close');
        resolve(reply);
      };
      socket.on('data', (chunk: Buffer) => {
        came = Buffer.concat([came, chunk]);
        const parsed = parse(came, bodiless);
        if (!parsed) return;
        if (parsed.rest > 0 && !endsConnection(parsed.reply))
          reject(new Error(`after the answer came ${came.toString('latin1').slice(-parsed.rest)}`));
        if (endsConnection(parsed.reply)) socket.destroy();
        else kept.push(socket);
        done(parsed.reply);
      });
      socket.once('close', () => done(null));
      socket.write(bytes);
    });

  const fresh = (): Socket => {
    const socket = connect(port, '127.0.0.1');
    socket.setNoDelay(true);
    // An error shows in the answer, or in its absence.
    socket.on('error', () => socket.destroy());
    return socket;
  };

  return {
    async send(bytes, { bodiless, last }) {
      const socket = kept.pop();
      const reply = socket && !socket.destroyed ? await exchange(socket, bytes, bodiless) : null;
      const answer = reply ?? (await exchange(fresh(), bytes, bodiless));
      if (last) {
        kept.pop()?.destroy();
      }
      return answer;
    },
    close: () => void kept.pop()?.destroy(),
  };
};
