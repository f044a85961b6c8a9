/**
 * Holds back each frame until the keys that were set before it are on disk. Later keys do not hold it back.
 *
 * Baileys encrypts the next message as soon as the previous message's keys are set, so the flush and the encryption
 * overlap. The frame of the next message still leaves only after those keys are stored, and all that were set before
 * them, in whatever order they arrive on disk. If keys cannot be stored, the link ends, and the frames that waited for
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
  /** The writes on their way to disk, by number, the oldest first. They may end in any order. */
  const pending = new Set<number>();
  let last = 0;
  let lastHeld = 0;
  let shut = false;

  /** Whether something up to this number is not on disk. */
  const isPending = (number: number): boolean => {
    const [oldest] = pending;
    return shut || (oldest !== undefined && oldest <= number);
  };

  const open = (number: number): void => {
    pending.delete(number);
    while (waiting[0] && !isPending(waiting[0].behind)) waiting.shift()?.leave();
  };

  const close = (promise: Promise<void>): void => {
    const number = (last += 1);
    pending.add(number);
    void promise.then(
      () => open(number),
      () => {
        shut = true;
      },
    );
  };

  return {
    close,
    hold(promise) {
      close(promise);
      lastHeld = last;
    },
    guard(socket) {
      const wire = Reflect.get(socket.ws, 'socket') as Wire;
      const send = wire.send.bind(wire);
      wire.send = (...args) => {
        if (!isPending(last)) return send(...args);
        const isHeld = isPending(lastHeld);
        if (isHeld) queueMicrotask(() => writtenOf(args)?.());
        const frame = isHeld ? args.filter((each) => typeof each !== 'function') : args;
        waiting.push({ behind: last, leave: () => send(...frame) });
      };
    },
  };
};

/** What the caller of `send` wants to be told when its frame is written. */
const writtenOf = (args: readonly unknown[]): (() => void) | undefined => {
  const last = args.at(-1);
  return typeof last === 'function' ? () => void last() : undefined;
};
