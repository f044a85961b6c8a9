/**
 * The sockets of those who watch. None of them can harm another, or make anyone wait.
 *
 * A viewer is given frames once it has asked for them, which it does by itself when it connects. One that does not read is cut off as soon as
 * `bufferMax` bytes wait for it. Everything that it sends but that one question is dropped.
 */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { asks } from './protocol.ts';

const FRAME_BYTES_MAX = 65_536;

export interface Viewers {
  /** Sockets that are open, whether they asked already or not. */
  count(): number;
  accept(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** To all who asked. */
  write(frame: string): void;
  /** What is written meanwhile goes to this one alone. */
  only(viewer: WebSocket, work: () => void): void;
  dismiss(): void;
  close(): void;
}

interface Hooks {
  readonly bufferMax: number;
  /** The first question of a viewer; it is among those who are written to from then on. */
  readonly asked: (viewer: WebSocket, watching: number) => void;
  /** One of those left. */
  readonly left: (watching: number) => void;
}

export const openViewers = ({ bufferMax, asked, left }: Hooks): Viewers => {
  const server = new WebSocketServer({ noServer: true, maxPayload: FRAME_BYTES_MAX, perMessageDeflate: false });
  const watching = new Set<WebSocket>();
  let audience: Iterable<WebSocket> = watching;

  const give = (viewer: WebSocket, frame: string): void => {
    if (viewer.readyState !== viewer.OPEN) return;
    if (viewer.bufferedAmount > bufferMax) viewer.terminate();
    else viewer.send(frame);
  };

  const attend = (viewer: WebSocket): void => {
    // A frame that breaks the protocol ends this viewer, which is all that has to happen.
    viewer.on('error', () => viewer.terminate());
    viewer.on('message', (data, isBinary) => {
      if (isBinary || !(data instanceof Buffer) || watching.has(viewer) || !asks(data.toString())) return;
      watching.add(viewer);
      asked(viewer, watching.size);
    });
    viewer.on('close', () => {
      if (watching.delete(viewer)) left(watching.size);
    });
  };

  const dismiss = (): void => {
    for (const viewer of server.clients) viewer.terminate();
  };

  return {
    count: () => server.clients.size,
    accept: (request, socket, head) => server.handleUpgrade(request, socket, head, attend),
    write(frame) {
      for (const viewer of audience) give(viewer, frame);
    },
    only(viewer, work) {
      audience = [viewer];
      try {
        work();
      } finally {
        audience = watching;
      }
    },
    dismiss,
    close() {
      dismiss();
      server.close();
    },
  };
};
