/** What a process that may die awaits, and when it may die. */

/** A moment at which a process may die. */
export type Moment =
  | 'before a commit'
  | 'after a commit'
  | 'before a call'
  | 'after a call'
  | 'before a file'
  | 'after a file';

export const never = <T>(): Promise<T> => new Promise(() => {});

/** Settles like the promise while the process lives, and never after its death. */
export const heardBy = async <T>(alive: () => boolean, promise: Promise<T>): Promise<T> => {
  try {
    const value = await promise;
    return alive() ? value : await never();
  } catch (thrown) {
    if (alive()) throw thrown;
    return never();
  }
};
