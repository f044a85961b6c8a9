/**
 * People who are mentioned in a text.
 *
 * WhatsApp shows a mention where the text has `@` and the user part of an address that the message lists. In a group
 * that is the address that the group uses for the member. Clients write `@` and the number as people write it. A person
 * who is no member is mentioned by the address that the client gave.
 */
import type { proto } from 'baileys';
import type { ChatId } from '../../kernel/ids.ts';
import type { KnownGroup } from '../group-info.ts';

export interface Mention {
  /** The address as the client gave it. */
  readonly given: ChatId;
  /** Every address under which the person may be written. */
  readonly names: readonly ChatId[];
  /** The address in the chat's addressing. */
  readonly id: ChatId;
}

const userOf = (address: ChatId): string => address.split('@', 1)[0] ?? '';

/** The member with this address, in whatever form. */
export const memberIn = ({ members }: KnownGroup, address: ChatId): KnownGroup['members'][number] | undefined =>
  members.find(({ id, number, lid }) => [id, number, lid].includes(address));

export const mentionsIn = (group: KnownGroup | null, people: readonly ChatId[]): readonly Mention[] =>
  people.map((given) => {
    const member = group ? memberIn(group, given) : undefined;
    if (!member) return { given, names: [given], id: given };
    const { id, number, lid } = member;
    return { given, names: [id, ...(number ? [number] : []), ...(lid ? [lid] : [])], id };
  });

/** Between two digits of a number. */
const GAP = '[\\s().\\-/\\u00ad\\u2010-\\u2015\\u2060]*';
const COUNTRY_CODE_DIGITS_MAX = 3;
/** Fewer digits after a 0 are too few to name somebody. */
const LOCAL_DIGITS_MIN = 6;

const spaced = (digits: string): string => digits.split('').join(GAP);

/** `+62 811…`, `0062 811…`, `62811…`, and `0811…` as it is dialled at home. */
const writingsOf = (address: ChatId): readonly string[] => {
  const digits = userOf(address);
  if (!address.endsWith('@s.whatsapp.net')) return [`${spaced(digits)}(?:@lid)?`];
  const dialled = Array.from({ length: COUNTRY_CODE_DIGITS_MAX }, (_, n) => digits.slice(n + 1)).filter(
    ({ length }) => length >= LOCAL_DIGITS_MIN,
  );
  return [
    `\\+?${GAP}${spaced(digits)}(?:@s\\.whatsapp\\.net)?`,
    `00${GAP}${spaced(digits)}`,
    ...dialled.map((rest) => `0${GAP}\\(?${spaced(rest)}`),
  ];
};

/** The text with each mention as WhatsApp needs it. */
export const writeMentions = (text: string, mentions: readonly Mention[]): string =>
  mentions.reduce((written, { names, id }) => {
    const writings = names.flatMap(writingsOf).join('|');
    return written.replace(new RegExp(`@(?:${writings})(?!\\d)`, 'g'), () => `@${userOf(id)}`);
  }, text);

const WORDS = ['text', 'caption'] as const;

/** Writes the mentions into the words of a message: `held` is the part that carries its context. */
export const inWords = <T extends object>(held: T, mentions: readonly Mention[]): T => {
  if (mentions.length === 0) return held;
  const words = held as { text?: unknown; caption?: unknown };
  const written = WORDS.flatMap((name) => {
    const said = words[name];
    return typeof said === 'string' ? [[name, writeMentions(said, mentions)]] : [];
  });
  return { ...held, ...Object.fromEntries(written) };
};

/** The part of a context that lists the people mentioned. */
export const mentionContext = (mentions: readonly Mention[], all: boolean): proto.IContextInfo => ({
  ...(mentions.length > 0 ? { mentionedJid: mentions.map(({ id }) => id) } : {}),
  ...(all ? { nonJidMentions: 1 } : {}),
});
