/** The sender and the receiver of a fact, from its author, its cause and its stream. */
import { isRecord, kindOf } from './streams.ts';

export const LANES = ['client', 'job', 'session', 'queue', 'media', 'chat', 'webhook', 'WhatsApp'] as const;
export type Lane = (typeof LANES)[number];

/** What the place of a fact in the diagram depends on. */
interface Placed {
  readonly stream: string;
  readonly type: string;
  readonly by: string;
}

export interface Arrow {
  readonly from: Lane;
  readonly to: Lane;
}

/** Conversations, people, groups and calls share a lane; null for streams that are in none. */
const laneOf = (stream: string): Lane | null => kindOf(stream) ?? (isRecord(stream) ? 'chat' : null);

/** Null for facts that no lane takes part in, such as the start of the process. */
export const arrowOf = (row: Placed, cause: Placed | null): Arrow | null => {
  const to = laneOf(row.stream);
  if (to === null) return null;
  if (row.by === 'whatsapp') return { from: 'WhatsApp', to };
  if (row.by !== 'system') return { from: 'client', to };
  const led = cause && laneOf(cause.stream);
  if (led) return { from: led, to };
  // The dispatcher starts jobs as the queue's configuration says.
  return { from: row.type === 'job.started' ? 'queue' : to, to };
};
