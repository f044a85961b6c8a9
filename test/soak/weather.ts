/**
 * The faults of a soak, as the seed decides them. Small faults come every few seconds. Faults that end the link are
 * rare enough for it to last more than a minute in between: otherwise all restarts would count as one row, and their
 * budget would halt the session, as it should.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { Random } from '../simulation/random.ts';
import type { Client } from '../support/client.ts';

const SMALL_EVERY_MS = [3_000, 12_000] as const;
const LINK_EVERY_MS = [85_000, 130_000] as const;
const SILENT_MS = [1_000, 12_000] as const;

const small = async (sandbox: Client, random: Random): Promise<void> => {
  const times = random.between(1, 3);
  await (random.chance(0.6)
    ? sandbox.post('/api/sandbox/lose-ack', { times })
    : sandbox.post('/api/sandbox/ack-error', { code: random.pick([500, 503]), times }));
};

const LINK_FAULTS = ['close', 'after_write', 'before_write', 'stream', 'refuse', 'silence'] as const;

const ofLink = async (sandbox: Client, random: Random, stop: AbortSignal): Promise<void> => {
  const fault = random.pick(LINK_FAULTS);
  switch (fault) {
    case 'stream':
      await sandbox.post('/api/sandbox/stream-error', { code: random.pick([428, 500, 503, 515]) });
      return;
    case 'refuse':
      await sandbox.post('/api/sandbox/refuse', { code: 503, times: random.between(1, 2), how: 'http' });
      await sandbox.post('/api/sandbox/drop', { mode: 'close' });
      return;
    case 'silence':
      await sandbox.post('/api/sandbox/silence', { on: true });
      await pause(random.between(...SILENT_MS), undefined, { signal: stop }).catch(() => {});
      await sandbox.post('/api/sandbox/silence', { on: false });
      return;
    default:
      await sandbox.post('/api/sandbox/drop', { mode: fault });
  }
};

export interface Weather {
  /** The number of faults of each kind. */
  readonly counts: { small: number; link: number };
  /** Resolves when `stop` has aborted and no fault is active. */
  run(stop: AbortSignal): Promise<void>;
}

export const weatherOf = (sandbox: Client, random: Random): Weather => {
  const counts = { small: 0, link: 0 };
  const each = async (
    [least, most]: readonly [number, number],
    kind: 'small' | 'link',
    stop: AbortSignal,
    strike: (random: Random) => Promise<void>,
  ): Promise<void> => {
    const own = random.fork();
    for (;;) {
      await pause(own.between(least, most), undefined, { signal: stop }).catch(() => {});
      if (stop.aborted) return;
      await strike(own);
      counts[kind] += 1;
    }
  };
  return {
    counts,
    async run(stop) {
      await Promise.all([
        each(SMALL_EVERY_MS, 'small', stop, (own) => small(sandbox, own)),
        each(LINK_EVERY_MS, 'link', stop, (own) => ofLink(sandbox, own, stop)),
      ]);
      await sandbox.post('/api/sandbox/clear');
    },
  };
};
