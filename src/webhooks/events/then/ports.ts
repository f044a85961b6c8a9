/** What it takes to say how things stood after a fact: the log, and the tables of today as its indexes. */
import type { EventLog, Recorded } from '../../../events/log/log.ts';
import { Defect } from '../../../kernel/fault.ts';
import type { Reads } from '../../../projections/reads.ts';

export interface ThenPorts {
  readonly log: Pick<EventLog, 'page' | 'read' | 'content' | 'beside' | 'head'>;
  readonly reads: Pick<
    Reads,
    'contacts' | 'erasures' | 'groups' | 'jobs' | 'media' | 'messages' | 'sessions' | 'together'
  >;
}

type Paging = Pick<EventLog, 'page'>;

/** @throws Defect if there is none. */
export const factAt = (log: Paging, position: number): Recorded => {
  const [fact] = log.page({ after: position - 1, upTo: position, limit: 1 });
  if (fact) return fact;
  throw new Defect(`position ${position} of the log holds no fact`, { position });
};

/** The last fact of a stream up to a position, of one type if it is given. */
export const lastOf = (
  log: Paging,
  stream: string,
  { upTo, type }: { readonly upTo?: number; readonly type?: string },
): Recorded | null =>
  log.page({
    after: 0,
    stream,
    newestFirst: true,
    limit: 1,
    ...(upTo === undefined ? {} : { upTo }),
    ...(type === undefined ? {} : { type }),
  })[0] ?? null;

const KNOWN_MAX = 1_000;

/** Where a stream ends. Nothing is appended while the head of the log stands still, so that is read once meanwhile. */
export type EndOf = (stream: string) => number;

export const endsOf = (log: Pick<EventLog, 'page' | 'head'>): EndOf => {
  const ends = new Map<string, number>();
  let head = -1;
  return (stream) => {
    const { position } = log.head();
    if (position !== head || ends.size >= KNOWN_MAX) ends.clear();
    head = position;
    const end = ends.get(stream) ?? lastOf(log, stream, {})?.position ?? 0;
    ends.set(stream, end);
    return end;
  };
};
