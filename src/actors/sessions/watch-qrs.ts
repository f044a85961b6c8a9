/** Shows the QRs of all sessions as they come. */
import type { EventLog } from '../../events/log/log.ts';
import type { System } from '../system.ts';

/** A QR is a secret that no fact holds: the fact only says that there is one to fetch. */
export const watchQrs = (log: EventLog, system: System, show: (session: string, qr: string) => void): void => {
  log.onCommit((facts) => {
    for (const { type, header } of facts) {
      const { session } = header;
      if (type !== 'session.qr_issued' || session === null) continue;
      const qr = system.session(session)?.link.qr();
      if (qr) show(session, qr.qr);
    }
  });
};
