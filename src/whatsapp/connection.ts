/**
 * One connection's life, from the first byte to its one `closed`.
 *
 * It guarantees that `closed` comes exactly once and comes soon, whatever Baileys does: a socket that says nothing while
 * it comes up is given up after a while, one whose peer does not take part in closing is cut, and an error of ours ends
 * the link instead of running up into Baileys. It assumes that its socket is its own, and used once.
 */
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import {
  type BinaryNode,
  type ConnectionState,
  getBinaryNodeChild,
  getBinaryNodeChildren,
  jidNormalizedUser,
  type WASocket,
} from 'baileys';
import type { Cancel, Clock, Millis } from '../kernel/clock.ts';
import { messageOf } from '../kernel/fault.ts';
import type { ChatId } from '../kernel/ids.ts';
import { askedClose, closeOf, httpClose, lostClose, unreachableClose } from './closes.ts';
import type { Keyring } from './credentials.ts';
import type { Close, Signal } from './port.ts';
import { receiptsOf } from './receipts.ts';
import { openSocket, type SocketOptions } from './socket.ts';

/** `qr` until a phone has linked the device; `closing` until the socket has said goodbye. */
export type Phase = 'connecting' | 'qr' | 'open' | 'closing' | 'closed';

export interface Connection {
  readonly socket: WASocket;
  phase(): Phase;
  /** When the last of the QRs runs out, and the link with it. */
  qrsEndAt(): Millis;
  /** Resolves once `closed` has been signalled. */
  readonly closed: Promise<void>;
  /** Calls once `closed` has been signalled, unless it is cancelled before. */
  onClosed(listener: () => void): Cancel;
  /** Ends the link for this reason, unless it is ending already. */
  end(close: Close): void;
  /** Ends the link without waiting for the other side. */
  cut(): void;
}

export interface ConnectionOptions extends Omit<SocketOptions, 'auth'> {
  readonly keyring: Keyring;
  readonly clock: Clock;
}

/** Baileys has deadlines of its own in the handshake, and says more when one of them passes. */
const MARGIN_MS = 1_000;
const FIRST_QR_MS = 60_000;
const NEXT_QR_MS = 20_000;

export const connect = (options: ConnectionOptions, signal: (signal: Signal) => void): Connection => {
  const { keyring, clock, times, logger } = options;
  const { promise: closed, resolve: settleClosed } = Promise.withResolvers<void>();
  const listeners = new Set<() => void>();
  let phase: Phase = 'connecting';
  let wasUp = false;
  let why: Close | null = null;
  let wire: Socket | null = null;
  let timer: Cancel | null = null;
  let qrs = { shown: 0, endAt: 0 };

  const socket = openSocket({ ...options, auth: { creds: keyring.auth.creds, keys: keysThatEnd() } });

  const end = (close: Close): void => {
    if (phase === 'closing' || phase === 'closed') return;
    why = close;
    sayGoodbye();
    socket.end(undefined).catch(() => finish(close));
  };

  /** Baileys would wait 30 s for a peer that does not answer the closing of the websocket. */
  const sayGoodbye = (): void => {
    phase = 'closing';
    restartTimer(times.closeMs, () => {
      wire?.destroy();
      restartTimer(times.closeMs, () => finish(why ?? lostClose('the connection did not close by itself')));
    });
  };

  const finish = (close: Close): void => {
    if (phase === 'closed') return;
    phase = 'closed';
    timer?.();
    wire?.destroy();
    guarded(signal)({ type: 'closed', close });
    settleClosed();
    for (const listener of listeners) listener();
    listeners.clear();
  };

  const restartTimer = (ms: number, work: () => void): void => {
    timer?.();
    timer = clock.after(ms, work);
  };

  const awaitProgress = (): void =>
    restartTimer(times.connectMs + MARGIN_MS, () => end(unreachableClose('WhatsApp did not answer in time')));

  /** What we throw ends the link; thrown further, it would leave Baileys in the middle of something. */
  const guarded =
    <Args extends unknown[]>(work: (...args: Args) => void) =>
    (...args: Args): void => {
      try {
        work(...args);
      } catch (thrown) {
        fail(thrown);
      }
    };

  const fail = (thrown: unknown): void => {
    const reason = messageOf(thrown).slice(0, 200);
    logger.error({ error: reason }, 'a WhatsApp connection ends because of an error in Waybill');
    end({ ...lostClose(reason), code: 500 });
  };

  /** Keys that cannot be stored must not be used any further. */
  function keysThatEnd(): Keyring['auth']['keys'] {
    const { keys } = keyring.auth;
    return {
      get: (type, ids) => keys.get(type, ids),
      async set(data) {
        try {
          await keys.set(data);
        } catch (thrown) {
          fail(thrown);
          throw thrown;
        }
      },
    };
  }

  // Not `socket.user`, which shows what was known when the socket was made.
  const account = (): ChatId => jidNormalizedUser(keyring.auth.creds.me?.id);

  const showQr = (qr: string): void => {
    phase = 'qr';
    wasUp = true;
    timer?.();
    const shownMs = times.qrMs ?? (qrs.shown === 0 ? FIRST_QR_MS : NEXT_QR_MS);
    qrs = { ...qrs, shown: qrs.shown + 1 };
    signal({ type: 'qr', qr, expiresAt: clock.now() + shownMs });
  };

  const hear = ({ connection, qr, isNewLogin, lastDisconnect }: Partial<ConnectionState>): void => {
    if (phase === 'closed') return;
    if (connection === 'close') return finish(why ?? closeOf(lastDisconnect?.error, wasUp, clock.now()));
    if (phase === 'closing') return;
    if (qr) showQr(qr);
    if (isNewLogin) {
      phase = 'connecting';
      awaitProgress();
      signal({ type: 'paired', account: account() });
    }
    if (connection === 'open') {
      phase = 'open';
      wasUp = true;
      timer?.();
      signal({ type: 'opened', account: account() });
    }
  };

  const countQrs = (stanza: BinaryNode): void => {
    const count = getBinaryNodeChildren(getBinaryNodeChild(stanza, 'pair-device'), 'ref').length;
    const first = times.qrMs ?? FIRST_QR_MS;
    qrs = { shown: 0, endAt: clock.now() + first + (count - 1) * (times.qrMs ?? NEXT_QR_MS) };
  };

  const hearReceipt = (stanza: BinaryNode): void => {
    if (phase === 'closed') return;
    for (const receipt of receiptsOf(stanza, clock.now())) signal(receipt);
  };

  const hangUp = socket.ws.close.bind(socket.ws);
  socket.ws.close = () => {
    sayGoodbye();
    return hangUp();
  };
  socket.ws.on('upgrade', (response: IncomingMessage) => {
    wire = response.socket;
  });
  // Baileys listens to this and does nothing, which leaves the socket connecting for ever.
  socket.ws.on('unexpected-response', (_request: unknown, response: IncomingMessage) =>
    end(httpClose(response.statusCode ?? 0)),
  );
  socket.ws.on('frame', () => phase === 'connecting' && awaitProgress());
  socket.ws.on('CB:iq,type:set,pair-device', guarded(countQrs));
  socket.ws.on('CB:receipt', guarded(hearReceipt));
  socket.ev.on('creds.update', guarded(keyring.save));
  socket.ev.on('connection.update', guarded(hear));
  awaitProgress();

  return {
    socket,
    phase: () => phase,
    qrsEndAt: () => qrs.endAt,
    closed,
    onClosed(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    end,
    cut() {
      end(askedClose);
      wire?.destroy();
    },
  };
};
