/** The stops of a message, in plain words: one for each fact of its log and one for each hold, in the order of time. */
import type { Schema } from '../../api/shape.ts';
import { holdNow, holdPast } from '../../words/holds.ts';
import type { Stamp, Stop } from '../../waybill/stop.ts';
import { durationText } from '../../words/times.ts';

type Fact = Schema<'Fact'>;
type JobFact = Extract<Fact, { type: `job.${string}` }>;

/** The parts of a fact that a stop needs; data as the type of the fact has it. */
export type StopFact = { [T in JobFact['type']]: Pick<Extract<JobFact, { type: T }>, StopPart> }[JobFact['type']];

/** A log may hold facts that say nothing about the way of the message. */
export const isJobFact = (fact: Fact): fact is JobFact => fact.type.startsWith('job.');

type StopPart = 'position' | 'type' | 'at' | 'by' | 'data';
type Failure = Extract<JobFact, { type: 'job.failed' }>['data']['failure'];

/** A time for which the message had to wait, though it was its turn. */
export interface Held {
  readonly reason: string;
  readonly from: string;
  /** Null while the hold lasts and its end is unknown. */
  readonly until: string | null;
}

interface Said {
  readonly stamp: Stamp;
  readonly title: string;
  readonly detail?: string | null;
  readonly at?: string;
  readonly code?: string | null;
}

const iso = (ms: number): string => new Date(ms).toISOString();

/** Why an attempt failed, with WhatsApp's own number where there is one. */
const why = ({ message, code, status }: Failure) => ({
  detail: message,
  code: status == null ? code : `${code} (${status})`,
});

type Words = { readonly [T in JobFact['type']]: (fact: Extract<JobFact, { type: T }>) => Said };

const WORDS: Words = {
  'job.queued': ({ data }) => ({
    stamp: 'accepted',
    title: 'Accepted',
    detail:
      data.notBefore == null
        ? 'Written to disk: from here on it cannot be lost.'
        : 'Written to disk, to be sent at a later time.',
  }),
  'job.drafted': () => ({
    stamp: 'accepted',
    title: 'Drafted',
    detail: 'Written to disk. It goes out once somebody approves it.',
  }),
  'job.approved': ({ data }) => ({
    stamp: 'returned',
    title: 'Approved',
    detail: data.content ? 'With other words than it was drafted with.' : 'As it was drafted.',
  }),
  'job.rejected': () => ({ stamp: 'cancelled', title: 'Rejected' }),
  'job.edited': () => ({ stamp: 'accepted', title: 'Edited', detail: 'It has new content, before any attempt began.' }),
  'job.released': ({ data }) => ({
    stamp: 'returned',
    title: 'Goes on',
    detail: data.quoted
      ? 'The message that it names has ended.'
      : 'The message that it answers did not go out: it goes without its quote.',
  }),
  'job.expired': ({ data }) => ({ stamp: 'given-up', title: 'Too late', ...why(data.failure) }),
  'job.started': ({ data }) => ({
    stamp: 'started',
    title: `Attempt ${data.attempt}`,
    detail: 'WhatsApp is asked whether it knows the number.',
  }),
  'job.validated': () => ({
    stamp: 'handed',
    title: 'Handed over',
    detail: 'The number is on WhatsApp; the message is on its way.',
  }),
  'job.completed': () => ({ stamp: 'taken', title: 'Taken by WhatsApp', detail: 'The server has acknowledged it.' }),
  'job.failed': ({ data }) => ({ stamp: 'failed', title: `Attempt ${data.attempt} failed`, ...why(data.failure) }),
  'job.abandoned': ({ data }) => ({ stamp: 'given-up', title: 'Given up', ...why(data.failure) }),
  'job.interrupted': () => ({
    stamp: 'returned',
    title: 'Back in line',
    detail: 'The connection or the process went before anything was sent; the attempt does not count.',
  }),
  'job.retried': () => ({
    stamp: 'returned',
    title: 'Retried',
    detail: 'It waits again, and the retry ladder starts from its first rung.',
  }),
  'job.cancelled': () => ({ stamp: 'cancelled', title: 'Cancelled' }),
  'job.dismissed': () => ({
    stamp: 'cancelled',
    title: 'Dismissed',
    detail: 'It is no longer in the retry queue.',
  }),
  'job.receipts': ({ data }) => ({
    stamp: 'delivered',
    title: 'Receipts',
    detail: `${data.receipts.length} of the people in the chat sent a receipt.`,
  }),
  'job.delivered': ({ data }) => ({
    stamp: 'delivered',
    title: 'Delivered',
    detail: "The recipient's phone has it.",
    at: iso(data.deliveredAt),
  }),
  'job.read': ({ data }) => ({
    stamp: 'read',
    title: 'Read',
    detail: 'The recipient has opened it.',
    at: iso(data.readAt),
  }),
  'job.played': ({ data }) => ({
    stamp: 'read',
    title: 'Played',
    detail: 'The recipient has played it, or opened what can be seen once.',
    at: iso(data.playedAt),
  }),
};

/** A gateway that is newer than this page may have types of facts that have no words here. */
const wordsOf = (type: string): ((fact: StopFact) => Said) | undefined =>
  Object.hasOwn(WORDS, type) ? (WORDS[type as JobFact['type']] as (fact: StopFact) => Said) : undefined;

const ATTEMPT_ENDS = new Set(['job.completed', 'job.failed', 'job.abandoned', 'job.interrupted']);

const heldStop = ({ reason, from, until }: Held): Said & { readonly at: string } => ({
  stamp: 'held',
  title: 'Held',
  detail:
    until === null
      ? `${holdNow(reason)}.`
      : `${holdPast(reason)}, for ${durationText(Date.parse(until) - Date.parse(from))}.`,
  at: from,
});

interface Placed {
  readonly said: Said;
  readonly at: string;
  readonly fact: StopFact | null;
}

/** Facts and holds in one sequence. Facts keep their order, even when a receipt names an earlier time. */
const placed = (facts: readonly StopFact[], holds: readonly Held[]): Placed[] => {
  const left = holds.toSorted((one, other) => Date.parse(one.from) - Date.parse(other.from));
  const before = (at: string): Placed[] => {
    const since = left.findIndex(({ from }) => Date.parse(from) >= Date.parse(at));
    return left.splice(0, since < 0 ? left.length : since).map((hold) => {
      const said = heldStop(hold);
      return { said, at: said.at, fact: null };
    });
  };
  const row = facts.flatMap((fact) => {
    const said = wordsOf(fact.type)?.(fact) ?? ({ stamp: 'accepted', title: fact.type } as const);
    return [...before(fact.at), { said, at: said.at ?? fact.at, fact }];
  });
  return [...row, ...before('9999-12-31T00:00:00Z')];
};

/** A fact that has no words yet is named by its type. */
export const stopsOf = (facts: readonly StopFact[], holds: readonly Held[] = []): Stop[] => {
  let attempt: number | null = null;
  let last: number | null = null;
  return placed(facts, holds).map(({ said, at, fact }) => {
    if (fact?.type === 'job.started') attempt = fact.data.attempt;
    const stop: Stop = {
      key: fact === null ? `held ${at}` : String(fact.position),
      stamp: said.stamp,
      title: said.title,
      detail: said.detail ?? null,
      at,
      afterMs: last === null ? null : Math.max(Date.parse(at) - last, 0),
      attempt,
      code: said.code ?? null,
      by: fact?.by ?? 'system',
    };
    last = Date.parse(at);
    if (fact && ATTEMPT_ENDS.has(fact.type)) attempt = null;
    return stop;
  });
};

/** The time from the first stop to the last. */
export const tookMs = (stops: readonly Stop[]): number => {
  const [first, last] = [stops[0], stops.at(-1)];
  return first && last ? Math.max(Date.parse(last.at) - Date.parse(first.at), 0) : 0;
};
