/**
 * Nothing leaves while keys are on their way to the disk: each frame waits for the keys that were set before it, and for no
 * others.
 *
 * Baileys encrypts the next message as soon as the keys of the last are set, so that the flush and the encryption take their time
 * together; the frame in which the next message leaves still finds those keys stored. It assumes that keys are stored in the
 * order in which they are set. Those that cannot be stored end the link, and what waited for them never leaves.
 */

export interface Gate {
  /** What is sent from now on waits until this has resolved, and all before it. */
  close(stored: Promise<void>): void;
  /** Guards what a socket sends, which has just been made. */
  guard(socket: { readonly ws: object }): void;
}

/** The websocket under Baileys' own, which hides it. */
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
