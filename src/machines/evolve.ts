/**
 * The one place that moves a machine.
 *
 * It guarantees that a fact which the current state cannot take changes nothing, and that effects are returned as data,
 * never performed. It assumes that stored machines neither invoke nor spawn (a test checks them).
 */
import type { AnyStateMachine, SnapshotFrom, StateValue } from 'xstate';
import type { Fact, State } from '../events/facts/catalogue.ts';
import type { Recorded } from '../events/log/log.ts';
import { Defect } from '../kernel/fault.ts';
import type { Job } from './job.machine.ts';
import { machineOf } from './kinds.ts';
import { firstSnapshot, stepFrom, take } from './steps.ts';

const initials = new Map<AnyStateMachine, unknown>();

/** The snapshot of a stream that has no facts yet. */
export const initial = <M extends AnyStateMachine>(machine: M): SnapshotFrom<M> => {
  if (!initials.has(machine)) initials.set(machine, firstSnapshot(machine));
  return initials.get(machine) as SnapshotFrom<M>;
};

/** The names of nested states. A machine hands out the same few values again and again. */
const names = new WeakMap<object, string>();

const nestedName = (value: Exclude<StateValue, string>): string => {
  const [entry] = Object.entries(value);
  return entry?.[1] === undefined ? '' : `${entry[0]}.${nameOf(entry[1])}`;
};

const nameOf = (value: StateValue): string => {
  if (typeof value === 'string') return value;
  const known = names.get(value);
  if (known !== undefined) return known;
  const name = nestedName(value);
  names.set(value, name);
  return name;
};

/** `active.sending`, as the log records it; null for a stream without facts if its machine starts unborn. */
export const stateOf = (snapshot: { readonly value: StateValue }): State | null => {
  const name = nameOf(snapshot.value);
  return name === 'unborn' ? null : (name as State);
};

/** The next snapshot and the names of the effects to perform; null if the state cannot take the fact. */
export const evolve = <M extends AnyStateMachine>(
  machine: M,
  snapshot: SnapshotFrom<M>,
  fact: Fact,
): { snapshot: SnapshotFrom<M>; effects: readonly string[] } | null => {
  const before = snapshot as Job;
  const step = stepFrom(machine, nameOf(before.value), fact.type, () => ({ snapshot: before, fact }));
  return step && { snapshot: take(step, before, fact) as SnapshotFrom<M>, effects: step.effects };
};

/** The fact of a record. */
export const factOf = (recorded: Recorded): Fact => ({ type: recorded.type, ...recorded.data }) as Fact;

/**
 * The snapshot after a stream's facts, starting from an earlier snapshot if there is one.
 * @throws Defect when a fact is illegal.
 */
export const fold = <M extends AnyStateMachine>(
  machine: M,
  facts: readonly Recorded[],
  start: SnapshotFrom<M> = initial(machine),
): SnapshotFrom<M> =>
  facts.reduce<SnapshotFrom<M>>((snapshot, recorded) => {
    const step = evolve(machine, snapshot, factOf(recorded));
    if (step) return step.snapshot;
    const { stream, position, type } = recorded;
    throw new Defect(`${stream} cannot take ${type} (position ${position}) in state ${stateOf(snapshot)}`, {
      stream,
      position,
    });
  }, start);

/** An actor's state and context after these facts; null for streams without a machine, and for uploads, which have no state. */
export const foldStream = (
  stream: string,
  facts: readonly Recorded[],
): { state: State | null; context: unknown } | null => {
  const machine = machineOf(stream);
  if (!machine) return null;
  const snapshot = fold(machine, facts) as Job;
  const state = stateOf(snapshot);
  return state === null && facts.length > 0 ? null : { state, context: snapshot.context };
};
