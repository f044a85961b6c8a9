/**
 * The clients that hold a connection, and those that give way when there are too many.
 *
 * It guarantees that no more than so many are open. When all places are taken, the connection that has been without a
 * request for longest is closed for the new one: a client that opens connections and asks nothing, or asks in dribs and
 * drabs, keeps nobody out. Only when every connection has a request in hand is the newcomer refused, and told so.
 */
import type { Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { bytesOf, type RawAnswers } from './raw-answer.ts';

export interface Connections {
  /** The answer that a connection waits for; null when it has no request in hand. */
  answerOn(socket: Socket): ServerResponse | null;
  /** Closes each connection, those with a request in hand as soon as it is answered. */
  letGo(): void;
  /** Ends every connection, whatever it has become. */
  cutOff(): void;
  /** This connection has become more than HTTP, and does not give way. */
  hold(socket: Socket): void;
}

/** Places for those who are being refused, so that they can be told. Beyond, Node closes without a word. */
const REFUSED_MAX = 64;
/** Time to hear the refusal. */
const LINGER_MS = 1_000;

const refuse = (socket: Socket, rawAnswer: RawAnswers): void => {
  socket.end(bytesOf(rawAnswer('server.busy', 'All connections are in use; try again in a moment.')));
  socket.setTimeout(LINGER_MS, () => socket.destroy());
};

export const boundConnections = (server: Server, max: number, rawAnswer: RawAnswers): Connections => {
  /** With the answers that each waits for; those that wait for none come first who were first without. */
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
      // An answer that began before may have promised more.
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
