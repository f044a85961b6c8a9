/**
 * Our machines as configurations of xstate 4, from which viewers of `@xstate/inspect` build them.
 *
 * A configuration of xstate 5 is nearly one of xstate 4. Features that differ and that no stored machine uses (guards,
 * delays, invocations) are rejected instead of half translated.
 */
import { shownContext } from '../machines/shown-context.ts';
import type { AnyStateMachine } from 'xstate';
import { Defect } from '../kernel/fault.ts';
import { redacted } from './frames-redacted.ts';

interface Node {
  readonly [key: string]: unknown;
  readonly context?: object;
  readonly on?: Readonly<Record<string, unknown>>;
  readonly states?: Readonly<Record<string, Node>>;
}

interface Arrow {
  readonly target?: string;
  readonly actions: readonly string[];
}

const NODE_KEYS = new Set(['id', 'context', 'initial', 'entry', 'exit', 'on', 'schemas', 'states', 'type']);
const ARROW_KEYS = new Set(['target', 'actions']);

const only = (keys: ReadonlySet<string>, found: object, where: string): void => {
  const other = Object.keys(found).find((key) => !keys.has(key));
  if (other) throw new Defect(`${where} has ${other}, which viewers of machines are not told about`);
};

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);

const actionsOf = (value: unknown): readonly string[] =>
  value === undefined
    ? []
    : listOf(value).map((action) => (typeof action === 'string' ? action : (action as { type: string }).type));

const arrowOf = (value: unknown, where: string): Arrow => {
  if (typeof value === 'string') return { target: value, actions: [] };
  const { target, actions } = value as { target?: string; actions?: unknown };
  only(ARROW_KEYS, value as object, where);
  return { ...(target === undefined ? {} : { target }), actions: actionsOf(actions) };
};

const nodeOf = (node: Node, where: string): object => {
  only(NODE_KEYS, node, where);
  const { type, initial, on = {}, states = {} } = node;
  return {
    ...(type === undefined ? {} : { type }),
    ...(initial === undefined ? {} : { initial }),
    entry: actionsOf(node['entry']),
    exit: actionsOf(node['exit']),
    on: Object.fromEntries(
      Object.entries(on).map(([fact, arrows]) => [
        fact,
        listOf(arrows).map((arrow) => arrowOf(arrow, `${where} on ${fact}`)),
      ]),
    ),
    states: Object.fromEntries(
      Object.entries(states).map(([name, child]) => [name, nodeOf(child, `${where}.${name}`)]),
    ),
  };
};

const known = new WeakMap<AnyStateMachine, object>();

/** A configuration for `createMachine` of xstate 4. @throws Defect for a feature that it cannot express. */
export const machineFrame = (machine: AnyStateMachine): object => {
  const before = known.get(machine);
  if (before) return before;
  const config = machine.config as unknown as Node;
  const frame = {
    id: machine.id,
    // Without it, xstate 4 prints a warning.
    predictableActionArguments: true,
    context: redacted(shownContext(config.context ?? {})),
    ...nodeOf(config, machine.id),
  };
  known.set(machine, frame);
  return frame;
};
