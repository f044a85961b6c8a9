import { describe, expect, test } from 'vitest';
import type { AnyStateMachine } from 'xstate';
import { getShortestPaths } from 'xstate/graph';
import type { Fact } from '../../src/events/facts/catalogue.ts';
import { chartOf, hashOf } from '../../src/inspector/chart.ts';
import { charts } from '../../src/inspector/charts.ts';
import type { Box, Layout } from '../../src/inspector/layout-shape.ts';
import { evolve, stateOf } from '../../src/machines/evolve.ts';
import type { Job } from '../../src/machines/job.machine.ts';
import { machines } from '../../src/machines/kinds.ts';
import { arrange } from '../../web/layout/arrange.ts';
import job from '../../web/src/inspector/layouts/job.json' with { type: 'json' };
import media from '../../web/src/inspector/layouts/media.json' with { type: 'json' };
import queue from '../../web/src/inspector/layouts/queue.json' with { type: 'json' };
import session from '../../web/src/inspector/layouts/session.json' with { type: 'json' };
import webhook from '../../web/src/inspector/layouts/webhook.json' with { type: 'json' };
import { jobFacts, mediaFacts, queueFacts, sessionFacts, webhookFacts } from '../support/facts.ts';

const layouts = { job, media, queue, session, webhook } as unknown as Record<keyof typeof machines, Layout>;
const facts: Record<keyof typeof machines, Readonly<Record<string, Fact>>> = {
  job: jobFacts,
  queue: queueFacts,
  media: mediaFacts,
  session: sessionFacts,
  webhook: webhookFacts,
};

const nameOf = (snapshot: unknown): string => stateOf(snapshot as Job) ?? 'unborn';

/** Every step that a machine can take, as the log records it. */
const transitionsOf = (kind: keyof typeof machines) => {
  const machine = machines[kind] as AnyStateMachine;
  const paths = getShortestPaths(machine, { events: Object.values(facts[kind]), serializeState: nameOf });
  return paths.flatMap(({ state }) =>
    Object.values(facts[kind]).flatMap((fact) => {
      const moved = evolve(machine, state, fact);
      return moved ? [{ from: nameOf(state), fact, to: nameOf(moved.snapshot), effects: moved.effects }] : [];
    }),
  );
};

const inside = (inner: Box, outer: Box): boolean =>
  inner.x >= outer.x &&
  inner.y >= outer.y &&
  inner.x + inner.width <= outer.x + outer.width &&
  inner.y + inner.height <= outer.y + outer.height;

const apart = (one: Box, other: Box): boolean =>
  one.x + one.width <= other.x ||
  other.x + other.width <= one.x ||
  one.y + one.height <= other.y ||
  other.y + other.height <= one.y;

describe.each(['job', 'media', 'queue', 'session'] as const)('the layout of a %s', (kind) => {
  const layout = layouts[kind];

  test('is that of the machine as it is (else run: npm run inspector:layout)', async () => {
    expect(layout.hash).toBe(hashOf(charts[kind]));
    expect(layout).toEqual(JSON.parse(JSON.stringify(await arrange(charts[kind]))));
  });

  test('has the arrows that each fact takes, the effects and the end', () => {
    const transitions = transitionsOf(kind);
    expect(transitions.length).toBeGreaterThan(10);
    for (const { from, fact, to, effects } of transitions) {
      expect(layout.steps[from]?.[fact.type], `${from} ${fact.type}`).toMatchObject({ to, effects });
    }
    const steps = Object.values(layout.steps).flatMap((step) => Object.keys(step));
    expect(steps).toHaveLength(transitions.length);
  });

  test('has each of those arrows among its lines, from where the fact is taken to where it leads', () => {
    const edges = new Map(layout.edges.map((edge) => [edge.id, edge]));
    const members = (id: string): string[] => [
      id,
      ...layout.states.filter(({ parent }) => parent === id).flatMap(({ id }) => members(id)),
    ];
    for (const { from, fact, to } of transitionsOf(kind)) {
      const [first = '', ...others] = layout.steps[from]?.[fact.type]?.edges ?? [];
      if (machines[kind].root.transitions.has(fact.type)) {
        // Taken in every state, and moves none: there is nothing to draw.
        expect([first, to]).toEqual(['', from]);
        continue;
      }
      expect(members(edges.get(first)?.source ?? ''), first).toContain(from);
      expect(edges.get(first)?.labels.map((label) => label.fact)).toContain(fact.type);
      expect(members(edges.get(others.at(-1) ?? first)?.target ?? ''), first).toContain(to);
    }
  });

  test('draws no arrow that no fact takes', () => {
    const taken = new Set(
      Object.values(layout.steps).flatMap((steps) => Object.values(steps).flatMap(({ edges }) => edges)),
    );
    const begins = layout.states.filter(({ kind, parent }) => kind === 'start' && parent === null);
    const drawn = layout.edges.filter(({ source }) => begins.every(({ id }) => id !== source || id === 'unborn'));
    expect(drawn.map(({ id }) => id).sort()).toEqual([...taken].sort());
  });

  test('has everything within its frame, and no two boxes in one place', () => {
    const frame = { x: 0, y: 0, width: layout.width, height: layout.height };
    const places = layout.edges.flatMap(({ place }) => (place ? [place] : []));
    expect([...layout.states, ...places].filter((box) => !inside(box, frame))).toEqual([]);
    for (const one of layout.states) {
      const siblings = layout.states.filter(({ id, parent }) => id !== one.id && parent === one.parent);
      expect(siblings.filter((other) => !apart(one, other))).toEqual([]);
      const parent = layout.states.find(({ id }) => id === one.parent);
      if (parent) expect(inside(one, parent)).toBe(true);
    }
  });
});

describe('a group of states', () => {
  const { session } = machines;

  test('changes what is drawn, and with it the hash', () => {
    expect(hashOf(charts.session)).not.toBe(hashOf(chartOf(session)));
  });

  test('must be states of the machine that share an arrow', () => {
    expect(() => chartOf(session, [{ name: 'odd', states: ['nowhere'] }])).toThrow('has no state nowhere');
    expect(() => chartOf(session, [{ name: 'odd', states: ['loggedOut', 'ready'] }])).toThrow('share no arrow');
  });
});
