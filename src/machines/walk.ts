/**
 * Holds a log against the machines: that every fact was legal where it stands, and that the states beside it are right.
 *
 * Where a machine goes depends on its state alone, never on its context, so `steps.ts` computes one step for each state
 * and type of fact and looks up the rest: a million facts cost about a second.
 */
import type { AnyStateMachine, StateValue } from 'xstate';
import type { Recorded } from '../events/log/log.ts';
import { factOf, initial, stateOf } from './evolve.ts';
import { machineOf } from './kinds.ts';
import { stepFrom } from './steps.ts';

/** What is wrong with this fact, in a sentence; null when nothing is. Facts must come in the order of the log. */
export type Walk = (recorded: Recorded) => string | null;

/** `active.sending` → `{ active: 'sending' }` */
const valueOf = (state: string): StateValue => {
  const [outer = '', inner] = state.split('.', 2);
  return inner === undefined ? outer : { [outer]: inner };
};

/** The state that a fact leads to; null when it cannot follow. */
const next = (machine: AnyStateMachine, from: string | null, recorded: Recorded): string | null => {
  const { value, context } = initial(machine);
  const state = from ?? String(value);
  const step = stepFrom(machine, state, recorded.type, () => ({
    snapshot: machine.resolveState({ value: valueOf(state), context }),
    fact: factOf(recorded),
  }));
  return step && stateOf(step.after);
};

export const walkStreams = (): Walk => {
  const states = new Map<number, string | null>();

  return (recorded) => {
    const machine = machineOf(recorded.stream);
    if (!machine) return null;
    const { streamId, type } = recorded;
    const from = states.has(streamId) ? (states.get(streamId) ?? null) : stateOf(initial(machine));
    if (recorded.from !== from) return `${type} says that it began in ${recorded.from}, but the state was ${from}`;
    const to = next(machine, from, recorded);
    if (to === null) return `${type} cannot follow in state ${from}`;
    if (recorded.to !== to) return `${type} says that it led to ${recorded.to}, but it leads to ${to}`;
    states.set(streamId, to);
    return null;
  };
};
