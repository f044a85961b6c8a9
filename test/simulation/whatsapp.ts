/** The simulated WhatsApp: who is linked, what arrives, and the receipts that come of it, some twice, some out of order. */
import { type MessageId, messageIdOf, newJobId, type SessionId } from '../../src/kernel/ids.ts';
import type { Signal, WhatsApp } from '../../src/whatsapp/port.ts';
import { openLink } from './link.ts';
import { calm, type Weather } from './weather.ts';
import type { SimLink, World, WorldPorts } from './world.ts';

export interface SimulatedWhatsApp {
  readonly port: WhatsApp;
  /** Connections that are not closed. */
  links(): readonly SimLink[];
  /** The process is gone: its connections are cut, and what was under way arrives or does not. */
  cut(): void;
  /** From now on everything works. */
  heal(): void;
}

type Receipt = Extract<Signal, { type: 'receipt' }>;

const RECEIPT_MS_MAX = 30_000;

/** Some seeds begin with phones that were linked long ago. */
export const simulatedWhatsApp = (
  ports: WorldPorts,
  sessions: readonly SessionId[],
  storm: Weather,
): SimulatedWhatsApp => {
  const { clock, random, phones, trace, rules } = ports;
  const linked = new Set<SessionId>(random.chance(0.7) ? sessions : []);
  const waiting = new Map<SessionId, Receipt[]>();
  let links: SimLink[] = [];
  let opened = 0;
  let weather = storm;

  const live = () => (links = links.filter((link) => link.stage() !== 'closed'));
  const openLinkOf = (session: SessionId) =>
    live().find((link) => link.session === session && link.stage() === 'open' && !link.silent());

  const signal = (session: SessionId, receipt: Receipt) => {
    const link = openLinkOf(session);
    if (link) link.tell(receipt);
    else waiting.set(session, [...(waiting.get(session) ?? []), receipt]);
  };

  const receipts = (session: SessionId, messageId: MessageId): void => {
    for (const kind of ['delivered', 'read'] as const) {
      if (random.chance(0.3)) continue;
      for (let times = random.chance(weather.repeatedReceipt) ? 2 : 1; times > 0; times -= 1) {
        const arrive = () => signal(session, { type: 'receipt', messageId, kind, at: clock.now() });
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
    arrive(session, message) {
      trace.say('whatsapp', session, `${message.messageId} arrives`);
      phones.receive(message);
      receipts(session, message.messageId);
      if (random.chance(weather.strayReceipt)) receipts(session, messageIdOf(newJobId(random)));
    },
    acknowledge(session, id) {
      for (const link of live()) {
        if (link.session !== session || link.silent()) continue;
        const waits = link.calls().find((call) => call.kind === 'send' && call.key === id);
        waits?.answer(undefined);
      }
    },
    flushReceipts(link) {
      const late = waiting.get(link.session) ?? [];
      waiting.delete(link.session);
      for (const receipt of late) link.later(random.between(0, 500), () => link.tell(receipt));
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
      paired: (session) => linked.has(session),
      forget: (session) => void linked.delete(session),
    },
    links: live,
    cut() {
      for (const link of live()) link.abandon();
    },
    heal() {
      weather = calm;
    },
  };
};
