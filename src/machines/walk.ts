/**
 * Checks a log against the machines: every fact was legal at its place, and the recorded states are right.
 *
 * Where a machine goes depends on its state alone, never on its context. So `steps.ts` computes one step for each state
 * and type of fact and caches it: a million facts take about a second.
 */
import type { AnyStateMachine, StateValue } from 'xstate';
import type { Recorded } from '../events/log/log.ts';
import { factOf, initial, stateOf } from './evolve.ts';
import { machineOf } from './kinds.ts';
import { stepFrom } from './steps.ts';

/** The problem with this fact, as a sentence; null if it is legal. Facts must come in the order of the log. */
export type Walk = (recorded: Recorded) => string | null;

/** `active.sending` → `{ active: 'sending' }` */
const valueOf = (state: string): StateValue => {
  const [outer = '', inner] = state.split('.', 2);
  return inner === undefined ? outer : { [outer]: inner };
};

/** The state after a fact, which an upload has none of; null if the fact is illegal there. */
const next = (machine: AnyStateMachine, from: string | null, recorded: Recorded): { to: string | null } | null => {
  const { value, context } = initial(machine);
  const state = from ?? String(value);
  const step = stepFrom(machine, state, recorded.type, () => ({
    snapshot: machine.resolveState({ value: valueOf(state), context }),
    fact: factOf(recorded),
  }));
  return step && { to: stateOf(step.after) };
};

export const walkStreams = (): Walk => {
  const states = new Map<number, string | null>();

  return (recorded) => {
    const machine = machineOf(recorded.stream);
    if (!machine) return null;
    const { streamId, type } = recorded;
    const from = states.has(streamId) ? (states.get(streamId) ?? null) : stateOf(initial(machine));
    if (recorded.from !== from) return `${type} says that it began in ${recorded.from}, but the state was ${from}`;
    const step = next(machine, from, recorded);
    if (step === null) return `${type} cannot follow in state ${from}`;
    const { to } = step;
    if (recorded.to !== to) return `${type} says that it led to ${recorded.to}, but it leads to ${to}`;
    states.set(streamId, to);
    return null;
  };
};
