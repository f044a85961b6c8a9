/** What clients may use up. The settings of `waybill start` change the limits that an operator may want to change. */
export interface Limits {
  /** Bytes of a body. */
  readonly bodyBytesMax: number;
  /** Bytes of the request line and all headers. */
  readonly headerBytesMax: number;
  /** Connections at once. */
  readonly connectionsMax: number;
  /** How long a request may take to arrive; its headers have a third of it. */
  readonly requestMs: number;
  /** How long a connection may keep its place without moving a byte, while it is answered. */
  readonly stalledMs: number;
  /** How long a connection is kept between two requests: longer than the 60 s after which load balancers close theirs. */
  readonly keepAliveMs: number;
  /** Live feeds at once. */
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
