/**
 * One linked WhatsApp account: whether it is connected, and what it waits for when it is not.
 *
 * Messages are sent in `ready` only. `loggedOut` and `halted` wait for a person. A `removed` session is not listed, and
 * comes back when a person starts it.
 */
import { assign, setup, type SnapshotFrom } from 'xstate';
import type { SessionFact } from '../events/facts/session.ts';
import type { Millis } from '../kernel/clock.ts';
import type { ChatId, ContentId } from '../kernel/ids.ts';
import { effect } from './effect.ts';

export interface SessionContext {
  readonly account: ChatId | null;
  /** Restarts since the link was last stable. */
  readonly restarts: number;
  readonly restartAt: Millis | null;
  /** Why the session is stopped or halted. */
  readonly reason: string | null;
  /** How many links the session has opened, which is also the number of its current link. */
  readonly links: number;
  /** Whether a phone was linked over the current link. */
  readonly paired: boolean;
  /** Until when Waybill tries to unlink the device of a log-out; null if there is none. */
  readonly unlinkUntil: Millis | null;
  /** Whether people see the account as available while it is connected. */
  readonly available: boolean;
  /** The country of numbers that are written without one; null for the gateway's. */
  readonly country: string | null;
  /** The digest of its proxy's address; null if there is none. */
  readonly proxy: ContentId | null;
  /** The request for older messages that is under way; null if there is none. */
  readonly history: { readonly days: number; readonly since: Millis; readonly until: Millis } | null;
}

export type SessionEffect = 'openSocket' | 'closeSocket' | 'unlinkDevice' | 'startQueue' | 'appear' | 'wakeAt';

const gone = {
  'session.closed': { target: 'restart', actions: 'keepRestart' },
  'session.interrupted': { target: 'restart', actions: 'keepRestart' },
  'session.halted': { target: 'halted', actions: 'keepReason' },
  'session.logged_out': { target: 'loggedOut', actions: 'keepReason' },
  'session.stopped': { target: 'stopped', actions: 'keepReason' },
} as const;

export const sessionMachine = setup({
  types: { context: {} as SessionContext, events: {} as SessionFact },
  actions: {
    openSocket: effect,
    closeSocket: effect,
    unlinkDevice: effect,
    startQueue: effect,
    appear: effect,
    wakeAt: effect,
    keepAccount: assign(({ event }) =>
      event.type === 'session.paired' || event.type === 'session.opened' ? { account: event.account } : {},
    ),
    keepRestart: assign(({ event, context }) => {
      if (event.type === 'session.closed') return { restartAt: event.restartAt, restarts: event.restarts };
      return event.type === 'session.interrupted' ? { restartAt: event.restartAt, restarts: context.restarts } : {};
    }),
    keepReason: assign(({ event }) => {
      if (event.type === 'session.qr_expired') return { reason: 'qr_expired' };
      return 'reason' in event ? { reason: event.reason, restartAt: null } : {};
    }),
    startOver: assign({ restarts: 0 }),
    keepPairing: assign({ paired: true, restarts: 0 }),
    begin: assign(({ context }) => ({ reason: null, restartAt: null, links: context.links + 1, paired: false })),
    forgetAccount: assign({ account: null }),
    keepUnlinking: assign(({ event }) => (event.type === 'session.unlink_pending' ? { unlinkUntil: event.until } : {})),
    endUnlinking: assign({ unlinkUntil: null }),
    keepHistory: assign(({ event }) =>
      event.type === 'session.history_asked'
        ? { history: { days: event.days, since: event.since, until: event.until } }
        : {},
    ),
    endHistory: assign({ history: null }),
    keepConfig: assign(({ event, context }) =>
      event.type === 'session.configured'
        ? {
            country: event.country === undefined ? context.country : event.country,
            proxy: event.proxy === undefined ? context.proxy : event.proxy,
          }
        : {},
    ),
    keepPresence: assign(({ event }) => (event.type === 'session.presence_set' ? { available: event.available } : {})),
  },
}).createMachine({
  id: 'session',
  context: {
    account: null,
    restarts: 0,
    restartAt: null,
    reason: null,
    links: 0,
    paired: false,
    unlinkUntil: null,
    available: false,
    country: null,
    proxy: null,
    history: null,
  },
  initial: 'stopped',
  on: {
    'session.unlink_pending': { actions: 'keepUnlinking' },
    'session.unlinked': { actions: 'endUnlinking' },
    'session.unlink_given_up': { actions: 'endUnlinking' },
    'session.history_asked': { actions: 'keepHistory' },
    'session.history_ended': { actions: 'endHistory' },
    'session.configured': { actions: 'keepConfig' },
    'session.presence_set': { actions: ['keepPresence', 'appear'] },
  },
  states: {
    stopped: {
      entry: 'closeSocket',
      on: {
        'session.started': { target: 'connecting', actions: ['begin', 'startOver', 'openSocket'] },
        'session.logged_out': { target: 'loggedOut', actions: 'keepReason' },
      },
    },
    connecting: {
      on: {
        ...gone,
        'session.qr_issued': 'qr',
        'session.paired': { actions: ['keepAccount', 'keepPairing'] },
        'session.opened': { target: 'ready', actions: 'keepAccount' },
      },
    },
    qr: {
      on: {
        ...gone,
        'session.qr_issued': 'qr',
        'session.qr_expired': { target: 'stopped', actions: 'keepReason' },
        'session.paired': { target: 'connecting', actions: ['keepAccount', 'keepPairing'] },
      },
    },
    ready: {
      entry: 'startQueue',
      on: { ...gone, 'session.keepalive_missed': 'keepalive' },
    },
    keepalive: {
      on: {
        ...gone,
        'session.keepalive_missed': 'keepalive',
        'session.keepalive_answered': 'ready',
        'session.timed_out': 'timeout',
      },
    },
    timeout: { entry: 'closeSocket', on: gone },
    restart: {
      entry: ['closeSocket', 'wakeAt'],
      on: {
        'session.started': { target: 'connecting', actions: ['begin', 'openSocket'] },
        'session.halted': gone['session.halted'],
        'session.logged_out': gone['session.logged_out'],
        'session.stopped': gone['session.stopped'],
      },
    },
    loggedOut: {
      entry: ['unlinkDevice', 'forgetAccount'],
      on: {
        'session.started': { target: 'connecting', actions: ['begin', 'startOver', 'openSocket'] },
        'session.removed': 'removed',
      },
    },
    removed: { on: { 'session.started': { target: 'connecting', actions: ['begin', 'startOver', 'openSocket'] } } },
    halted: {
      entry: 'closeSocket',
      on: {
        'session.started': { target: 'connecting', actions: ['begin', 'startOver', 'openSocket'] },
        'session.logged_out': gone['session.logged_out'],
        'session.stopped': gone['session.stopped'],
      },
    },
  },
});

export type Session = SnapshotFrom<typeof sessionMachine>;
