/** The caller of a command, and the request it belongs to. */
export interface Caller {
  /** A user's id, `system` or `whatsapp`. */
  readonly by: string;
  /** The request id; null if no request caused the command. */
  readonly correlation: string | null;
  /** The client address of the request; left out if there was no request. */
  readonly from?: string | null;
  /** The position of the fact that caused the command; null if a person asked. */
  readonly causation?: number | null;
}

export const SYSTEM: Caller = { by: 'system', correlation: null };
export const WHATSAPP: Caller = { by: 'whatsapp', correlation: null };
