import { describe, expect, test } from 'vitest';
import { type AnyStateMachine, type AnyStateNode, transition } from 'xstate';
import { getShortestPaths } from 'xstate/graph';
import type { Fact } from '../../src/events/facts/catalogue.ts';
import { catalogue } from '../../src/events/facts/catalogue.ts';
import { evolve, initial, stateOf } from '../../src/machines/evolve.ts';
import type { Job } from '../../src/machines/job.machine.ts';
import { machines } from '../../src/machines/kinds.ts';
import { jobFacts, mediaFacts, queueFacts, sessionFacts, webhookFacts } from '../support/facts.ts';

/**
 * News about an earlier log-out may come in any state; presence and settings may be set, and the phone be asked for older
 * messages, in any.
 */
const anytime = [
  'unlink_pending',
  'unlinked',
  'unlink_given_up',
  'configured',
  'presence_set',
  'history_asked',
  'history_ended',
];

/** What may happen to an endpoint in any state, until it is removed. */
const ofEndpoint = ['changed', 'secret_rotated', 'replay_asked', 'redelivery_asked', 'delivery_given_up', 'removed'];

/** The facts that each state takes. All others are refused. */
const tables: Record<keyof typeof machines, { facts: Record<string, Fact>; takes: Record<string, readonly string[]> }> =
  {
    job: {
      facts: jobFacts,
      takes: {
        unborn: ['queued', 'drafted'],
        draft: ['approved', 'rejected', 'cancelled', 'edited', 'expired'],
        waiting: ['started', 'cancelled', 'completed', 'edited', 'released', 'expired', 'abandoned'],
        'active.validating': ['validated', 'completed', 'failed', 'abandoned', 'interrupted'],
        'active.sending': ['completed', 'failed', 'abandoned', 'interrupted'],
        retrying: ['started', 'cancelled', 'completed', 'expired'],
        'completed.acknowledged': ['receipts', 'delivered', 'read'],
        'completed.delivered': ['receipts', 'read'],
        'completed.read': ['played', 'receipts', 'delivered'],
        failed: ['retried', 'dismissed', 'completed'],
        cancelled: [],
        dismissed: ['retried'],
      },
    },
    session: {
      facts: sessionFacts,
      takes: {
        stopped: [...anytime, 'started', 'logged_out'],
        connecting: [
          ...anytime,
          'qr_issued',
          'paired',
          'opened',
          'closed',
          'interrupted',
          'halted',
          'logged_out',
          'stopped',
        ],
        qr: [
          ...anytime,
          'qr_issued',
          'qr_expired',
          'paired',
          'closed',
          'interrupted',
          'halted',
          'logged_out',
          'stopped',
        ],
        ready: [...anytime, 'keepalive_missed', 'closed', 'interrupted', 'halted', 'logged_out', 'stopped'],
        keepalive: [
          ...anytime,
          'keepalive_missed',
          'keepalive_answered',
          'timed_out',
          'closed',
          'interrupted',
          'halted',
          'logged_out',
          'stopped',
        ],
        timeout: [...anytime, 'closed', 'interrupted', 'halted', 'logged_out', 'stopped'],
        restart: [...anytime, 'started', 'halted', 'logged_out', 'stopped'],
        loggedOut: [...anytime, 'started', 'removed'],
        removed: [...anytime, 'started'],
        halted: [...anytime, 'started', 'logged_out', 'stopped'],
      },
    },
    queue: {
      facts: queueFacts,
      takes: {
        running: ['configured', 'clearing_started', 'cleared', 'paused', 'cooled'],
        paused: ['configured', 'clearing_started', 'cleared', 'resumed'],
        cooling: ['configured', 'clearing_started', 'cleared', 'paused', 'resumed', 'cooled'],
      },
    },
    media: {
      facts: mediaFacts,
      takes: {
        // An upload has no state.
        unborn: ['requested', 'stored', 'expired', 'awaited'],
        pending: ['relocated', 'stored', 'failed', 'skipped', 'withheld', 'expired'],
        failed: ['retried'],
        skipped: ['retried'],
        stored: ['expired'],
        expired: ['retried'],
        withheld: [],
      },
    },
    webhook: {
      facts: webhookFacts,
      takes: {
        unborn: ['created'],
        active: [...ofEndpoint, 'failing', 'paused'],
        failing: [...ofEndpoint, 'probe_failed', 'recovered', 'resumed', 'paused'],
        paused: [...ofEndpoint, 'resumed'],
        removed: [],
      },
    },
  };

const nameOf = (snapshot: unknown): string => stateOf(snapshot as Job) ?? 'unborn';

const pathsOf = (machine: AnyStateMachine, facts: Record<string, Fact>) =>
  getShortestPaths(machine, {
    events: Object.values(facts),
    serializeState: (snapshot) => nameOf(snapshot),
  });

const nodesBelow = (node: AnyStateNode): readonly AnyStateNode[] => [
  node,
  ...Object.values(node.states).flatMap(nodesBelow),
];

describe.each(Object.entries(tables))('every state of a %s', (kind, { facts, takes }) => {
  const machine = machines[kind as keyof typeof machines] as AnyStateMachine;
  const paths = new Map(pathsOf(machine, facts).map((path) => [nameOf(path.state), path.state]));

  test('can be reached by facts alone', () => {
    expect([...paths.keys()].sort()).toEqual(Object.keys(takes).sort());
  });

  test('has an example of each fact to try', () => {
    expect(Object.keys(facts).sort()).toEqual(
      [...catalogue.keys()].filter((type) => type.startsWith(`${kind}.`)).sort(),
    );
  });

  test.each(Object.entries(takes))('%s takes these facts and refuses all others', (state, expected) => {
    const snapshot = paths.get(state) ?? initial(machine);
    const taken = Object.values(facts)
      .filter((fact) => evolve(machine, snapshot, fact) !== null)
      .map((fact) => fact.type.slice(kind.length + 1));
    expect(taken.sort()).toEqual([...expected].sort());
  });

  test.each(Object.keys(takes))('%s moves as XState itself moves it, whatever the context', (state) => {
    const snapshot = paths.get(state) ?? initial(machine);
    for (const fact of Object.values(facts).filter((one) => evolve(machine, snapshot, one) !== null)) {
      for (const other of paths.values()) {
        const before = { ...snapshot, context: other.context };
        const [expected, actions] = transition(machine, before, fact);
        const step = evolve(machine, before, fact);
        expect(JSON.stringify(step?.snapshot)).toBe(JSON.stringify(expected));
        expect(step?.effects).toEqual(actions.map(({ type }) => type));
      }
    }
  });

  test('invokes and spawns nothing, and waits for nothing by itself', () => {
    const nodes = nodesBelow(machine.root);
    expect(nodes.flatMap((node) => node.invoke)).toEqual([]);
    expect(nodes.flatMap((node) => node.after)).toEqual([]);
    expect(nodes.flatMap((node) => node.always ?? [])).toEqual([]);
    expect(Object.keys((initial(machine) as Job).children)).toEqual([]);
  });
});
