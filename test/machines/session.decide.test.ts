import { describe, expect, test } from 'vitest';
import type { SessionFact } from '../../src/events/facts/session.ts';
import { machines } from '../../src/machines/kinds.ts';
import { RESTARTS_MAX, restartDelayMs } from '../../src/machines/reconnect.ts';
import { decideSession, type SessionCommand } from '../../src/machines/session.decide.ts';
import { sessionFacts as facts } from '../support/facts.ts';
import { stories } from './given.ts';

const now = 1_000_000;
const given = stories(machines.session, (session, command: SessionCommand) =>
  decideSession(session, command, { now, fraction: 0.5 }),
);
const started = facts['session.started'];
const opened = facts['session.opened'];
const close = (code: number | null, more: { openedAt?: number; until?: number } = {}): SessionCommand => ({
  type: 'recordClose',
  openedAt: more.openedAt ?? null,
  close: { code, cause: 'server', reason: 'as told', ...(more.until === undefined ? {} : { until: more.until }) },
});
const restarted = (code: number | null, delayMs: number, restarts: number): SessionFact => ({
  type: 'session.closed',
  code,
  reason: 'as told',
  restartAt: now + delayMs,
  restarts,
});

describe('a closed connection', () => {
  test('comes back after a second, then after twice as long each time', () => {
    given(started, opened)
      .when(close(428))
      .records(restarted(428, 1_000, 1));
    const again: SessionFact = { ...facts['session.closed'], restarts: 3 };
    given(started, opened, again, started)
      .when(close(428))
      .records(restarted(428, 8_000, 4));
  });

  test('counts from the beginning once it was stable for a minute, not when it merely opened', () => {
    const flapping: SessionFact = { ...facts['session.closed'], restarts: 5 };
    given(started, flapping, started, opened)
      .when(close(428, { openedAt: now - 59_000 }))
      .records(restarted(428, 32_000, 6));
    given(started, flapping, started, opened)
      .when(close(428, { openedAt: now - 60_000 }))
      .records(restarted(428, 1_000, 1));
  });

  test('comes back at once after a pairing, whatever came before it', () => {
    const flapping: SessionFact = { ...facts['session.closed'], restarts: 5 };
    given(started, flapping, started, facts['session.qr_issued'], facts['session.paired'])
      .when(close(515))
      .records(restarted(515, 0, 0));
  });

  test('that is told to restart at every login waits longer each time', () => {
    given(started, { ...facts['session.closed'], restarts: 1 }, started)
      .when(close(515))
      .records(restarted(515, 2_000, 2));
  });

  test.each([
    [503, 5_000],
    [429, 300_000],
    [500, 1_000],
    [null, 1_000],
  ])('with code %s comes back after %i ms', (code, delayMs) => {
    given(started, opened)
      .when(close(code))
      .records(restarted(code, delayMs, 1));
  });

  test('does not come back when the phone unlinked it', () => {
    given(started, opened).when(close(401)).records({ type: 'session.logged_out', reason: 'as told' });
  });

  test.each([
    [402, 'temporarily_banned'],
    [403, 'account_locked'],
    [405, 'client_outdated'],
    [406, 'account_banned'],
    [409, 'unsupported_client'],
    [411, 'unsupported_client'],
    [440, 'connection_replaced'],
  ] as const)('with code %i halts: %s', (code, reason) => {
    given(started, opened)
      .when(close(code, { until: 7 }))
      .records({ type: 'session.halted', reason, code, detail: 'as told', until: 7 });
  });

  test('halts when the restart budget is spent', () => {
    const last: SessionFact = { ...facts['session.closed'], restarts: RESTARTS_MAX };
    given(started, last, started)
      .when(close(428))
      .records({ type: 'session.halted', reason: 'restart_budget_spent', code: 428, detail: 'as told', until: null });
  });

  test('says so when it was we who closed a link that answered no ping', () => {
    given(started, opened, facts['session.keepalive_missed'], facts['session.timed_out'])
      .when(close(null))
      .records({
        type: 'session.closed',
        code: 408,
        reason: 'WhatsApp did not answer the keep-alive',
        restartAt: now + 1_000,
        restarts: 1,
      });
  });

  test('stops when nobody scanned the QR, and does not loop', () => {
    given(started, facts['session.qr_issued'])
      .when({ type: 'recordClose', openedAt: null, close: { code: 408, cause: 'qr_expired', reason: 'unscanned' } })
      .records({ type: 'session.qr_expired' });
  });
});

test('the backoff is spread by a quarter either way and ends at five minutes', () => {
  expect([0, 0.5, 0.999].map((fraction) => restartDelayMs(3, fraction))).toEqual([3_000, 4_000, 4_998]);
  expect(restartDelayMs(40, 0.5)).toBe(300_000);
});

describe('the keep-alive', () => {
  test('is missed once and then times out', () => {
    given(started, opened)
      .when({ type: 'recordPingMissed', missed: 1 })
      .records({ type: 'session.keepalive_missed', missed: 1 });
    given(started, opened, facts['session.keepalive_missed'])
      .when({ type: 'recordPingMissed', missed: 2 })
      .records({ type: 'session.timed_out' });
  });

  test('that is answered is a fact only after a miss', () => {
    given(started, opened, facts['session.keepalive_missed'])
      .when({ type: 'recordPingAnswered' })
      .records({ type: 'session.keepalive_answered' });
    given(started, opened).when({ type: 'recordPingAnswered' }).records();
  });
});

describe('by itself', () => {
  const rests: SessionFact = { ...facts['session.closed'], restartAt: now };

  test('a session that rests comes back by the alarm that was set for it, and by no earlier one', () => {
    given(started, rests).when({ type: 'endRest', restartAt: now }).records(started);
    given(started, rests, started, { ...rests, restartAt: now + 1 })
      .when({ type: 'endRest', restartAt: now })
      .records();
  });

  test('no session comes back that somebody stopped, logged out or halted in the meantime', () => {
    for (const end of ['session.stopped', 'session.logged_out', 'session.halted'] as const) {
      given(started, rests, facts[end]).when({ type: 'endRest', restartAt: now }).records();
      given(started, rests, facts[end]).when({ type: 'carryOn' }).records();
    }
  });

  test('a session ends with its process when it is live, and else waits on', () => {
    const stopped = { type: 'session.stopped', reason: 'process_stopping' } as const;
    given(started).when({ type: 'shutDown' }).records(stopped);
    given(started, opened).when({ type: 'shutDown' }).records(stopped);
    given().when({ type: 'shutDown' }).records();
    for (const end of ['session.closed', 'session.halted', 'session.logged_out'] as const)
      given(started, opened, facts[end]).when({ type: 'shutDown' }).records();
  });

  test('a session goes on with its process unless a person stopped it', () => {
    given().when({ type: 'carryOn' }).records(started);
    given(started, { type: 'session.stopped', reason: 'process_stopping' }).when({ type: 'carryOn' }).records(started);
    given(started, { type: 'session.stopped', reason: 'asked' }).when({ type: 'carryOn' }).records();
  });
});

describe('a person', () => {
  test('who asks for what is so already leaves no fact', () => {
    given(started, opened).when({ type: 'start' }).records();
    given().when({ type: 'stop' }).records();
  });

  test('can start a session that waits for one', () => {
    given(started, facts['session.halted']).when({ type: 'start' }).records(started);
    given(started, facts['session.logged_out']).when({ type: 'start' }).records(started);
  });

  test('that the proxy is to blame for says so, and comes back like any other', () => {
    const down = { code: null, cause: 'proxy', reason: 'the proxy could not be reached' } as const;
    given(started)
      .when({ type: 'recordClose', openedAt: null, close: down })
      .records({ type: 'session.closed', ...down, restartAt: now + 1_000, restarts: 1 });
  });

  test('a change of the proxy opens another connection, also before its time, and other settings do not', () => {
    const proxied = { type: 'session.configured', proxy: 'ab'.repeat(32) } as const;
    const change = { type: 'configure', config: { proxy: proxied.proxy } } as const;
    const reason = 'the proxy was changed';
    const again: SessionFact = { type: 'session.closed', code: null, reason, restartAt: now, restarts: 0 };
    given(started, opened).when(change).records(proxied, again, started);
    given(started, facts['session.closed']).when(change).records(proxied, started);
    given(started, facts['session.stopped']).when(change).records(proxied);
    given(proxied, started, opened).when(change).records(proxied);
    const country = { type: 'session.configured', country: 'DE' } as const;
    given(started, opened)
      .when({ type: 'configure', config: { country: 'DE' } })
      .records(country);
    given(started, opened).when({ type: 'configure', config: {} }).records();
  });

  test('a session is made once, and again when it was removed', () => {
    const made = { type: 'session.configured', country: 'DE' } as const;
    const create = { type: 'create', config: { country: 'DE' } } as const;
    given().when(create).records(made, started);
    given(made, started).when(create).refuses('session.exists');
    given(started, facts['session.stopped']).when(create).refuses('session.exists');
    given(started, facts['session.logged_out'], facts['session.removed']).when(create).records(made, started);
  });

  test('who restarts a live session has it back at once', () => {
    given(started, opened)
      .when({ type: 'restart' })
      .records({ type: 'session.closed', code: null, reason: 'restart asked', restartAt: now, restarts: 0 }, started);
  });
});
