/**
 * A session's connection: at most one link at a time, its QR, and its monitor.
 *
 * It ignores signals of a link that it has let go, so a late signal of an old connection is never taken for news of the
 * new one.
 */
import { type Clock, type Millis, nothingToCancel } from '../../kernel/clock.ts';
import type { Caller } from '../../kernel/caller.ts';
import { WHATSAPP } from '../../kernel/caller.ts';
import { briefOf, messageOf } from '../../kernel/fault.ts';
import type { SessionId } from '../../kernel/ids.ts';
import type { Result } from '../../kernel/result.ts';
import type { Logger } from '../../kernel/logger.ts';
import { type SessionNews, UNLINK_MS_MAX } from '../../machines/session.decide.ts';
import type { CallSignal } from '../../whatsapp/calling.ts';
import type { ChatSignal } from '../../whatsapp/chatting.ts';
import type { Device, Link, Signal, WhatsApp } from '../../whatsapp/port.ts';
import { type KeepaliveTimes, monitorLink } from './link-monitor.ts';
import { linkNews, type Report } from './link-news.ts';
import { type PairingCode, pairingCodes } from './pairing-codes.ts';
import { createUnlinking } from './unlinking.ts';

type Receipt = Extract<Signal, { type: 'receipt' }>;
type OfBlockList = Extract<Signal, { type: 'blocked' | 'block_list' }>;
type OfGroups = Extract<Signal, { type: 'group' | 'groups_doubtful' }>;

export interface SessionPorts {
  readonly whatsapp: WhatsApp;
  readonly clock: Clock;
  readonly keepalive: KeepaliveTimes;
  readonly report: Report;
  readonly logger: Logger;
  receipt(receipt: Receipt): void;
  /** The block list was changed on another device, or is told whole. */
  blocked(signal: OfBlockList): void;
  /** News of a call. */
  call(signal: CallSignal): void;
  /** News of a group, or of all. */
  group(signal: OfGroups): void;
  /** News of a chat. */
  chat(signal: ChatSignal): void;
  /** The link can send from now on. */
  opened(link: Link): void;
  /** Two addresses are one person's. */
  people(signal: Extract<Signal, { type: 'people' }>): void;
}

export interface SessionLink {
  /** `number` is the link's number within the session. */
  open(number: number, causation: number): void;
  /** Closes the link; with `listen`, its signals count until `closed`. */
  close(options: { listen: boolean }): void;
  /**
   * Puts the keys aside. `asked`: a person logged out, so WhatsApp has to unlink the device, now or when it can be
   * reached again.
   */
  unlink(options: { asked: boolean }): void;
  /** Continues the unlinking that an earlier process could not finish. */
  makeUp(): void;
  /** Whether a log-out is being reported to WhatsApp. */
  leaving(): boolean;
  /** The link while it can send messages. */
  ready(): Link | null;
  qr(): { qr: string; expiresAt: Millis } | null;
  /**
   * A code to type on the phone with this number; null if no QR is shown. Refused within a minute of the last code.
   */
  pairingCode(number: string): Promise<Result<PairingCode>> | null;
}

export const createSessionLink = (session: SessionId, ports: SessionPorts): SessionLink => {
  const { whatsapp, clock } = ports;
  let link: Link | null = null;
  let openedAt: Millis | null = null;
  let qr: { qr: string; expiresAt: Millis } | null = null;
  let unwatch = nothingToCancel;
  let tell = linkNews(0, ports.report);
  const codes = pairingCodes(clock);
  const currentQr = () => (qr && qr.expiresAt > clock.now() ? qr : null);
  const unlinking = createUnlinking(session, ports);
  /** Keys that still have to be put aside: no link opens before. */
  let keysLeft: { readonly unlinkUntil: Millis | null } | null = null;
  /** The number of the link that waits for that. */
  let waiting: number | null = null;
  let leaving = 0;

  const setAside = async (): Promise<Device | null> => {
    if (keysLeft === null) return null;
    const device = await whatsapp.forget(session, keysLeft.unlinkUntil);
    keysLeft = null;
    return device;
  };

  const setAsideOrWarn = async (): Promise<Device | null> => {
    try {
      return await setAside();
    } catch (thrown) {
      ports.logger.warn(
        { session },
        `the keys could not be put aside; this is tried again before it connects: ${messageOf(thrown)}`,
      );
      return null;
    }
  };

  /** Logs out over the open link. If that fails, `unlinking` tries again later. */
  const leave = async (closing: Link): Promise<void> => {
    leaving += 1;
    const aside = setAsideOrWarn();
    try {
      await closing.logout();
      const device = await aside;
      if (device !== null) await whatsapp.left(device);
    } catch {
      closing.close();
      await aside;
    }
    await unlinking.begin();
    leaving -= 1;
  };

  const letGo = () => {
    waiting = null;
    unwatch();
    link = null;
    openedAt = null;
    qr = null;
  };

  const hear = (signal: Signal, caller: Caller) => {
    switch (signal.type) {
      case 'qr':
        unlinking.reachable();
        qr = { qr: signal.qr, expiresAt: signal.expiresAt };
        tell({ type: 'recordQr', expiresAt: signal.expiresAt }, caller);
        break;
      case 'paired':
        qr = null;
        tell({ type: 'recordPaired', account: signal.account }, caller);
        break;
      case 'opened':
        unlinking.reachable();
        qr = null;
        openedAt = clock.now();
        watch(caller);
        tell({ ...signal, type: 'recordOpened' }, caller);
        if (link) ports.opened(link);
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
      case 'blocked':
      case 'block_list':
        ports.blocked(signal);
        break;
      case 'profile_changed':
        tell({ ...signal, type: 'recordProfile' }, caller);
        break;
      case 'call':
        ports.call(signal);
        break;
      case 'group':
      case 'groups_doubtful':
        ports.group(signal);
        break;
      case 'chat_changed':
      case 'read_elsewhere':
      case 'presence':
        ports.chat(signal);
        break;
      case 'people':
        ports.people(signal);
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

  const failed = (thrown: unknown, caller: Caller) => {
    const close = { code: 500, cause: 'unreachable', reason: briefOf(thrown) } as const;
    tell({ type: 'recordClose', close, openedAt: null }, caller);
  };

  const connect = (caller: Caller) => {
    let mine: Link | null = null;
    const early: Signal[] = [];
    try {
      // A link may signal before `open` has returned it.
      mine = whatsapp.open(session, (signal) => {
        if (mine === null) early.push(signal);
        else if (mine === link) hear(signal, caller);
      });
    } catch (thrown) {
      failed(thrown, caller);
      return;
    }
    link = mine;
    for (const signal of early) hear(signal, caller);
  };

  /** A session that was logged out never reuses the old keys. */
  const connectAfterwards = async (number: number, caller: Caller) => {
    waiting = number;
    try {
      await setAside();
      void unlinking.begin();
      if (waiting === number) connect(caller);
    } catch (thrown) {
      if (waiting === number) failed(thrown, caller);
    }
  };

  return {
    open(number, causation) {
      const caller = { ...WHATSAPP, causation };
      tell = linkNews(number, ports.report);
      if (keysLeft === null) connect(caller);
      else void connectAfterwards(number, caller);
    },
    close({ listen }) {
      const closing = link;
      unwatch();
      openedAt = listen ? openedAt : null;
      if (!listen) letGo();
      closing?.close();
    },
    unlink({ asked }) {
      const closing = link;
      const connected = openedAt !== null;
      letGo();
      keysLeft = { unlinkUntil: asked ? clock.now() + UNLINK_MS_MAX : null };
      if (closing && connected && asked) return void leave(closing);
      closing?.close();
      void setAsideOrWarn().then(unlinking.begin);
    },
    makeUp: () => void unlinking.begin(),
    leaving: () => leaving > 0,
    ready: () => (openedAt === null ? null : link),
    qr: currentQr,
    pairingCode: (number) => (link && currentQr() ? codes.ask(link, number) : null),
  };
};
