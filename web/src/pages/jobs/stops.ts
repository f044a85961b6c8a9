/** The stops of a message, in plain words: each fact of its log is one, and what is still to come is the last. */

/** What is needed of a fact. */
export interface StopFact {
  readonly position: number;
  readonly type: string;
  readonly at: string;
  readonly by: string;
  readonly data: Readonly<Record<string, unknown>>;
}

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
  | 'cancelled';

export interface Stop {
  readonly position: number;
  readonly stamp: Stamp;
  readonly title: string;
  /** More of it, in a sentence; null when the title says all. */
  readonly detail: string | null;
  readonly at: string;
  /** Since the stop before; null for the first one. */
  readonly afterMs: number | null;
  /** Which attempt it belongs to; null outside of any. */
  readonly attempt: number | null;
  /** The class of a failure, as the API names it, and WhatsApp's number for it. */
  readonly code: string | null;
  readonly by: string;
}

interface Said {
  readonly stamp: Stamp;
  readonly title: string;
  readonly detail?: string | null;
  readonly at?: string;
  readonly code?: string | null;
}

const failureOf = ({ data }: StopFact): { message: string; code: string } => {
  const { message, code, status } = data['failure'] as { message: string; code: string; status: number | null };
  return { message, code: status == null ? code : `${code} (${status})` };
};

const timeOf = (value: unknown, otherwise: string): string =>
  typeof value === 'number' ? new Date(value).toISOString() : otherwise;

const failed = (fact: StopFact): Said => {
  const { message, code } = failureOf(fact);
  return { stamp: 'failed', title: `Attempt ${String(fact.data['attempt'])} failed`, detail: message, code };
};

const givenUp = (fact: StopFact): Said => {
  const { message, code } = failureOf(fact);
  return { stamp: 'given-up', title: 'Given up', detail: message, code };
};

const WORDS: Readonly<Record<string, (fact: StopFact) => Said>> = {
  'job.queued': ({ data }) => ({
    stamp: 'accepted',
    title: 'Accepted',
    detail:
      typeof data['notBefore'] === 'number'
        ? 'Written to disk, to be sent at a later time.'
        : 'Written to disk: from here on it cannot be lost.',
  }),
  'job.started': ({ data }) => ({
    stamp: 'started',
    title: `Attempt ${String(data['attempt'])}`,
    detail: 'WhatsApp is asked whether it knows the number.',
  }),
  'job.validated': () => ({
    stamp: 'handed',
    title: 'Handed over',
    detail: 'The number is on WhatsApp; the message is on its way.',
  }),
  'job.completed': () => ({ stamp: 'taken', title: 'Taken by WhatsApp', detail: 'The server has acknowledged it.' }),
  'job.failed': failed,
  'job.abandoned': givenUp,
  'job.interrupted': () => ({
    stamp: 'returned',
    title: 'Back in line',
    detail: 'The connection or the process went before anything was sent; the attempt does not count.',
  }),
  'job.retried': () => ({ stamp: 'returned', title: 'Tried again on request', detail: 'Its attempts begin anew.' }),
  'job.cancelled': () => ({ stamp: 'cancelled', title: 'Cancelled', detail: null }),
  'job.dismissed': () => ({ stamp: 'cancelled', title: 'Put aside', detail: 'It is no longer in the retry queue.' }),
  'job.delivered': ({ data, at }) => ({
    stamp: 'delivered',
    title: 'Delivered',
    detail: "The recipient's phone has it.",
    at: timeOf(data['deliveredAt'], at),
  }),
  'job.read': ({ data, at }) => ({
    stamp: 'read',
    title: 'Read',
    detail: 'The recipient has opened it.',
    at: timeOf(data['readAt'], at),
  }),
};

const ATTEMPT_ENDS = new Set(['job.completed', 'job.failed', 'job.abandoned', 'job.interrupted']);

/** In the order of the facts; facts that it does not know are named as they are. */
export const stopsOf = (facts: readonly StopFact[]): Stop[] => {
  let attempt: number | null = null;
  let last: number | null = null;
  return facts.map((fact) => {
    const said = WORDS[fact.type]?.(fact) ?? ({ stamp: 'accepted', title: fact.type } as const);
    if (fact.type === 'job.started') attempt = Number(fact.data['attempt']);
    const at = said.at ?? fact.at;
    const stop: Stop = {
      position: fact.position,
      stamp: said.stamp,
      title: said.title,
      detail: said.detail ?? null,
      at,
      afterMs: last === null ? null : Math.max(Date.parse(at) - last, 0),
      attempt,
      code: said.code ?? null,
      by: fact.by,
    };
    last = Date.parse(at);
    if (ATTEMPT_ENDS.has(fact.type)) attempt = null;
    return stop;
  });
};

/** How long the whole of it took: from the first stop to the last. */
export const tookMs = (stops: readonly Stop[]): number => {
  const [first, last] = [stops[0], stops.at(-1)];
  return first && last ? Math.max(Date.parse(last.at) - Date.parse(first.at), 0) : 0;
};
