/** One session's queue: whether it may dispatch, and its configuration. */
import { assign, setup, type SnapshotFrom } from 'xstate';
import { type Clearable, DEFAULT_QUEUE_CONFIG, type QueueConfig, type QueueFact } from '../events/facts/queue.ts';
import type { Millis } from '../kernel/clock.ts';
import { effect } from './effect.ts';

/** A clearing that was begun and is not done. */
export interface OpenClearing {
  readonly id: string;
  readonly status: Clearable;
}

export interface QueueContext {
  readonly config: QueueConfig;
  /** When cooling ends by itself; null in the other states. */
  readonly until: Millis | null;
  readonly clearings: readonly OpenClearing[];
}

export type QueueEffect = 'startQueue' | 'wakeAt';

const always = {
  'queue.configured': { actions: ['keepConfig', 'startQueue'] },
  // The jobs record facts of their own; these record who asked.
  'queue.clearing_started': { actions: 'openClearing' },
  'queue.cleared': { actions: 'closeClearing' },
} as const;

export const queueMachine = setup({
  types: { context: {} as QueueContext, events: {} as QueueFact },
  actions: {
    startQueue: effect,
    wakeAt: effect,
    keepConfig: assign(({ event }) => (event.type === 'queue.configured' ? { config: event.config } : {})),
    keepUntil: assign(({ event }) => (event.type === 'queue.cooled' ? { until: event.until } : {})),
    warm: assign({ until: null }),
    openClearing: assign(({ context: { clearings }, event }) =>
      event.type === 'queue.clearing_started'
        ? { clearings: [...clearings, { id: event.clearing, status: event.status }] }
        : {},
    ),
    closeClearing: assign(({ context: { clearings }, event }) =>
      event.type === 'queue.cleared' ? { clearings: clearings.filter(({ id }) => id !== event.clearing) } : {},
    ),
  },
}).createMachine({
  id: 'queue',
  context: { config: DEFAULT_QUEUE_CONFIG, until: null, clearings: [] },
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
