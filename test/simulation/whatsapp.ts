/** The simulated WhatsApp: linked devices, arrivals, and the receipts that follow, some twice, some out of order. */
import { type ChatId, jobIds, type MessageId, type SessionId } from '../../src/kernel/ids.ts';
import { Fault } from '../../src/kernel/fault.ts';
import { messageIdOf } from '../../src/kernel/message-ids.ts';
import type { Device, Signal, WhatsApp } from '../../src/whatsapp/port.ts';
import { AYU, BUDI, GROUP } from '../support/groups.ts';
import { type Incoming, incomingOf } from './incoming.ts';
import { openLink } from './link.ts';
import { calm, type Weather } from './weather.ts';
import type { Call, SimLink, World, WorldPorts } from './world.ts';

export interface SimulatedWhatsApp {
  readonly port: WhatsApp;
  /** What contacts write to the account. */
  readonly incoming: Incoming;
  /** Open connections. */
  links(): readonly SimLink[];
  /** The process is gone: its connections are cut, and messages on their way arrive or do not. */
  cut(): void;
  /** From now on everything works. */
  heal(): void;
  /** Whether a session's own connection has received this receipt. */
  told(session: SessionId, messageId: MessageId, kind: Receipt['kind']): boolean;
  beginAttempt(messageId: MessageId): void;
  /** Whether the attempt was written before it failed. */
  written(messageId: MessageId): boolean;
}

type Receipt = Extract<Signal, { type: 'receipt' }>;

const RECEIPT_MS_MAX = 30_000;
/** How rarely each receipt comes. */
const MISSING: Readonly<Record<Receipt['kind'], number>> = { delivered: 0.3, read: 0.3, played: 0.7 };

const nameOf = (session: SessionId, messageId: MessageId, kind: Receipt['kind']) => `${session} ${messageId} ${kind}`;

const notTold = () => new Fault('whatsapp.not_unlinked', 'WhatsApp is out of reach.', { hint: 'Wait.' });

/** Some seeds begin with phones that were linked long ago. */
export const simulatedWhatsApp = (
  ports: WorldPorts,
  sessions: readonly SessionId[],
  storm: Weather,
): SimulatedWhatsApp => {
  const { clock, random, phones, trace, tally, rules } = ports;
  const anotherJob = jobIds({ clock, entropy: random });
  const linked = new Set<SessionId>(random.chance(0.7) ? sessions : []);
  const waiting = new Map<SessionId, Receipt[]>();
  const told = new Set<string>();
  /** Devices that were put aside and that WhatsApp still has to unlink. */
  const leaving = new Map<Device, SessionId>();
  let devices = 0;
  const late = new Map<MessageId, Call<void>>();
  /** The last attempt of each message that was handed to a connection. */
  const attempts = new Map<MessageId, Call<void>>();
  let links: SimLink[] = [];
  let opened = 0;
  let weather = storm;

  const incoming = incomingOf({
    clock,
    random: random.fork(),
    trace,
    tally,
    broken: ports.broken,
    links: () => live(),
  });

  const live = () => (links = links.filter((link) => link.stage() !== 'closed'));
  const openLinkOf = (session: SessionId) =>
    live().find((link) => link.session === session && link.stage() === 'open' && !link.silent());

  const tell = (link: SimLink, receipt: Receipt) => {
    const { messageId, kind } = receipt;
    const wasTold = (which: Receipt['kind']) => told.has(nameOf(link.session, messageId, which));
    if (wasTold(kind)) tally.struck('a receipt twice');
    else if (kind === 'delivered' && wasTold('read')) tally.struck('a receipt of reading before that of delivery');
    if (link.calls().some(({ key }) => key === messageId)) tally.struck('a receipt before the acknowledgement');
    told.add(nameOf(link.session, messageId, kind));
    link.tell(receipt);
  };
  const signal = (session: SessionId, receipt: Receipt) => {
    const link = openLinkOf(session);
    if (link) tell(link, receipt);
    else waiting.set(session, [...(waiting.get(session) ?? []), receipt]);
  };

  /** In a group, each member sends its own. */
  const receipts = (session: SessionId, messageId: MessageId, chatId?: ChatId): void => {
    const people = chatId === GROUP ? [AYU, BUDI].map((person) => ({ by: { chatId: GROUP, person } })) : [{}];
    for (const by of people) receiptsOf(session, messageId, by);
  };

  const receiptsOf = (session: SessionId, messageId: MessageId, by: Pick<Receipt, 'by'>): void => {
    for (const kind of ['delivered', 'read', 'played'] as const) {
      if (random.chance(MISSING[kind])) continue;
      for (let times = random.chance(weather.repeatedReceipt) ? 2 : 1; times > 0; times -= 1) {
        const arrive = () => signal(session, { type: 'receipt', messageId, kind, at: clock.now(), ...by });
        clock.after(random.between(0, RECEIPT_MS_MAX), arrive);
      }
    }
  };

  const world: World = {
    ...ports,
    weather: () => weather,
    paired: (session) => linked.has(session),
    pair: (session) => void linked.add(session),
    unpair: (session) => void linked.delete(session),
    arrive(session, message, bytes) {
      trace.say('whatsapp', session, `${message.messageId} arrives`);
      phones.receive(message, bytes);
      receipts(session, message.messageId, message.chatId);
      if (random.chance(weather.strayReceipt)) {
        tally.struck('a receipt of a message that is nobody’s');
        receipts(session, messageIdOf(anotherJob()));
      }
      for (const other of sessions) {
        if (other === session || !random.chance(weather.strayReceipt)) continue;
        tally.struck('a receipt through another session');
        receipts(other, message.messageId, message.chatId);
      }
    },
    acknowledge(session, id, attempt) {
      for (const link of live()) {
        if (link.session !== session || link.silent()) continue;
        const waits = link.calls().find((call) => call.kind === 'send' && call.key === id);
        if (!waits) continue;
        if (waits !== attempt) tally.struck('an acknowledgement after a retry began');
        waits.answer(undefined);
        return;
      }
      tally.struck('an acknowledgement after its attempt was given up');
    },
    attempt: (id, attempt) => void attempts.set(id, attempt),
    keepLate: (id, attempt) => void late.set(id, attempt),
    lateFor(id) {
      const attempt = late.get(id) ?? null;
      late.delete(id);
      return attempt;
    },
    flow: (link) => incoming.flow(link),
    flushReceipts(link) {
      const missed = waiting.get(link.session) ?? [];
      waiting.delete(link.session);
      for (const receipt of missed) link.later(random.between(0, 500), () => tell(link, receipt));
    },
  };

  return {
    port: {
      open(session, hear) {
        rules.opening(
          session,
          live().filter((link) => link.session === session),
        );
        opened += 1;
        const link = openLink(opened, session, world, hear);
        links.push(link);
        return link.port;
      },
      paired: async (session) => linked.has(session),
      async forget(session, unlinkUntil) {
        if (!linked.delete(session) || unlinkUntil === null) return null;
        devices += 1;
        leaving.set(devices, session);
        return devices;
      },
      left: async (device) => void leaving.delete(device),
      async unlink(session, ended) {
        for (const [device, owner] of leaving) {
          if (owner !== session) continue;
          if (weather !== calm && random.chance(0.5)) throw notTold();
          await ended(weather !== calm && random.chance(0.4) ? 'given_up' : 'unlinked');
          leaving.delete(device);
        }
      },
    },
    incoming,
    links: live,
    cut() {
      for (const link of live()) link.abandon();
    },
    heal() {
      weather = calm;
      incoming.heal();
    },
    beginAttempt: (messageId) => void attempts.delete(messageId),
    written: (messageId) => attempts.get(messageId)?.written ?? false,
    told: (session, messageId, kind) => told.has(nameOf(session, messageId, kind)),
  };
};
