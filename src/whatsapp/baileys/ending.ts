/**
 * The end of a socket: whoever begins it, it comes once, and soon.
 *
 * Baileys ends a socket when something went wrong and says so only when the websocket has closed, for which it waits 30 s
 * on a peer that does not take part. Here the wire is cut after a grace, which makes Baileys speak; should it not, the end
 * is declared without it. The first reason holds: asking for a close while WhatsApp throws us out does not hide why.
 */
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { WASocket } from 'baileys';
import type { Cancel, Clock, Millis } from '../../kernel/clock.ts';
import { askedClose, lostClose } from './closes.ts';
import type { Close } from '../port.ts';

export interface Ending {
  stage(): 'none' | 'closing' | 'closed';
  /** Begins it, unless it has begun already. */
  end(close: Close): void;
  /** Begins it without waiting for the other side. */
  cut(): void;
  /** Baileys is done with its socket, for this reason unless there was one before. */
  finish(close: Close): void;
  /** Resolves when it is over. */
  readonly over: Promise<void>;
  /** Calls when it is over, unless it is cancelled before. */
  onOver(listener: () => void): Cancel;
}

/** `tell` hears of the end, once; `graceMs` is how long the other side may take part in it. */
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
    // Should it fail, the timer finishes.
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

  // The only sign that Baileys has begun to end by itself.
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
