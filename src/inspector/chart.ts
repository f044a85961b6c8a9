/**
 * Builds a machine's chart: its states, its arrows with their labels, and the arrows that each fact follows.
 *
 * Everything is read from the machine, so a chart cannot show what the machine does not do. Facts between the same two
 * states share an arrow. States that take the same facts to the same targets are drawn in a box, with their shared
 * arrows drawn once: whatever a connection is doing, it can be lost. Such a group is only a name, and is checked here.
 */
import { createHash } from 'node:crypto';
import type { AnyStateMachine, AnyStateNode, StateValue } from 'xstate';
import type { Fact } from '../events/facts/catalogue.ts';
import { evolve, initial, stateOf } from '../machines/evolve.ts';
import type { Job } from '../machines/job.machine.ts';
import { type Arrow, arrowsOf, idOf, nodesBelow, performs } from './arrows.ts';
import type { Chart, ChartEdge, ChartLabel, ChartState, Group, Step } from './chart-shape.ts';

const groupId = ({ name }: Group): string => `~${name}`;

/** Arrows with equal keys do the same, whichever state they start from. */
const meaning = ({ target, label }: Arrow): string => JSON.stringify([idOf(target), label]);

/** The start of an arrow: its state, or the group if all of its states have that arrow. */
const drawnFrom = (arrow: Arrow, groups: readonly Group[], arrows: readonly Arrow[]): string => {
  const id = idOf(arrow.source);
  const group = groups.find(({ states }) => states.includes(id));
  if (!group || group.states.includes(idOf(arrow.target))) return id;
  const has = (state: string) =>
    arrows.some((other) => idOf(other.source) === state && meaning(other) === meaning(arrow));
  return group.states.every(has) ? groupId(group) : id;
};

/**
 * Arrows into the initial states of the machine and its compound states. A machine that starts unborn shows that state
 * instead.
 */
const beginningsOf = (machine: AnyStateMachine): ChartEdge[] =>
  [machine.root, ...nodesBelow(machine.root)].flatMap((node) => {
    const [first] = node.type === 'compound' ? (node.initial.target ?? []) : [];
    if (!first || idOf(first) === 'unborn') return [];
    const source = `*${idOf(node)}`;
    return [{ id: `${source}>${idOf(first)}`, source, target: idOf(first), labels: [] }];
  });

const edgesOf = (arrows: readonly Arrow[], sourceOf: (arrow: Arrow) => string): ChartEdge[] => {
  const edges = new Map<string, ChartEdge & { readonly labels: ChartLabel[] }>();
  for (const arrow of arrows) {
    const [source, target] = [sourceOf(arrow), idOf(arrow.target)];
    const id = `${source}>${target}`;
    const edge = edges.get(id) ?? { id, source, target, labels: [] };
    if (!edge.labels.some(({ fact }) => fact === arrow.label.fact)) edge.labels.push(arrow.label);
    edges.set(id, edge);
  }
  return [...edges.values()];
};

const kindOf = (node: AnyStateNode): ChartState['kind'] => {
  if (idOf(node) === 'unborn') return 'start';
  if (node.type === 'compound') return 'compound';
  return node.transitions.size === 0 && node.path.length === 1 ? 'end' : 'state';
};

const statesOf = (machine: AnyStateMachine, groups: readonly Group[]): ChartState[] => {
  const parentOf = (node: AnyStateNode): string | null => {
    const group = groups.find(({ states }) => states.includes(idOf(node)));
    if (group) return groupId(group);
    return node.parent && node.path.length > 1 ? idOf(node.parent) : null;
  };
  const none = { effects: [], keeps: [] };
  const boxes = groups.map((group) => ({ id: groupId(group), parent: null, name: group.name, kind: 'group' as const }));
  const dots = beginningsOf(machine).map(({ source }) => ({
    id: source,
    parent: source.slice(1) || null,
    name: '',
    kind: 'start' as const,
  }));
  const own = nodesBelow(machine.root).map((node) => ({
    id: idOf(node),
    parent: parentOf(node),
    name: node.key,
    kind: kindOf(node),
    ...performs(machine, node.entry),
  }));
  return [...boxes.map((box) => ({ ...box, ...none })), ...own, ...dots.map((dot) => ({ ...dot, ...none }))];
};

/** `active.sending` → `{ active: 'sending' }` */
const valueOf = ([outer = '', ...inner]: readonly string[]): StateValue =>
  inner.length === 0 ? outer : { [outer]: valueOf(inner) };

/** The effect of each fact in one state, asked of the machine itself. */
const stepsFrom = (
  machine: AnyStateMachine,
  leaf: AnyStateNode,
  arrows: readonly Arrow[],
  sourceOf: (arrow: Arrow) => string,
): Record<string, Step> => {
  const snapshot = machine.resolveState({ value: valueOf(leaf.path), context: initial(machine).context });
  const beginnings = beginningsOf(machine);
  const steps: Record<string, Step> = {};
  // The innermost state that takes a fact wins.
  for (let node: AnyStateNode | undefined = leaf; node; node = node.parent) {
    for (const arrow of arrows.filter(({ source }) => source === node)) {
      const { fact } = arrow.label;
      const moved = evolve(machine, snapshot, { type: fact } as Fact);
      if (!moved || steps[fact]) continue;
      const target = idOf(arrow.target);
      const inner = arrow.source === arrow.target ? [] : beginnings.filter(({ source }) => source === `*${target}`);
      steps[fact] = {
        to: stateOf(moved.snapshot as Job) ?? 'unborn',
        edges: [`${sourceOf(arrow)}>${target}`, ...inner.map(({ id }) => id)],
        effects: moved.effects,
      };
    }
  }
  // A fact that the machine takes in every state, and that moves none, has no arrow.
  for (const fact of machine.root.transitions.keys()) {
    const moved = evolve(machine, snapshot, { type: fact } as Fact);
    if (moved && !steps[fact])
      steps[fact] = { to: stateOf(moved.snapshot as Job) ?? 'unborn', edges: [], effects: moved.effects };
  }
  return steps;
};

/** @throws when a group names an unknown state, or its states share nothing. */
const checkGroups = (groups: readonly Group[], { machine, states, edges }: Chart): void => {
  for (const group of groups) {
    const unknown = group.states.find((state) => !states.some(({ id }) => id === state));
    if (unknown !== undefined) throw new Error(`${machine} has no state ${unknown}; mend its group ${group.name}`);
    if (!edges.some(({ source }) => source === groupId(group)))
      throw new Error(`The states of ${machine} in the group ${group.name} share no arrow; take the group away`);
  }
};

export const chartOf = (machine: AnyStateMachine, groups: readonly Group[] = []): Chart => {
  const arrows = arrowsOf(machine);
  const sourceOf = (arrow: Arrow) => drawnFrom(arrow, groups, arrows);
  const leaves = nodesBelow(machine.root).filter(({ type }) => type !== 'compound');
  const chart = {
    machine: machine.id,
    states: statesOf(machine, groups),
    edges: [...beginningsOf(machine), ...edgesOf(arrows, sourceOf)],
    steps: Object.fromEntries(leaves.map((leaf) => [idOf(leaf), stepsFrom(machine, leaf, arrows, sourceOf)])),
  };
  checkGroups(groups, chart);
  return chart;
};

/** A hash that changes whenever the machine or its drawing does. */
export const hashOf = (chart: Chart): string => createHash('sha256').update(JSON.stringify(chart)).digest('hex');
