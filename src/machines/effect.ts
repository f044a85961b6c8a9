/** An action that a machine only names. `evolve` returns it as data; the actor performs it, and replay does not. */
export const effect = (): void => {};
