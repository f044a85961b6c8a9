/** Resource limits for clients. An operator can change some of them by the settings of `waybill start`. */
export interface Limits {
  /** The size of a body in bytes. */
  readonly bodyBytesMax: number;
  /** The size of the request line and all headers in bytes. */
  readonly headerBytesMax: number;
  /** The number of open connections. */
  readonly connectionsMax: number;
  /** The time for a body to arrive, but for uploads, which end after 30 s without a byte. Headers have a third of it. */
  readonly requestMs: number;
  /** The time that a connection may stay open without progress during an answer. */
  readonly stalledMs: number;
  /** The keep-alive time between two requests. Load balancers close idle connections after 60 s, so it is longer. */
  readonly keepAliveMs: number;
  /** The number of open live feeds. */
  readonly feedsMax: number;
}

export const DEFAULT_LIMITS: Limits = {
  bodyBytesMax: 1_048_576,
  headerBytesMax: 16_384,
  connectionsMax: 1_000,
  requestMs: 60_000,
  stalledMs: 300_000,
  keepAliveMs: 75_000,
  feedsMax: 100,
};
