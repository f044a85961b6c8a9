/** Every fact that Waybill knows, and the guard through which stored data comes back. */
import * as v from 'valibot';
import type { Caller } from '../../kernel/caller.ts';
import { Defect } from '../../kernel/fault.ts';
import { type ContentRef, JobFact, type JobState } from './job.ts';
import { ProcessFact } from './process.ts';
import { QueueFact, type QueueState } from './queue.ts';
import { SessionFact, type SessionState } from './session.ts';
import { schemaVersion, upcast } from './upcasters.ts';
import { UserFact } from './user.ts';

export type Fact = JobFact | SessionFact | QueueFact | UserFact | ProcessFact;
export type FactType = Fact['type'];
export type FactOf<T extends FactType> = Extract<Fact, { type: T }>;

/** A state of any stream that has a machine. */
export type State = JobState | SessionState | QueueState;
/** The states that facts of a family lead from and to; null where there is no machine. */
export type StateOf<F extends Fact> = F extends JobFact
  ? JobState | null
  : F extends SessionFact
    ? SessionState
    : F extends QueueFact
      ? QueueState
      : null;

const families = [JobFact, SessionFact, QueueFact, UserFact, ProcessFact] as const;

/** One schema for each type of fact. */
export const catalogue = new Map<string, v.GenericSchema<unknown, Fact>>(
  families.flatMap((family) =>
    family.options.map((schema) => [schema.entries.type.literal, schema as v.GenericSchema<unknown, Fact>] as const),
  ),
);

/** The types whose data says from which address a person asked. */
const recordsOrigin: ReadonlySet<string> = new Set(
  families.flatMap((family) =>
    family.options.filter(({ entries }) => 'from' in entries).map(({ entries }) => entries.type.literal),
  ),
);

/** The fact as this caller brought it about: with the address of the request, where its type records it. */
export const broughtBy = <F extends Fact>(fact: F, { from }: Caller): F =>
  from != null && recordsOrigin.has(fact.type) ? { ...fact, from } : fact;

/** The content that a fact names, in the order in which it is kept beside the fact. */
export const contentsNamedBy = (fact: Fact): readonly ContentRef[] =>
  fact.type === 'job.queued' ? [fact.content] : [];

/** The key that is the fact's alone in the whole log; null for most. */
export const claimOf = (fact: Fact): string | null =>
  fact.type === 'job.queued' ? (fact.idempotency?.key ?? null) : null;

export const isFactType = (type: string): type is FactType => catalogue.has(type);

/** Why a schema refused: the path and what was expected there, never the value, which may be what somebody said. */
const whyOf = ([issue]: readonly [v.BaseIssue<unknown>, ...v.BaseIssue<unknown>[]]): string =>
  `${v.getDotPath(issue) ?? 'data'}: expected ${issue.expected ?? issue.type}`;

/** The fact that a stored row holds, in today's shape. @throws Defect that names stream and position. */
export const readFact = (
  row: { type: string; schema: number; data: unknown },
  at: { stream: string; position: number },
): Fact => {
  const schema = catalogue.get(row.type);
  const where = `position ${at.position} of the log (stream ${at.stream}) holds ${row.type}`;
  if (!schema || row.schema > schemaVersion(row.type)) {
    throw new Defect(`${where} in version ${row.schema}, which this version of Waybill does not know`, at);
  }
  const parsed = v.safeParse(schema, { ...(upcast(row.type, row.schema, row.data) as object), type: row.type });
  if (parsed.success) return parsed.output;
  throw new Defect(`${where}, and its data is not valid: ${whyOf(parsed.issues)}`, at);
};

/** The fact as it may be stored: what could not be read back is not written. @throws Defect that names the stream. */
export const checkFact = (fact: Fact, stream: string): Fact => {
  const schema = catalogue.get(fact.type);
  if (!schema) throw new Defect(`${fact.type} for stream ${stream} is not in the catalogue of facts`, { stream });
  const parsed = v.safeParse(schema, fact);
  if (parsed.success) return parsed.output;
  throw new Defect(`${fact.type} for stream ${stream} is not valid: ${whyOf(parsed.issues)}`, { stream });
};
