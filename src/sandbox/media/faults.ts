/** The armed faults of the media host, as they strike one transfer. */
import type { Faults, Transfer } from '../faults.ts';

export type Strike =
  /** The connection is closed without an answer. */
  | { readonly kind: 'down' }
  /** Nothing is ever answered. */
  | { readonly kind: 'slow' }
  /** The connection is closed in the middle of the body. */
  | { readonly kind: 'cut' }
  | { readonly kind: 'refused'; readonly code: number };

/** Uses up the fault that strikes this transfer; null if there is none. */
export const strikeOf = (faults: Faults, transfer: Transfer): Strike | null => {
  if (faults.take('media_down', transfer)) return { kind: 'down' };
  if (faults.take('media_slow', transfer)) return { kind: 'slow' };
  if (faults.take('media_cut', transfer)) return { kind: 'cut' };
  const refused = faults.take('media_refused', transfer) ?? faults.take('media_full', transfer);
  return refused && { kind: 'refused', code: refused.code };
};
