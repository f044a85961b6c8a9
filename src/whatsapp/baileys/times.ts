/** How long a link waits for what. */
export interface LinkTimes {
  /** For the next sign of progress while the link comes up. */
  readonly connectMs: number;
  /** For the answer to a question that a message needs, and for its writing. */
  readonly queryMs: number;
  /** For the acknowledgement of a message that was written. */
  readonly ackMs: number;
  /** For the other side to take part in the closing of the link, before it is cut. */
  readonly closeMs: number;
  /** How long each QR is shown; null for the 60 s and then 20 s of WhatsApp's own clients. */
  readonly qrMs: number | null;
}

export const DEFAULT_LINK_TIMES: LinkTimes = {
  connectMs: 20_000,
  queryMs: 20_000,
  ackMs: 20_000,
  closeMs: 1_000,
  qrMs: null,
};
