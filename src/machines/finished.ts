/** Which streams are needed no more, but to look back. */
import { partsOfStream } from '../kernel/ids.ts';

/** A failed job may still be tried again, until somebody dismisses it. */
const FINISHED: ReadonlySet<string> = new Set(['completed', 'cancelled', 'dismissed']);

/** Only jobs ever are. A late receipt is still taken: it goes on where the archive ends. */
export const isFinished = (stream: string, state: string | null): boolean =>
  partsOfStream(stream).kind === 'job' && FINISHED.has(state?.split('.', 1)[0] ?? '');
