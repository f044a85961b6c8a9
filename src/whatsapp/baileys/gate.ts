/**
 * Holds back each frame until the keys that were set before it are on disk. Later keys do not hold it back.
 *
 * Baileys encrypts the next message as soon as the previous message's keys are set, so the flush and the encryption
 * overlap. The frame of the next message still leaves only after those keys are stored. The gate assumes that keys are
 * stored in the order in which they are set. If keys cannot be stored, the link ends, and the frames that waited for
 * them never leave.
 */

export interface Gate {
  /** Frames sent from now on wait until this and all earlier promises have resolved. */
  close(stored: Promise<void>): void;
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

  const open = (): void => {
    stored += 1;
    while (waiting[0] && waiting[0].behind <= stored) waiting.shift()?.leave();
  };

  const shut = (): void => {
    stored = Number.NEGATIVE_INFINITY;
  };

  return {
    close(promise) {
      set += 1;
      void promise.then(open, shut);
    },
    guard(socket) {
      const wire = Reflect.get(socket.ws, 'socket') as Wire;
      const send = wire.send.bind(wire);
      wire.send = (...args) => {
        if (set === stored) send(...args);
        else waiting.push({ behind: set, leave: () => send(...args) });
      };
    },
  };
};
