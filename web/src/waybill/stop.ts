/** One stop on the way of a message, as its waybill shows it. */
export type Stamp =
  | 'accepted'
  | 'started'
  | 'handed'
  | 'taken'
  | 'delivered'
  | 'read'
  | 'failed'
  | 'given-up'
  | 'returned'
  | 'held'
  | 'cancelled'
  | 'edited'
  | 'answered';

export interface Stop {
  /** Unique among the stops of the message. */
  readonly key: string;
  readonly stamp: Stamp;
  readonly title: string;
  /** One sentence more; null when the title says all. */
  readonly detail: string | null;
  readonly at: string;
  /** Since the stop before; null for the first one. */
  readonly afterMs: number | null;
  /** The attempt that it belongs to; null between attempts. */
  readonly attempt: number | null;
  /** The class of a failure, as the API names it, and WhatsApp's number for it. */
  readonly code: string | null;
  readonly by: string;
}
