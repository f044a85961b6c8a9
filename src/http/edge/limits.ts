/** How much clients may take. The settings of `waybill start` change what an operator may want to change. */
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
  /** How long it may wait for its next request. */
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
  keepAliveMs: 10_000,
  feedsMax: 100,
};
