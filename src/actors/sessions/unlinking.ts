/**
 * Retries a log-out that WhatsApp could not be told about, until WhatsApp has unlinked the device or the deadline has
 * passed. The vault remembers the devices, so a new process continues where the last one ended.
 */
import { type Clock, nothingToCancel } from '../../kernel/clock.ts';
import { SYSTEM, WHATSAPP } from '../../kernel/caller.ts';
import { briefOf } from '../../kernel/fault.ts';
import type { SessionId } from '../../kernel/ids.ts';
import type { Logger } from '../../kernel/logger.ts';
import type { WhatsApp } from '../../whatsapp/port.ts';
import type { Report } from './link-news.ts';

export interface Unlinking {
  /** Tries now, or joins the current try. Resolves when its outcome is on record. */
  begin(): Promise<void>;
  /** WhatsApp can be reached: a try that waits for its time is made now. */
  reachable(): void;
}

export interface UnlinkingPorts {
  readonly whatsapp: WhatsApp;
  readonly clock: Clock;
  readonly report: Report;
  readonly logger: Logger;
}

const FIRST_RETRY_MS = 60_000;
const RETRY_MS_MAX = 3_600_000;

export const createUnlinking = (session: SessionId, ports: UnlinkingPorts): Unlinking => {
  const { whatsapp, clock, report, logger } = ports;
  let trying: Promise<void> | null = null;
  let failures = 0;
  let timer = nothingToCancel;

  const attempt = async (): Promise<void> => {
    timer();
    try {
      await whatsapp.unlink(session, (outcome) => report({ type: 'recordUnlinkEnd', outcome }, WHATSAPP));
      failures = 0;
    } catch (thrown) {
      logger.info({ session, error: briefOf(thrown) }, 'WhatsApp could not be told that a device is unlinked');
      timer = clock.after(Math.min(FIRST_RETRY_MS * 2 ** failures, RETRY_MS_MAX), () => void begin());
      failures += 1;
      await report({ type: 'recordUnlinkPending' }, SYSTEM);
    }
  };

  const begin = (): Promise<void> => {
    trying ??= attempt().finally(() => {
      trying = null;
    });
    return trying;
  };

  return {
    begin,
    reachable() {
      if (failures > 0) void begin();
    },
  };
};
