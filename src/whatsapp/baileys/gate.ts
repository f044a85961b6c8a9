/**
 * Holds back each frame until the keys that were set before it are on disk. Later keys do not hold it back.
 *
 * Baileys encrypts the next message as soon as the previous message's keys are set, so the flush and the encryption
 * overlap. The frame of the next message still leaves only after those keys are stored. The gate assumes that keys are
 * stored in the order in which they are set. If keys cannot be stored, the link ends, and the frames that waited for
 * them never leave.
 *
 * A message that came in holds back frames in the same way, its receipt among them. Baileys takes the next message only
 * when the receipt is written, so a frame behind a message counts as written at once: many messages then share a commit.
 */

export interface Gate {
  /** Frames sent from now on wait until this and all earlier promises have resolved. */
  close(stored: Promise<void>): void;
  /** The same for a message that came in. */
  hold(recorded: Promise<void>): void;
  /** Guards the frames of a newly made socket. */
  guard(socket: { readonly ws: object }): void;
}

/** The raw websocket inside Baileys' wrapper, which hides it. */
interface Wire {
  send(...args: readonly unknown[]): void;
}

export const frameGate = (): Gate => {
  const waiting: { readonly behind: number; readonly leave: () => void }[] = [];
  let set = 0;
  let stored = 0;
  let lastHeld = 0;

  const open = (): void => {
    stored += 1;
    while (waiting[0] && waiting[0].behind <= stored) waiting.shift()?.leave();
  };

  const shut = (): void => {
    stored = Number.NEGATIVE_INFINITY;
  };

  const close = (promise: Promise<void>): void => {
    set += 1;
    void promise.then(open, shut);
  };

  return {
    close,
    hold(promise) {
      close(promise);
      lastHeld = set;
    },
    guard(socket) {
      const wire = Reflect.get(socket.ws, 'socket') as Wire;
      const send = wire.send.bind(wire);
      wire.send = (...args) => {
        if (set === stored) return send(...args);
        const isHeld = stored < lastHeld;
        if (isHeld) queueMicrotask(() => writtenOf(args)?.());
        const frame = isHeld ? args.filter((each) => typeof each !== 'function') : args;
        waiting.push({ behind: set, leave: () => send(...frame) });
      };
    },
  };
};

/** What the caller of `send` wants to be told when its frame is written. */
const writtenOf = (args: readonly unknown[]): (() => void) | undefined => {
  const last = args.at(-1);
  return typeof last === 'function' ? () => void last() : undefined;
};
