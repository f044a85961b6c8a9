/**
 * A cache of transitions: what each state does on each type of fact, computed once by XState.
 *
 * No machine has a guard, so the target, the actions and their order depend only on the state and the type of the fact.
 * Only assignments depend on the context. A test compares every state and fact with XState itself. A transition in
 * XState costs six microseconds, and a message has four; a cached step costs a twentieth.
 */
import { type AnyActorScope, type AnyStateMachine, createEmptyActor, type SnapshotFrom, type StateValue } from 'xstate';
import type { Fact } from '../events/facts/catalogue.ts';
import { effect } from './effect.ts';

type Context = object;
/** The argument of XState's `assign`. */
type Assignment = Context | ((args: { context: Context; event: Fact }) => Context);

interface Snapshot {
  readonly value: StateValue;
  readonly context: Context;
  can(event: Fact): boolean;
}

interface Step {
  /** A snapshot in the target state, with the context of the first call. */
  readonly after: Snapshot;
  readonly assignments: readonly Assignment[];
  /** Names of the actions that are not assignments. */
  readonly effects: readonly string[];
}

/** The actions of the transition that is being computed. */
let collected: string[] = [];

/** One inert scope serves every call: XState's public `transition` builds an actor each time. */
const self = createEmptyActor();
const scope: AnyActorScope = {
  self,
  id: '',
  sessionId: '',
  system: self.system,
  logger: () => {},
  defer: () => {},
  emit: () => {},
  stopChild: () => {},
  actionExecutor: (action) => {
    collected.push(action.type);
  },
};

/** The snapshot of a stream that has no facts yet. */
export const firstSnapshot = <M extends AnyStateMachine>(machine: M): SnapshotFrom<M> =>
  machine.getInitialSnapshot(scope, undefined) as SnapshotFrom<M>;

/** The same machine, with actions that only report their names. */
const silent = (machine: AnyStateMachine): AnyStateMachine =>
  machine.provide({
    actions: Object.fromEntries(Object.keys(machine.implementations.actions).map((name) => [name, effect])),
  });

const namesOfActions = (machine: AnyStateMachine, { value, context }: Snapshot, fact: Fact): readonly string[] => {
  const other = silent(machine);
  collected = [];
  other.transition(other.resolveState({ value, context }), fact, scope);
  return [...collected];
};

const learn = (machine: AnyStateMachine, { snapshot, fact }: { snapshot: Snapshot; fact: Fact }): Step | null => {
  if (!snapshot.can(fact)) return null;
  const implementations = machine.implementations.actions as Readonly<Record<string, { assignment?: Assignment }>>;
  const names = namesOfActions(machine, snapshot, fact);
  return {
    after: machine.transition(snapshot as never, fact, scope) as unknown as Snapshot,
    assignments: names.flatMap((name) => implementations[name]?.assignment ?? []),
    effects: names.filter((name) => implementations[name]?.assignment === undefined),
  };
};

/** By machine, by state, by type of fact. */
const learnt = new WeakMap<AnyStateMachine, Map<string, Map<Fact['type'], Step | null>>>();

const stepsOf = (machine: AnyStateMachine, state: string): Map<Fact['type'], Step | null> => {
  let states = learnt.get(machine);
  if (!states) learnt.set(machine, (states = new Map()));
  let steps = states.get(state);
  if (!steps) states.set(state, (steps = new Map()));
  return steps;
};

/**
 * The step on this type of fact in this state; null if the state cannot take it. `example` is called only on the first
 * look-up.
 */
export const stepFrom = (
  machine: AnyStateMachine,
  state: string,
  type: Fact['type'],
  example: () => { readonly snapshot: Snapshot; readonly fact: Fact },
): Step | null => {
  const steps = stepsOf(machine, state);
  let step = steps.get(type);
  if (step === undefined) steps.set(type, (step = learn(machine, example())));
  return step;
};

/** The snapshot after a step, with its assignments applied. */
export const take = ({ after, assignments }: Step, { context }: Snapshot, event: Fact): Snapshot => ({
  ...after,
  context: assignments.reduce<Context>(
    (before, assignment) => ({
      ...before,
      ...(typeof assignment === 'function' ? assignment({ context: before, event }) : assignment),
    }),
    context,
  ),
});
