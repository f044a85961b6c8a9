/** Appends what came in to a log, as the recorder does: facts of chats with their contents beside them. */
import type { FactOf } from '../../src/events/facts/catalogue.ts';
import { type Said, say, sayBeside } from '../../src/events/log/content.ts';
import type { Append, EventLog } from '../../src/events/log/log.ts';
import { isOfTwo, streamOf } from '../../src/kernel/ids.ts';
import type { BesideOf } from '../../src/messages/beside.ts';
import type { Content } from '../../src/messages/content.ts';

export const AYU = '6281200000001@s.whatsapp.net';
export const BUDI = '6281200000002@s.whatsapp.net';
export const AYU_LID = '900100@lid';
export const GROUP = '120363041234567890@g.us';
export const T0 = 1_700_000_000_000;

const entropy = { bytes: (count: number) => new Uint8Array(count) };

type Received = FactOf<'message.received'>;
type Change = 'messageId' | 'by' | 'byOther' | 'sentAt' | 'direction';

interface Spoken extends Partial<Omit<Received, 'type' | 'content' | 'heard' | 'raw' | 'remote'>> {
  readonly session?: string;
  readonly chat?: string;
  readonly text?: string;
  readonly content?: Content;
  readonly pushName?: string;
  readonly heard?: BesideOf<'heard'>;
  readonly raw?: BesideOf<'raw'>;
  readonly remote?: BesideOf<'remote'>;
}

type Changing = Partial<Pick<FactOf<'message.edited'>, Change>> & { readonly session?: string; readonly chat?: string };

/** The fields of a message's words, and the contents beside its fact. */
const saying = ({ text, content, pushName, heard, raw, remote }: Spoken) => {
  const said: Content | null = content ?? (text === undefined ? null : { kind: 'text', body: text });
  const words = heard ?? (pushName === undefined ? null : { pushName, quoted: null, referral: null });
  const [spoken, kept] = [said && say(said, entropy), raw && sayBeside('raw', raw, entropy)];
  const [named, placed] = [words && sayBeside('heard', words, entropy), remote && sayBeside('remote', remote, entropy)];
  return {
    fields: {
      ...(spoken ? { content: spoken.ref } : {}),
      ...(kept ? { raw: kept.ref } : {}),
      ...(named ? { heard: named.ref } : {}),
      ...(placed ? { remote: placed.ref } : {}),
    },
    contents: [spoken, kept, named, placed].flatMap((each) => (each ? [each.said] : [])),
  };
};

export const chatting = (log: EventLog) => {
  let count = 0;
  /** The contact of each chat. */
  const contacts = new Map<string, { readonly contactId: string; names: string }>();

  const append = async (
    { session = 'default', chat = AYU }: { session?: string; chat?: string },
    fact: Append['entries'][number]['fact'],
    contents: readonly Said[] = [],
  ): Promise<number> => {
    const origin = { by: 'whatsapp', correlation: null, causation: null, at: T0 + 500_000 + count };
    const entries = [{ fact, from: null, to: null, ...(contents.length > 0 ? { contents } : {}) }];
    const [recorded] = await log.append({ stream: streamOf.chat(session, chat), expected: null, entries, ...origin });
    return recorded?.position ?? 0;
  };

  /** Takes note of the person in a chat, as the recorder does: their other address, and their name if it is new. */
  const meet = async ({ session = 'default', chat = AYU, chatOther, pushName }: Spoken): Promise<void> => {
    if (!isOfTwo(chat) || (chatOther === undefined && pushName === undefined)) return;
    const key = `${session}/${chat}`;
    const known = contacts.get(key);
    const contact = known ?? { contactId: `ct_${String(contacts.size).padStart(18, '0')}`, names: '' };
    contacts.set(key, contact);
    const addresses = chatOther === undefined ? [chat] : [chat, chatOther];
    const { said, ref } = sayBeside(
      'names',
      { name: null, pushName: pushName ?? null, verifiedName: null, username: null },
      entropy,
    );
    const isNew = pushName !== undefined && contact.names !== pushName;
    contact.names = pushName ?? contact.names;
    const facts = [
      { fact: { type: known ? 'contact.addressed' : 'contact.found', addresses, chat } as const },
      ...(isNew ? [{ fact: { type: 'contact.named', names: ref } as const, contents: [said] }] : []),
    ];
    const entries = facts.map((each) => ({ ...each, from: null, to: null }));
    const origin = { by: 'whatsapp', correlation: null, causation: null, at: T0 + 500_000 + count };
    await log.append({ stream: streamOf.contact(session, contact.contactId), expected: null, entries, ...origin });
  };

  const changing = ({ session: _session, chat = AYU, ...more }: Changing & { messageId: string }) => ({
    changeId: `C${(count += 1)}`,
    direction: 'in' as const,
    by: chat,
    sentAt: T0 + count * 1_000,
    ...more,
  });

  return {
    append,
    /** A message; by default one of Ayu's, a second after the one before. */
    async receive(spoken: Spoken = {}): Promise<number> {
      count += 1;
      await meet(spoken);
      const { session: _session, chat = AYU, text: _text, content: _content, pushName: _name, ...rest } = spoken;
      const { heard: _heard, raw: _raw, remote: _remote, ...more } = rest;
      const { fields, contents } = saying(spoken);
      const basics = { messageId: `M${count}`, direction: 'in', source: 'live', by: chat } as const;
      return append(
        spoken,
        { type: 'message.received', ...basics, sentAt: T0 + count * 1_000, ...fields, ...more },
        contents,
      );
    },
    repair(messageId: string, spoken: Spoken): Promise<number> {
      const { fields, contents } = saying(spoken);
      return append(spoken, { type: 'message.repaired', messageId, sentAt: T0, ...fields }, contents);
    },
    edit(messageId: string, text: string, more: Changing = {}): Promise<number> {
      const { fields, contents } = saying({ text });
      return append(more, { type: 'message.edited', ...changing({ messageId, ...more }), ...fields }, contents);
    },
    remove: (messageId: string, more: Changing = {}): Promise<number> =>
      append(more, { type: 'message.deleted', ...changing({ messageId, ...more }) }),
    react(messageId: string, emoji: string, more: Changing = {}): Promise<number> {
      const { said, ref } = say({ kind: 'reaction', messageId, emoji }, entropy);
      return append(more, { type: 'message.reacted', ...changing({ messageId, ...more }), content: ref }, [said]);
    },
    vote(messageId: string, vote: BesideOf<'vote'>, more: Changing = {}): Promise<number> {
      const { said, ref } = sayBeside('vote', vote, entropy);
      return append(more, { type: 'poll.voted', ...changing({ messageId, ...more }), vote: ref }, [said]);
    },
    read: (upTo: string, where: { session?: string; chat?: string } = {}): Promise<number> =>
      append(where, { type: 'chat.read', upTo, source: 'phone' }),
  };
};
