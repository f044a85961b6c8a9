/** The sender and the receiver of a fact, from its author, its cause and its stream. */
import type { Row } from './chunk.ts';
import { kindOf } from './kinds.ts';

export const LANES = ['client', 'job', 'session', 'queue', 'media', 'webhook', 'WhatsApp'] as const;
export type Lane = (typeof LANES)[number];

export interface Arrow {
  readonly from: Lane;
  readonly to: Lane;
}

/** Null for facts that no lane takes part in, such as the start of the process. */
export const arrowOf = (row: Row, cause: Row | null): Arrow | null => {
  const to = kindOf(row.stream);
  if (to === null) return null;
  if (row.by === 'whatsapp') return { from: 'WhatsApp', to };
  if (row.by !== 'system') return { from: 'client', to };
  const led = cause && kindOf(cause.stream);
  if (led) return { from: led, to };
  // The dispatcher starts jobs as the queue's configuration says.
  return { from: row.type === 'job.started' ? 'queue' : to, to };
};
