/** Who asked, and within which request. */
export interface Caller {
  /** A user's id, `system` or `whatsapp`. */
  readonly by: string;
  /** The request id; null for what no request caused. */
  readonly correlation: string | null;
  /** The address that the request came from; left out for what no request caused. */
  readonly from?: string | null;
  /** The position of the fact that led here; null for what a person asked. */
  readonly causation?: number | null;
}

export const SYSTEM: Caller = { by: 'system', correlation: null };
export const WHATSAPP: Caller = { by: 'whatsapp', correlation: null };
