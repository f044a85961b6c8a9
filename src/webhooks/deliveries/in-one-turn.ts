/** Runs `work` in the next turn of the event loop, once for all calls in this one. */
export const inOneTurn = (work: () => void): (() => void) => {
  let isDue = false;
  return () => {
    if (isDue) return;
    isDue = true;
    setImmediate(() => {
      isDue = false;
      work();
    });
  };
};
