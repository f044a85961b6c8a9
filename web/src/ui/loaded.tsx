import type { ComponentChildren } from 'preact';
import type { Live } from '../live/use-live.ts';
import { Skeleton, Trouble } from './notice.tsx';

interface LoadedProps<T> {
  readonly live: Live<T>;
  readonly lines?: number;
  readonly children: (data: T) => ComponentChildren;
}

/** Renders fetched data; before the data is there a skeleton, or the error. Data stays in view while it is fetched again. */
export const Loaded = <T,>({ live, lines = 3, children }: LoadedProps<T>) => {
  if (live.data !== undefined) return <>{children(live.data)}</>;
  return live.error === undefined ? <Skeleton lines={lines} /> : <Trouble error={live.error} retry={live.reload} />;
};
