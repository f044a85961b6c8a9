/**
 * The keep-alive monitor of one link: it pings, and reports missing answers.
 *
 * Baileys' own keep-alive notices silence only on its next tick and then waits for a peer that may be frozen. This
 * monitor sets its own deadline for each ping. It decides nothing: how many misses end a link is the session's policy.
 */
import { type Cancel, type Clock, nothingToCancel } from '../../kernel/clock.ts';
import type { Link } from '../../whatsapp/port.ts';

export interface KeepaliveTimes {
  /** The interval from one answered ping to the next. */
  readonly keepaliveMs: number;
  /** The time after which a ping counts as missed. */
  readonly keepaliveTimeoutMs: number;
}

export interface MonitorReports {
  /** `missed` pings in a row have not been answered. */
  missed(missed: number): void;
  /** A ping was answered after misses. */
  answered(): void;
}

/** Watches the link until it is cancelled. */
export const monitorLink = (link: Link, clock: Clock, times: KeepaliveTimes, reports: MonitorReports): Cancel => {
  let stopped = false;
  let missed = 0;
  let timer = nothingToCancel;

  const rest = () => {
    timer = clock.after(times.keepaliveMs, ask);
  };
  const ask = () => {
    let open = true;
    timer = clock.after(times.keepaliveTimeoutMs, () => {
      open = false;
      missed += 1;
      reports.missed(missed);
      if (!stopped) ask();
    });
    void answered(() => open);
  };
  const answered = async (inTime: () => boolean) => {
    try {
      await link.ping();
    } catch {
      // The link closed; its signal reports that, and the session cancels this monitor.
      return;
    }
    if (stopped || !inTime()) return;
    timer();
    if (missed > 0) reports.answered();
    missed = 0;
    rest();
  };

  rest();
  return () => {
    stopped = true;
    timer();
  };
};
