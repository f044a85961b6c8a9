/** Machines as Mermaid diagrams, which GitHub draws, and as tables of states and facts. */
import type { AnyStateMachine, StateValue } from 'xstate';
import type { Fact } from '../../src/events/facts/catalogue.ts';
import { evolve, initial, stateOf } from '../../src/machines/evolve.ts';
import { code, table } from './marked.ts';

export interface Told {
  readonly machine: AnyStateMachine;
  /** One fact of each type that the machine takes. */
  readonly facts: readonly Fact[];
}

interface Arrow {
  readonly from: string;
  readonly to: string;
  readonly fact: string;
}

interface Leaf {
  /** `active.sending`, as the log records it; `unborn` before the first fact. */
  readonly name: string;
  readonly value: StateValue;
}

const BEFORE = 'unborn';

const leavesOf = (machine: AnyStateMachine): Leaf[] =>
  Object.values(machine.states).flatMap((outer): Leaf[] => {
    const inner = Object.keys(outer.states);
    if (inner.length === 0) return [{ name: outer.key, value: outer.key }];
    return inner.map((name) => ({ name: `${outer.key}.${name}`, value: { [outer.key]: name } }));
  });

const short = (machine: AnyStateMachine, fact: string): string => fact.replace(`${machine.id}.`, '');

const arrowsOf = ({ machine, facts }: Told): Arrow[] =>
  leavesOf(machine).flatMap(({ name, value }) => {
    const { context } = initial(machine) as { context: object };
    const snapshot = machine.resolveState({ value, context });
    return facts.flatMap((fact) => {
      const next = evolve(machine, snapshot, fact);
      if (!next) return [];
      return [{ from: name, to: stateOf(next.snapshot as { value: StateValue }) ?? BEFORE, fact: fact.type }];
    });
  });

/** Mermaid allows no dots in names. */
const id = (state: string): string => (state === BEFORE ? '[*]' : state.replace('.', '_'));

const outerOf = (state: string): string => state.split('.', 1)[0] ?? '';

/** An arrow that all inner states share is drawn once, from their outer state. */
const gathered = (machine: AnyStateMachine, arrows: readonly Arrow[]): Arrow[] => {
  const inner = (state: string) => Object.keys(machine.states[outerOf(state)]?.states ?? {});
  const shared = ({ from, to, fact }: Arrow): boolean =>
    inner(from).length > 0 &&
    outerOf(to) !== outerOf(from) &&
    inner(from).every((name) =>
      arrows.some((one) => one.from === `${outerOf(from)}.${name}` && one.to === to && one.fact === fact),
    );
  const found = arrows.map((arrow) => (shared(arrow) ? { ...arrow, from: outerOf(arrow.from) } : arrow));
  return found.filter(
    ({ from, to, fact }, index) =>
      found.findIndex((one) => one.from === from && one.to === to && one.fact === fact) === index,
  );
};

export const diagram = ({ machine, facts }: Told): string => {
  const arrows = gathered(machine, arrowsOf({ machine, facts }));
  const pairs = Map.groupBy(arrows, ({ from, to }) => `${id(from)} --> ${id(to)}`);
  const lines = [...pairs].map(
    ([pair, together]) => `${pair}: ${together.map(({ fact }) => short(machine, fact)).join(', ')}`,
  );
  const nested = Object.values(machine.states).flatMap((outer) => {
    const inner = Object.keys(outer.states);
    if (inner.length === 0) return [];
    const first = outer.initial.target[0]?.key ?? '';
    return [
      `  state ${outer.key} {`,
      ...inner.map((name) => `    state "${name}" as ${outer.key}_${name}`),
      `    [*] --> ${outer.key}_${first}`,
      '  }',
    ];
  });
  const start = Object.keys(machine.states).includes(BEFORE)
    ? []
    : [`  [*] --> ${machine.root.initial.target[0]?.key}`];
  return ['```mermaid', 'stateDiagram-v2', ...nested, ...start, ...lines.map((line) => `  ${line}`), '```'].join('\n');
};

/** State × fact: the next state of each; empty if the fact is refused. */
export const matrix = ({ machine, facts }: Told): string => {
  const arrows = arrowsOf({ machine, facts });
  const leaves = leavesOf(machine);
  return table(
    ['', ...leaves.map(({ name }) => (name === BEFORE ? 'before the first' : code(name)))],
    facts.map(({ type }) => [
      code(short(machine, type)),
      ...leaves.map(({ name }) => {
        const to = arrows.find(({ from, fact }) => from === name && fact === type)?.to;
        return to === undefined ? '' : to === name ? '↺' : to;
      }),
    ]),
  );
};
