/** How long one fetch may take: in all, and without a byte. The caller's own signal ends it too. */
import { type Clock, nothingToCancel } from '../kernel/clock.ts';
import { FetchFailure, unreachable } from './refusals.ts';

/** The time is over. */
class Expired extends Error {
  override readonly name = 'Expired';
}

/** The failure that the end of the time is, when this host let it pass; everything else as it was thrown. */
export const blaming = (host: string, thrown: unknown): unknown =>
  thrown instanceof Expired ? new FetchFailure(unreachable(host, 'time')) : thrown;

export interface Limits {
  /** Aborted with `Expired`, or with the reason of the caller's signal. */
  readonly signal: AbortSignal;
  /** The answer of `work`, which must come within the limits. Rejects with the reason of `signal` otherwise. */
  within<T>(work: Promise<T>): Promise<T>;
  /** The same with the limit for the time without a byte. */
  withinIdle<T>(work: Promise<T>): Promise<T>;
  /** Stops the timers, at the end of the body. */
  end(): void;
  /** Stops the timers and closes the connection, if there is one. */
  cancel(): void;
}

interface Terms {
  readonly clock: Clock;
  readonly withinMs: number;
  readonly idleMs: number;
  readonly signal: AbortSignal | undefined;
}

export const createLimits = ({ clock, withinMs, idleMs, signal: outer }: Terms): Limits => {
  const control = new AbortController();
  const { signal } = control;
  let cancelIdle = nothingToCancel;

  const end = (): void => {
    cancelTotal();
    cancelIdle();
    outer?.removeEventListener('abort', stop);
  };
  const abort = (reason?: unknown): void => {
    end();
    control.abort(reason);
  };
  const expire = (): void => abort(new Expired());
  const stop = (): void => abort(outer?.reason);
  const cancelTotal = clock.after(withinMs, expire);
  outer?.addEventListener('abort', stop, { once: true });
  if (outer?.aborted) stop();

  const within = async <T>(work: Promise<T>): Promise<T> => {
    const aborted = Promise.withResolvers<never>();
    const onAbort = (): void => aborted.reject(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
    if (signal.aborted) onAbort();
    try {
      return await Promise.race([work, aborted.promise]);
    } finally {
      signal.removeEventListener('abort', onAbort);
    }
  };

  return {
    signal,
    within,
    async withinIdle(work) {
      cancelIdle = clock.after(idleMs, expire);
      try {
        return await within(work);
      } finally {
        cancelIdle();
      }
    },
    end,
    cancel: () => abort(),
  };
};
