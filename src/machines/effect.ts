/**
 * A named action without an implementation. `evolve` returns it as data; the actor performs it, and replay does not.
 */
export const effect = (): void => {};
