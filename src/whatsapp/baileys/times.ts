/** The deadlines of a link. */
export interface LinkTimes {
  /** The next sign of progress while the link comes up. */
  readonly connectMs: number;
  /** The answer to a query that a message needs, and the write of the message. */
  readonly queryMs: number;
  /** The acknowledgement of a written message. */
  readonly ackMs: number;
  /** The next sign of progress of an upload, and its end. */
  readonly mediaIdleMs: number;
  readonly mediaMs: number;
  /** A phone's answer to the question for a file that the hosts have no more, or for older messages. */
  readonly phoneMs: number;
  /** The other side's part in closing the link, before it is cut. */
  readonly closeMs: number;
  /** How long each QR is shown; null for 60 s, then 20 s, as WhatsApp's own clients do. */
  readonly qrMs: number | null;
}

export const DEFAULT_LINK_TIMES: LinkTimes = {
  connectMs: 20_000,
  queryMs: 20_000,
  ackMs: 20_000,
  mediaIdleMs: 30_000,
  mediaMs: 15 * 60_000,
  phoneMs: 60_000,
  closeMs: 1_000,
  qrMs: null,
};
