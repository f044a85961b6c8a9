/** An action that a machine only names. Whoever evolves the machine gets it as data and performs it, or, on replay, does not. */
export const effect = (): void => {};
