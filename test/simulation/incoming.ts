/**
 * What contacts write to the account: it waits at WhatsApp until its receipt comes, and is handed over again until then.
 *
 * The key of a message can be used once, as in the ratchet of a real session: once it is stored as used, a redelivery
 * cannot be read any more. Some messages cannot be read at first and are written again under their id; some people are
 * named by number now and by hidden id then, and WhatsApp tells late that both are theirs: their two contacts and their two
 * chats become one at any time. Some edits come with the message that they change.
 */
import type { Recorded } from '../../src/events/log/log.ts';
import type { Clock } from '../../src/kernel/clock.ts';
import type { ChatId, SessionId } from '../../src/kernel/ids.ts';
import type { Address, Heard, HeardSaid, Hearing } from '../../src/whatsapp/heard.ts';
import type { Vault } from '../../src/whatsapp/vault.ts';
import { spoken } from '../support/spoken.ts';
import type { Random } from './random.ts';
import type { Broken } from './rules/rule.ts';
import type { Tally } from './tally.ts';
import type { Trace } from './trace.ts';
import type { SimLink } from './world.ts';

export interface IncomingPorts {
  readonly clock: Clock;
  readonly random: Random;
  readonly trace: Trace;
  readonly tally: Tally;
  readonly broken: Broken;
  /** The connections that are open. */
  links(): readonly SimLink[];
}

export interface Incoming {
  /** The keys as a process stores them. */
  readonly vault: Pick<Vault, 'setKeys'>;
  /** The process that hears from now on. */
  listen(hearing: Hearing): void;
  /** Somebody writes something. */
  write(session: SessionId): void;
  /** Hands over what waits for the session of a connection. */
  flow(link: SimLink): void;
  /** Receipts are not lost any more. */
  heal(): void;
  /** Checks the facts of a commit. */
  take(facts: readonly Recorded[]): void;
  /** Everything that was written is on record: checks it. */
  ended(contentAt: (position: number) => unknown): void;
  /** Whether something has no receipt yet. */
  pending(): boolean;
}

interface Written {
  readonly session: SessionId;
  readonly person: Person;
  /** The address under which it comes. */
  readonly from: ChatId;
  readonly messageId: string;
  readonly said: HeardSaid;
  /** Its place among all that was written. */
  readonly number: number;
  /** It cannot be read, and is written again. */
  readonly garbled: boolean;
  /** When it was written nobody was there. */
  readonly waited: boolean;
}

interface Person {
  readonly number: ChatId;
  readonly lid: ChatId;
}

const PEOPLE: readonly [Person, ...Person[]] = [
  { number: '6285550000001@s.whatsapp.net', lid: '70001@lid' },
  { number: '6285550000002@s.whatsapp.net', lid: '70002@lid' },
  { number: '6285550000003@s.whatsapp.net', lid: '70003@lid' },
];

/** The person of an address. */
const personOf = (address: ChatId): Person | null =>
  PEOPLE.find(({ number, lid }) => address === number || address === lid) ?? null;

type OfContact = Extract<Recorded, { type: 'contact.found' | 'contact.addressed' | 'contact.merged' }>;
const isOfContact = (fact: Recorded): fact is OfContact =>
  fact.type === 'contact.found' || fact.type === 'contact.addressed' || fact.type === 'contact.merged';

const WRITTEN_MAX = 30;
const LATENCY_MS_MAX = 2_000;
const RECEIPT_LOST = 0.2;

const nameOf = (session: SessionId, person: string, id: string): string => `${session} ${person} ${id}`;

export const incomingOf = (ports: IncomingPorts): Incoming => {
  const { clock, random, trace, tally, broken } = ports;
  const { struck, look } = tally;
  /** In the order in which it was written; what has its receipt is gone. */
  let waiting: Written[] = [];
  const everything: Written[] = [];
  /** What a connection was handed. */
  const handed = new WeakMap<SimLink, Set<Written>>();
  const flowing = new WeakSet<SimLink>();
  const usedKeys = new Set<string>();
  const onRecord = new Map<string, Recorded>();
  const read = new Map<string, Recorded>();
  const lastOf = new Map<string, number>();
  let hearing: Hearing | null = null;
  let receiptLost = RECEIPT_LOST;

  const keyOf = ({ session, person, messageId }: Written): string => nameOf(session, person.number, messageId);

  /** WhatsApp names the sender as before, or says that another address is theirs too: seldom, so that chats begin apart. */
  const spelled = ({ person: { number, lid }, from }: Written): Address => {
    const other = from === lid ? number : lid;
    if (random.chance(0.8)) return { id: from, other: null };
    return random.chance(0.5) ? { id: from, other } : { id: other, other: from };
  };

  const heardOf = (written: Written, said: HeardSaid): Heard => {
    const address = spelled(written);
    const { messageId, waited } = written;
    const source = waited ? 'offline' : 'live';
    return {
      chat: address,
      sender: address,
      fromMe: false,
      messageId,
      source,
      sentAt: clock.now(),
      pushName: null,
      said,
    };
  };

  const receipt = (written: Written): void => {
    look('a receipt means that it is on record');
    if (!onRecord.has(keyOf(written))) broken(`${keyOf(written)} has its receipt, and is not on record`);
    if (random.fraction() < receiptLost) return struck('a receipt of what came in that is lost');
    waiting = waiting.filter((each) => each !== written);
    if (written.garbled) add({ ...written, garbled: false });
  };

  const handOver = (link: SimLink, written: Written): void => {
    if (hearing === null || link.stage() !== 'open') return;
    const { session } = written;
    const isUsed = usedKeys.has(keyOf(written));
    const known = isUsed && hearing.isOnRecord(session, heardOf(written, { type: 'nothing' }));
    if (isUsed) struck('a message handed over again that cannot be read any more');
    if (isUsed && !known) broken(`${keyOf(written)} cannot be read any more, and is not on record`);
    const unread: HeardSaid = { type: 'unread', kind: 'undecryptable', reason: 'no_session' };
    const said = written.garbled ? unread : known ? { type: 'nothing' as const } : written.said;
    const changes = written.garbled ? [] : [{ type: 'session', id: keyOf(written), value: 'used' }];
    trace.say('whatsapp', session, `hands over ${keyOf(written)}`, said.type);
    const heard = heardOf(written, said);
    hearing.record(session, [{ heard, keys: [{ ring: 1, changes }] }]).then(
      () => receipt(written),
      () => link.end({ code: 500, cause: 'lost', reason: 'it could not be recorded' }),
    );
  };

  /** One after the other: a connection keeps the order, and a peer that is silent hears the rest when it wakes up. */
  const flow = (link: SimLink): void => {
    if (flowing.has(link)) return;
    const mine = handed.get(link) ?? new Set();
    handed.set(link, mine);
    const next = waiting.find((written) => written.session === link.session && !mine.has(written));
    if (!next) return;
    flowing.add(link);
    link.later(random.between(0, LATENCY_MS_MAX), () => {
      flowing.delete(link);
      if (!link.silent()) {
        mine.add(next);
        handOver(link, next);
      }
      flow(link);
    });
  };

  /** The conversation of each address, since WhatsApp has said that it is a person's. */
  const chats = new Map<string, ChatId>();

  /** WhatsApp has said who somebody is. If two contacts are one, the older is left. */
  const met = ({ type, stream, data, header }: OfContact): void => {
    look('one contact and one chat for each person');
    for (const address of data.addresses) chats.set(`${header.session} ${address}`, data.chat);
    if (type !== 'contact.merged') return;
    struck('two contacts that turn out to be one');
    if (stream.slice(stream.lastIndexOf('/') + 1) > data.contact) broken(`${stream} took in the older ${data.contact}`);
  };

  const add = (written: Written): void => {
    waiting.push(written);
    for (const link of ports.links()) if (link.session === written.session && link.stage() === 'open') flow(link);
  };

  return {
    vault: {
      async setKeys(_ring, changes) {
        for (const { id } of changes) usedKeys.add(id);
      },
    },
    listen: (now) => void (hearing = now),
    write(session) {
      if (everything.length >= WRITTEN_MAX) return;
      const number = everything.length;
      const person = random.pick(PEOPLE);
      const before = everything.filter(
        (each) => each.session === session && each.person === person && each.said.type === 'spoken',
      );
      const [first, ...others] = before;
      const said: HeardSaid =
        first && random.chance(0.25)
          ? { type: 'edited', messageId: random.pick([first, ...others]).messageId, now: spoken(`edit ${number}`) }
          : spoken(`words ${number}`);
      const garbled = said.type === 'spoken' && random.chance(0.15);
      const isThere = ports.links().some((link) => link.session === session && link.stage() === 'open');
      const from = random.pick([person.number, person.lid]);
      const written = { session, person, from, messageId: `IN${number}`, said, number, garbled, waited: !isThere };
      everything.push(written);
      add(written);
    },
    flow,
    heal() {
      receiptLost = 0;
      // What waits for a lost receipt is handed over again to the next connection.
      for (const link of ports.links()) link.end({ code: 428, cause: 'lost', reason: 'Connection Terminated' });
    },
    take(facts) {
      for (const fact of facts) {
        if (isOfContact(fact)) met(fact);
        const { session, chatId } = fact.header;
        const person = chatId === null ? null : personOf(chatId);
        if (session === null || chatId === null || person === null) continue;
        const goesOn = fact.stream.startsWith('chat/') && fact.type !== 'message.repaired';
        if (goesOn && chats.get(`${session} ${chatId}`) !== chatId)
          broken(`${fact.stream} goes on, though it is the chat of another address`);
        if (fact.type === 'message.received' || fact.type === 'message.edited') {
          look('what came in is on record once');
          const id = fact.type === 'message.edited' ? fact.data.changeId : fact.data.messageId;
          const name = nameOf(session, person.number, id);
          if (onRecord.has(name)) broken(`${name} is on record twice`);
          onRecord.set(name, fact);
          if (fact.type === 'message.edited' || !fact.data.unread) read.set(name, fact);
          const number = Number(id.slice(2));
          look('what came in is in its order');
          const lane = `${session} ${person.number}`;
          if (number < (lastOf.get(lane) ?? -1)) broken(`${name} is on record after what was written later`);
          lastOf.set(lane, number);
        }
        if (fact.type === 'message.repaired') {
          const name = nameOf(session, person.number, fact.data.messageId);
          if (read.has(name)) broken(`${name} is repaired, and was read before`);
          struck('a message that could be read only when it came again');
          read.set(name, fact);
        }
      }
    },
    ended(contentAt) {
      for (const written of everything) {
        const fact = read.get(keyOf(written));
        if (!fact) {
          broken(`${keyOf(written)} was written, and is not on record with its words`);
          continue;
        }
        look('what came in is on record with its words');
        const said = written.said.type === 'edited' ? written.said.now : written.said;
        const expected = said.type === 'spoken' && said.content?.kind === 'text' ? said.content.body : '';
        const found = contentAt(fact.position) as { body?: string } | null;
        if (found?.body !== expected) broken(`${keyOf(written)} is on record with other words`);
      }
    },
    pending: () => waiting.length > 0,
  };
};
