/** One session's queue: whether it may dispatch, and its configuration. */
import { assign, setup, type SnapshotFrom } from 'xstate';
import { DEFAULT_QUEUE_CONFIG, type QueueConfig, type QueueFact } from '../events/facts/queue.ts';
import type { Millis } from '../kernel/clock.ts';
import { effect } from './effect.ts';

export interface QueueContext {
  readonly config: QueueConfig;
  /** When cooling ends by itself; null in the other states. */
  readonly until: Millis | null;
}

export type QueueEffect = 'startQueue' | 'wakeAt';

const always = {
  'queue.configured': { actions: ['keepConfig', 'startQueue'] },
  // The jobs record facts of their own; this fact records who asked.
  'queue.cleared': { actions: 'record' },
} as const;

export const queueMachine = setup({
  types: { context: {} as QueueContext, events: {} as QueueFact },
  actions: {
    startQueue: effect,
    wakeAt: effect,
    keepConfig: assign(({ event }) => (event.type === 'queue.configured' ? { config: event.config } : {})),
    keepUntil: assign(({ event }) => (event.type === 'queue.cooled' ? { until: event.until } : {})),
    warm: assign({ until: null }),
    record: assign({}),
  },
}).createMachine({
  id: 'queue',
  context: { config: DEFAULT_QUEUE_CONFIG, until: null },
  initial: 'running',
  states: {
    running: {
      on: {
        ...always,
        'queue.paused': 'paused',
        'queue.cooled': { target: 'cooling', actions: ['keepUntil', 'wakeAt'] },
      },
    },
    paused: { on: { ...always, 'queue.resumed': { target: 'running', actions: 'startQueue' } } },
    cooling: {
      on: {
        ...always,
        'queue.paused': { target: 'paused', actions: 'warm' },
        'queue.resumed': { target: 'running', actions: ['warm', 'startQueue'] },
        'queue.cooled': { target: 'cooling', actions: ['keepUntil', 'wakeAt'] },
      },
    },
  },
});

export type Queue = SnapshotFrom<typeof queueMachine>;
