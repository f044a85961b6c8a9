/**
 * Limits the number of open connections.
 *
 * If the limit is reached, a new connection replaces the one that has been idle for longest. So a client that opens
 * connections and sends no request, or sends it very slowly, locks nobody out. A new connection is refused only if all
 * others have a request in progress, and the refusal says so.
 */
import type { Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { bytesOf, type RawAnswers } from './raw-answer.ts';

export interface Connections {
  /** Sets the answer that a connection waits for; null if it has no request in progress. */
  answerOn(socket: Socket): ServerResponse | null;
  /** Closes each connection. One with a request in progress closes after its answer. */
  letGo(): void;
  /** Destroys every connection, including upgraded ones. */
  cutOff(): void;
  /** Marks a connection as upgraded, so that no new connection replaces it. */
  hold(socket: Socket): void;
}

/** Extra connections for sending refusals. Beyond these, Node closes a connection without an answer. */
const REFUSED_MAX = 64;
/** The time that a client has to receive the refusal. */
const LINGER_MS = 1_000;

const refuse = (socket: Socket, rawAnswer: RawAnswers): void => {
  socket.end(bytesOf(rawAnswer('server.busy', 'All connections are in use; try again in a moment.')));
  socket.setTimeout(LINGER_MS, () => socket.destroy());
};

export const boundConnections = (server: Server, max: number, rawAnswer: RawAnswers): Connections => {
  /** Open connections with their pending answers. Idle connections come in the order in which they became idle. */
  const open = new Map<Socket, Set<ServerResponse>>();
  const idle = new Set<Socket>();
  let leaving = false;

  const leave = (socket: Socket): void => {
    open.delete(socket);
    idle.delete(socket);
  };

  server.maxConnections = max + REFUSED_MAX;
  server.prependListener('connection', (socket: Socket) => {
    const [longest] = idle;
    if (open.size >= max && longest) {
      leave(longest);
      longest.destroy();
    }
    if (open.size >= max) return refuse(socket, rawAnswer);
    open.set(socket, new Set());
    idle.add(socket);
    socket.once('close', () => leave(socket));
  });

  server.prependListener('request', ({ socket }, outgoing) => {
    const answers = open.get(socket);
    answers?.add(outgoing);
    idle.delete(socket);
    outgoing.once('close', () => {
      answers?.delete(outgoing);
      if (answers?.size !== 0 || !open.has(socket)) return;
      // The headers of an answer in progress may have promised keep-alive.
      if (leaving) socket.destroySoon();
      else idle.add(socket);
    });
  });

  return {
    letGo() {
      leaving = true;
      for (const socket of idle) socket.destroy();
      for (const answers of open.values()) for (const answer of answers) answer.shouldKeepAlive = false;
    },
    cutOff() {
      for (const socket of open.keys()) socket.destroy();
    },
    answerOn: (socket) => open.get(socket)?.values().next().value ?? null,
    hold: (socket) => void idle.delete(socket),
  };
};
