/**
 * The sockets of the viewers. No viewer can harm or delay another.
 *
 * A viewer gets frames once it has asked for them, which it does by itself when it connects. A viewer that does not
 * read is cut off as soon as `bufferMax` bytes are pending for it. All other input of a viewer is dropped.
 */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { asks } from './protocol.ts';

const FRAME_BYTES_MAX = 65_536;

export interface Viewers {
  /** The number of open sockets, whether they have asked yet or not. */
  count(): number;
  accept(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Writes to all viewers that have asked. */
  write(frame: string): void;
  /** During `work`, frames go to this viewer alone. */
  only(viewer: WebSocket, work: () => void): void;
  dismiss(): void;
  close(): void;
}

interface Hooks {
  readonly bufferMax: number;
  /** A viewer asks for the first time; from now on it gets all frames. */
  readonly asked: (viewer: WebSocket, watching: number) => void;
  /** A viewer that had asked has left. */
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
    // A frame that breaks the protocol ends this viewer only.
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
