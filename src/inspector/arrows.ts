/** The transitions of a machine, one by one. */
import type { AnyStateMachine, AnyStateNode } from 'xstate';
import { effect } from '../machines/effect.ts';
import type { ChartLabel, Performs } from './chart-shape.ts';

export interface Arrow {
  readonly source: AnyStateNode;
  readonly target: AnyStateNode;
  readonly label: ChartLabel;
}

/** `active.sending`; empty for the machine itself. */
export const idOf = ({ path }: AnyStateNode): string => path.join('.');

export const nodesBelow = (node: AnyStateNode): readonly AnyStateNode[] =>
  Object.values<AnyStateNode>(node.states).flatMap((child) => [child, ...nodesBelow(child)]);

const nameOf = (action: unknown): string =>
  typeof action === 'string' ? action : String((action as { type?: unknown }).type);

/** An action without an implementation is an effect: the machine only names it. */
export const performs = (machine: AnyStateMachine, actions: readonly unknown[]): Performs => {
  const names = actions.map(nameOf);
  const isEffect = (name: string) => machine.implementations.actions[name] === effect;
  return { effects: names.filter(isEffect), keeps: names.filter((name) => !isEffect(name)) };
};

const guardOf = (guard: unknown): string | null => {
  if (guard === undefined) return null;
  if (typeof guard === 'string') return guard;
  return typeof guard === 'object' && guard !== null && 'type' in guard ? String(guard.type) : 'a condition';
};

export const arrowsOf = (machine: AnyStateMachine): readonly Arrow[] =>
  nodesBelow(machine.root).flatMap((source) =>
    [...source.transitions.values()].flat().map(({ eventType, target, guard, actions }) => ({
      source,
      target: target?.[0] ?? source,
      label: { fact: eventType, guard: guardOf(guard), ...performs(machine, actions) },
    })),
  );
