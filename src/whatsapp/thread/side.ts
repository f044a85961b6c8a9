/**
 * One session's WhatsApp side: its thread, and the links opened in it.
 *
 * An uncaught error in Baileys, a thread that runs out of memory or loops forever: each ends the session's link,
 * reported as its `closed`, and pending calls fail as they do when a connection is lost. A message may have been
 * written by then, so it is sent again under the same id. The thread serves the session's next links too, because
 * loading Baileys takes a third of a second. It ends after a while without a link.
 */
import { type Cancel, type Clock, nothingToCancel, systemClock } from '../../kernel/clock.ts';
import { briefOf } from '../../kernel/fault.ts';
import type { SessionId } from '../../kernel/ids.ts';
import type { Logger } from '../../kernel/logger.ts';
import { askedClose, lostClose } from '../baileys/closes.ts';
import { CALLS, type CallName, type Calls, callsThrough } from './calls.ts';
import { type Call, type HeardNews, type Keys, type News, type Outcome, type Question, errorOf } from './crossing.ts';
import type { Hearing, HeardStanza } from '../heard.ts';
import type { Close, GroupOnRecord, Link, SentMessage, Signal } from '../port.ts';
import { createRegistrations } from '../baileys/registrations.ts';
import { startThread } from './thread.ts';
import { DEFAULT_LINK_TIMES, type LinkTimes } from '../baileys/times.ts';
import type { WaysOptions } from '../baileys/ways.ts';
import type { Vault } from '../vault.ts';

export interface SideOptions {
  readonly vault: Vault;
  /** The content for a contact that could not read a message and asks for it again. */
  readonly content: SentMessage;
  /** Left out where nothing that comes in is taken. */
  readonly hearing?: Hearing | undefined;
  /** Left out where no message goes to a group. */
  readonly group?: GroupOnRecord | undefined;
  readonly clock: Clock;
  readonly logger: Logger;
  /** An endpoint other than WhatsApp's own, such as `ws://127.0.0.1:…/ws/chat`. */
  readonly url?: string | undefined;
  /** The root key of that endpoint, 64 hex digits, if it is not WhatsApp's. */
  readonly rootKey?: string | undefined;
  readonly times?: Partial<LinkTimes>;
  /** The folder for encrypted files on their way to a media host. */
  readonly scratch?: string | undefined;
  /** The certificate of a media host that is not WhatsApp's, as PEM. */
  readonly mediaCa?: string | undefined;
  /** Of `WaysOptions`. */
  readonly proxy?: WaysOptions['proxy'];
  /** The thread's program; a test passes one that breaks. */
  readonly program?: URL | undefined;
}

export interface Side {
  open(signal: (signal: Signal) => void): Link;
  /** Closes what is open and ends the thread. */
  shut(): Promise<void>;
}

/** A link that has not closed yet. */
interface Ear {
  readonly signal: (signal: Signal) => void;
  readonly over: PromiseWithResolvers<void>;
  closing: boolean;
  /** Why it ends, if this side knows better than the thread. */
  why: Close | null;
  giveUp: Cancel;
}

/** Added to the time within which Baileys' side ends a link. */
const MARGIN_MS = 1_000;
/** Longer than any delay between two links. */
const IDLE_MS = 600_000;
const NOT_NEEDED = 'it was not needed any more';

/** `gone` is called when no more links can be opened in the thread. */
export const startSide = (session: SessionId, options: SideOptions, gone: () => void): Side => {
  const { vault, content, group, hearing, clock, logger, url, rootKey, scratch, mediaCa, proxy, program } = options;
  const times = { ...DEFAULT_LINK_TIMES, ...options.times };
  const ears = new Map<number, Ear>();
  const calls = new Map<number, { method: CallName; answer: PromiseWithResolvers<unknown> }>();
  const registrations = createRegistrations(clock);
  let links = 0;
  let asked = 0;
  let idle = nothingToCancel;
  let keysLost = false;

  const fail = (link: number, ear: Ear, reason: string): void => {
    ear.why ??= { ...lostClose(reason), code: 500 };
    close(link);
  };

  /**
   * Keys come before the answer to the message that used them. If they could not be stored, the next message would
   * reuse them.
   */
  const setKeys: Vault['setKeys'] = async (...args) => {
    try {
      await vault.setKeys(...args);
    } catch (thrown) {
      keysLost = true;
      // The newest link ends too, though the keys may belong to the previous one: no later message counts as sent on
      // it.
      for (const [link, ear] of ears) fail(link, ear, briefOf(thrown));
      throw thrown;
    }
  };

  /** Keys come with the stanzas: the thread is not told that they are stored before they are. */
  const record = async (stanzas: readonly HeardStanza[]): Promise<void> => {
    try {
      await hearing?.record(session, stanzas);
    } catch (thrown) {
      keysLost = true;
      for (const [link, ear] of ears) fail(link, ear, briefOf(thrown));
      throw thrown;
    }
  };

  const hear = (news: Exclude<News, Question | Keys | HeardNews>): void => {
    switch (news.type) {
      case 'signal':
        tell(news.link, news.signal);
        break;
      case 'answer':
        settle(news.call, news.outcome);
        break;
      case 'log':
        logger[news.level]({ session, ...news.fields }, news.message);
        break;
      case 'alive':
        break;
    }
  };

  const settle = (call: number, outcome: Outcome): void => {
    const pending = calls.get(call);
    if (!pending) return;
    calls.delete(call);
    const { lost, changesKeys } = CALLS[pending.method];
    if (keysLost && changesKeys) pending.answer.reject(lost(true));
    else if (outcome.type === 'value') pending.answer.resolve(outcome.value);
    else pending.answer.reject(errorOf(outcome));
  };

  const over = (cause: string): void => {
    gone();
    idle();
    if (cause !== NOT_NEEDED) logger.error({ session, cause }, 'the WhatsApp thread of a session ended');
    const broken = { ...lostClose(`the WhatsApp side of the session ended: ${cause}`), code: 500 };
    for (const [link, { closing }] of ears) tell(link, { type: 'closed', close: closing ? askedClose : broken });
    for (const { method, answer } of calls.values()) answer.reject(CALLS[method].lost(true));
    calls.clear();
  };

  const thread = startThread(
    {
      luggage: {
        session,
        url,
        rootKey,
        times,
        scratch,
        mediaCa,
        hears: hearing !== undefined,
        asksTime: clock !== systemClock,
      },
      questions: {
        ...vault,
        setKeys,
        content,
        group: (chat) => group?.(session, chat) ?? null,
        proxy: () => proxy?.(session) ?? null,
        now: clock.now,
        isOnRecord: (stanza) => hearing?.isOnRecord(session, stanza) ?? false,
      },
      record,
      clock,
      program,
    },
    { hear, over },
  );

  const tell = (link: number, signal: Signal): void => {
    const ear = ears.get(link);
    if (!ear) return;
    try {
      if (signal.type !== 'closed') return ear.signal(signal);
      finish(link, ear);
      ear.signal({ type: 'closed', close: ear.why ?? signal.close });
    } catch (thrown) {
      const reason = briefOf(thrown);
      logger.error({ session, error: reason }, 'a WhatsApp connection ends because of an error in Waybill');
      fail(link, ear, reason);
    }
  };

  const finish = (link: number, ear: Ear): void => {
    ears.delete(link);
    ear.giveUp();
    ear.over.resolve();
    if (ears.size > 0) return;
    idle = clock.after(IDLE_MS, () => {
      gone();
      void thread.kill(NOT_NEEDED);
    });
  };

  const close = (link: number): void => {
    const ear = ears.get(link);
    if (!ear || ear.closing) return;
    ear.closing = true;
    ear.giveUp = clock.after(2 * times.closeMs + MARGIN_MS, () => void thread.kill('it did not close its link'));
    thread.tell({ type: 'close', link });
  };

  const asking =
    (link: number) =>
    <M extends CallName>(method: M): Calls[M] => {
      const call = async (...args: Parameters<Calls[M]>): Promise<unknown> => {
        if (!ears.has(link)) throw CALLS[method].lost(false);
        asked += 1;
        const answer = Promise.withResolvers<unknown>();
        calls.set(asked, { method, answer });
        thread.tell({ type: 'call', id: asked, link, method, args } as Call);
        return answer.promise;
      };
      return call as Calls[M];
    };

  /** Answers about numbers are cached on this side too, where no call has to wait for them. */
  const remembering =
    (check: Calls['check']): Calls['check'] =>
    async (chatId) => {
      const registration = await check(chatId);
      registrations.set(chatId, registration);
      return registration;
    };

  /** A failed send may be due to outdated knowledge of the chat: the thread decides whether to ask again. */
  const doubting =
    (send: Calls['send']): Calls['send'] =>
    async (message) => {
      try {
        await send(message);
      } catch (thrown) {
        registrations.drop(message.chatId);
        throw thrown;
      }
    };

  return {
    open(signal) {
      idle();
      keysLost = false;
      links += 1;
      const link = links;
      ears.set(link, { signal, over: Promise.withResolvers(), closing: false, why: null, giveUp: nothingToCancel });
      thread.tell({ type: 'open', link });
      const through = callsThrough(asking(link));
      return {
        ...through,
        known: (chatId) => registrations.recipient(chatId),
        check: remembering(through.check),
        send: doubting(through.send),
        close: () => close(link),
      };
    },
    async shut() {
      thread.hold();
      const closed = [...ears.values()].map((ear) => ear.over.promise);
      for (const link of ears.keys()) close(link);
      await Promise.race([Promise.all(closed), new Promise<void>((resume) => clock.after(times.closeMs, resume))]);
      await thread.kill(NOT_NEEDED);
    },
  };
};
