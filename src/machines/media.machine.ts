/**
 * A file that came in with a message: whether it is here, and what happens next if it is not.
 *
 * An upload has a stream of the same kind and nothing to decide: its facts leave it without a state.
 */
import { assign, setup, type SnapshotFrom } from 'xstate';
import type { MediaFact } from '../events/facts/media.ts';
import type { Millis } from '../kernel/clock.ts';
import { effect } from './effect.ts';

export interface MediaContext {
  /** Failed attempts since it was last asked for. */
  readonly attempts: number;
  /** When the next attempt is due; null if none is. */
  readonly retryAt: Millis | null;
}

export type MediaEffect = 'fetchFile' | 'wakeAt';

const asksAgain = { target: 'pending', actions: ['retry', 'fetchFile'] } as const;

export const mediaMachine = setup({
  types: { context: {} as MediaContext, events: {} as MediaFact },
  actions: {
    fetchFile: effect,
    wakeAt: effect,
    keepFailure: assign(({ event }) =>
      event.type === 'media.failed' ? { attempts: event.attempt, retryAt: event.retryAt } : {},
    ),
    retry: assign(({ context, event }) =>
      event.type === 'media.retried' ? { attempts: event.asked === true ? 0 : context.attempts, retryAt: null } : {},
    ),
  },
}).createMachine({
  id: 'media',
  context: { attempts: 0, retryAt: null },
  initial: 'unborn',
  states: {
    unborn: {
      on: {
        'media.requested': 'unborn',
        'media.stored': 'unborn',
        'media.expired': 'unborn',
        'media.awaited': { target: 'pending', actions: 'fetchFile' },
      },
    },
    pending: {
      on: {
        'media.relocated': 'pending',
        'media.stored': 'stored',
        'media.failed': { target: 'failed', actions: ['keepFailure', 'wakeAt'] },
        'media.skipped': 'skipped',
        'media.withheld': 'withheld',
        'media.expired': 'expired',
      },
    },
    failed: { on: { 'media.retried': asksAgain } },
    skipped: { on: { 'media.retried': asksAgain } },
    stored: { on: { 'media.expired': 'expired' } },
    expired: { on: { 'media.retried': asksAgain } },
    withheld: {},
  },
});

export type Media = SnapshotFrom<typeof mediaMachine>;
