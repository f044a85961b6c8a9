/**
 * A session's connection: at most one link at a time, its QR, and its monitor.
 *
 * It guarantees that signals of a link that was let go move nothing, so that a late word of an old connection is never
 * taken for news of the new one.
 */
import { type Clock, type Millis, nothingToCancel } from '../../kernel/clock.ts';
import type { Caller } from '../../kernel/caller.ts';
import { WHATSAPP } from '../../kernel/caller.ts';
import { briefOf, messageOf } from '../../kernel/fault.ts';
import type { SessionId } from '../../kernel/ids.ts';
import { refuse, type Result } from '../../kernel/result.ts';
import type { Logger } from '../../kernel/logger.ts';
import type { SessionNews } from '../../machines/session.decide.ts';
import type { Link, Signal, WhatsApp } from '../../whatsapp/port.ts';
import { type KeepaliveTimes, monitorLink } from './link-monitor.ts';
import { linkNews, type Report } from './link-news.ts';
import { type PairingCode, pairingCodes } from './pairing-codes.ts';

type Receipt = Extract<Signal, { type: 'receipt' }>;

export interface SessionPorts {
  readonly whatsapp: WhatsApp;
  readonly clock: Clock;
  readonly keepalive: KeepaliveTimes;
  readonly report: Report;
  readonly logger: Logger;
  receipt(receipt: Receipt): void;
}

export interface SessionLink {
  /** `number` counts the session's links. */
  open(number: number, causation: number): void;
  /** Closes the link; `listen` keeps hearing it until it says that it is closed. */
  close(options: { listen: boolean }): void;
  /** Unlinks this device at WhatsApp when it can be told, and puts the keys aside in any case. */
  unlink(): void;
  /** The link while messages can be sent through it. */
  ready(): Link | null;
  qr(): { qr: string; expiresAt: Millis } | null;
  /** A code to type on the phone with this number; refused while no QR is shown, and within a minute of the last one. */
  pairingCode(number: string): Promise<Result<PairingCode>>;
}

const tellUnlinked = async (link: Link) => {
  try {
    await link.logout();
  } catch {
    // WhatsApp is out of reach. The keys are put aside all the same, and the phone can unlink the device.
    link.close();
  }
};

export const createSessionLink = (session: SessionId, ports: SessionPorts): SessionLink => {
  const { whatsapp, clock } = ports;
  let link: Link | null = null;
  let openedAt: Millis | null = null;
  let qr: { qr: string; expiresAt: Millis } | null = null;
  let unwatch = nothingToCancel;
  let tell = linkNews(0, ports.report);
  const codes = pairingCodes(clock);
  const currentQr = () => (qr && qr.expiresAt > clock.now() ? qr : null);
  /** Unlinked, and the disk would not have it yet. */
  let keysLeft = false;

  const forget = () => {
    keysLeft = true;
    whatsapp.forget(session);
    keysLeft = false;
  };

  const letGo = () => {
    unwatch();
    link = null;
    openedAt = null;
    qr = null;
  };

  const hear = (signal: Signal, caller: Caller) => {
    switch (signal.type) {
      case 'qr':
        qr = { qr: signal.qr, expiresAt: signal.expiresAt };
        tell({ type: 'recordQr', expiresAt: signal.expiresAt }, caller);
        break;
      case 'paired':
        qr = null;
        tell({ type: 'recordPaired', account: signal.account }, caller);
        break;
      case 'opened':
        qr = null;
        openedAt = clock.now();
        watch(caller);
        tell({ type: 'recordOpened', account: signal.account }, caller);
        break;
      case 'closed': {
        const news: SessionNews = { type: 'recordClose', close: signal.close, openedAt };
        letGo();
        tell(news, caller);
        break;
      }
      case 'receipt':
        ports.receipt(signal);
        break;
    }
  };

  const watch = (caller: Caller) => {
    if (!link) return;
    unwatch = monitorLink(link, clock, ports.keepalive, {
      missed: (missed) => tell({ type: 'recordPingMissed', missed }, caller),
      answered: () => tell({ type: 'recordPingAnswered' }, caller),
    });
  };

  return {
    open(number, causation) {
      let mine: Link | null = null;
      let early: Signal[] = [];
      const caller = { ...WHATSAPP, causation };
      tell = linkNews(number, ports.report);
      try {
        // Whoever was unlinked never comes back on the old keys.
        if (keysLeft) forget();
        // A link may signal before `open` has returned it.
        mine = whatsapp.open(session, (signal) => {
          if (mine === null) early.push(signal);
          else if (mine === link) hear(signal, caller);
        });
      } catch (thrown) {
        const close = { code: 500, cause: 'unreachable', reason: briefOf(thrown) } as const;
        tell({ type: 'recordClose', close, openedAt: null }, caller);
        return;
      }
      link = mine;
      for (const signal of early) hear(signal, caller);
      early = [];
    },
    close({ listen }) {
      const closing = link;
      unwatch();
      openedAt = listen ? openedAt : null;
      if (!listen) letGo();
      closing?.close();
    },
    unlink() {
      const closing = link;
      const connected = openedAt !== null;
      letGo();
      if (closing) void (connected ? tellUnlinked(closing) : closing.close());
      try {
        forget();
      } catch (thrown) {
        ports.logger.warn({ session }, `the keys are not put aside yet, but before it connects: ${messageOf(thrown)}`);
      }
    },
    ready: () => (openedAt === null ? null : link),
    qr: currentQr,
    pairingCode: async (number) =>
      link && currentQr()
        ? codes.ask(link, number)
        : refuse('session.no_qr', 'A pairing code can be had while a QR is shown.'),
  };
};
