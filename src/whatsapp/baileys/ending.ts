/**
 * The end of a socket, which comes once and soon, no matter which side starts it.
 *
 * Baileys ends a socket after an error and reports it only when the websocket has closed. With a peer that does not
 * respond, it waits 30 s for that. Here the wire is cut after a grace period, which makes Baileys report; if it does
 * not, the end is declared without it. The first reason wins: a requested close does not hide that WhatsApp has thrown
 * us out.
 */
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { WASocket } from 'baileys';
import type { Cancel, Clock, Millis } from '../../kernel/clock.ts';
import { askedClose, lostClose } from './closes.ts';
import type { Close } from '../port.ts';

export interface Ending {
  stage(): 'none' | 'closing' | 'closed';
  /** Starts the end, unless it has started already. */
  end(close: Close): void;
  /** Starts the end without waiting for the other side. */
  cut(): void;
  /** Baileys is done with its socket. This reason counts unless there is an earlier one. */
  finish(close: Close): void;
  /** Resolves after the end. */
  readonly over: Promise<void>;
  /** Calls back after the end, unless it is cancelled before. */
  onOver(listener: () => void): Cancel;
}

/** `tell` is called once, at the end; `graceMs` is how long the other side may take to respond. */
export const endingOf = (
  socket: WASocket,
  { clock, graceMs, tell }: { clock: Clock; graceMs: Millis; tell: (close: Close) => void },
): Ending => {
  const { promise: over, resolve } = Promise.withResolvers<void>();
  const listeners = new Set<() => void>();
  let stage: ReturnType<Ending['stage']> = 'none';
  let why: Close | null = null;
  let wire: Socket | null = null;
  let timer: Cancel | null = null;

  const begin = (): void => {
    stage = 'closing';
    timer?.();
    timer = clock.after(graceMs, () => {
      wire?.destroy();
      timer = clock.after(graceMs, () => finish(lostClose('the connection did not close by itself')));
    });
  };

  const end = (close: Close): void => {
    if (stage !== 'none') return;
    why = close;
    begin();
    // If it fails, the timer ends the socket.
    socket.end(undefined).catch(() => {});
  };

  const finish = (close: Close): void => {
    if (stage === 'closed') return;
    stage = 'closed';
    timer?.();
    wire?.destroy();
    tell(why ?? close);
    resolve();
    for (const listener of listeners) listener();
    listeners.clear();
  };

  // The only sign that Baileys has started to end the socket by itself.
  const hangUp = socket.ws.close.bind(socket.ws);
  socket.ws.close = () => {
    begin();
    return hangUp();
  };
  socket.ws.on('upgrade', (response: IncomingMessage) => {
    wire = response.socket;
  });

  return {
    stage: () => stage,
    end,
    cut() {
      end(askedClose);
      wire?.destroy();
    },
    finish,
    over,
    onOver(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
};
