/** The WebSocket endpoint for clients, on the loopback unless told otherwise. */
import { createServer, STATUS_CODES } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { Fault, messageOf } from '../kernel/fault.ts';

const PATH = '/ws/chat';
/** The length of a frame has three bytes. */
const MESSAGE_BYTES_MAX = 2 ** 24;

export interface Server {
  readonly url: string;
  close(): Promise<void>;
}

interface Terms {
  readonly host: string;
  readonly port: number;
  /** The HTTP status with which to refuse the upgrade; null to accept it. */
  refusal(): number | null;
  accept(socket: WebSocket): void;
}

const turnAway = (socket: Duplex, status: number): void => {
  const reason = STATUS_CODES[status] ?? 'Refused';
  socket.end(`HTTP/1.1 ${status} ${reason}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`, () => socket.destroy());
};

/** @throws Fault when it cannot listen there. */
export const listen = async ({ host, port, refusal, accept }: Terms): Promise<Server> => {
  const http = createServer((_, response) => response.writeHead(426, { Connection: 'close' }).end());
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MESSAGE_BYTES_MAX });
  http.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy());
    const status = request.url?.split('?', 1)[0] === PATH ? refusal() : 404;
    if (status === null) sockets.handleUpgrade(request, socket, head, accept);
    else turnAway(socket, status);
  });
  await new Promise<void>((resolve, reject) => {
    http.once('error', reject);
    http.listen(port, host, resolve);
  }).catch((cause: unknown) => {
    throw new Fault('sandbox.cannot_listen', `The sandbox cannot listen on ${host}:${port}: ${messageOf(cause)}`, {
      hint: 'Choose another port, or 0 for any free one.',
      retryable: false,
      cause,
    });
  });
  const { address, family, port: bound } = http.address() as AddressInfo;
  return {
    url: `ws://${family === 'IPv6' ? `[${address}]` : address}:${bound}${PATH}`,
    async close() {
      for (const socket of sockets.clients) socket.terminate();
      http.closeAllConnections();
      await new Promise<void>((resolve) => http.close(() => resolve()));
    },
  };
};
