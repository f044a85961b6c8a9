/**
 * Lines that phones write in ten chats, some with a file: of contacts in all spellings, of the account's own phone, and in a group.
 *
 * Some cannot be read at first. Each of these is repeated once: after a second repeat Baileys gives up the session, and
 * what was encrypted in it before has to be repeated too.
 *
 * Each round brings strangers, whose number and hidden id are two people to the gateway until their third line tells that
 * they are one. A line under the other address is encrypted in a session that the client does not have there, so it may
 * be read at a second attempt only.
 */
import type { Random } from '../../simulation/random.ts';

/** How the phones of a chat are named to the gateway. */
export type Spelling = 'number' | 'lid' | 'lid_alone';

/** How many strangers write for the first time in a round. */
export const STRANGERS = 3;

export interface Place {
  /** The number of the contact; null for the group. */
  readonly contact: string | null;
  /** How each message names the contact; a message takes one of them. */
  readonly spellings: readonly [Spelling, ...Spelling[]];
  /** Those who write here. */
  readonly writers: readonly [string, ...string[]];
  /** Whether it is on record as two chats, until both turn out to be one person's. */
  readonly isStranger: boolean;
}

export type Kind = 'text' | 'file' | 'edit' | 'delete' | 'reaction';

export type Trouble = 'bad_mac' | 'garbled' | 'no_session';

/** What one phone writes. */
export interface Line {
  readonly place: Place;
  readonly writer: string;
  readonly kind: Kind;
  /** Its text, caption or emoji; empty for a delete. */
  readonly words: string;
  /** The line that it changes. */
  readonly about: Line | null;
  readonly spelling: Spelling;
  /** Why its first ciphertexts cannot be read, and how many of them. */
  readonly trouble: { readonly how: Trouble; readonly times: number } | null;
  /** Null until it is written. */
  id: string | null;
}

/** The account, as its own phone writes. */
export const ACCOUNT = '6281100009999';

const contact = (place: number): string => `62812000083${String(place).padStart(2, '0')}`;

const alone = (number: string, ...spellings: readonly Spelling[]): Place => {
  const [first = 'number', ...others] = spellings;
  return { contact: number, spellings: [first, ...others], writers: [number], isStranger: false };
};

export const PLACES: readonly [Place, ...Place[]] = [
  alone(contact(0), 'number'),
  alone(contact(1), 'number'),
  alone(contact(2), 'number'),
  alone(contact(3), 'number'),
  alone(contact(4), 'lid'),
  alone(contact(5), 'lid_alone'),
  alone(contact(6), 'number', 'lid'),
  { ...alone(contact(7)), writers: [contact(7), ACCOUNT] },
  { ...alone(contact(8)), writers: [ACCOUNT] },
  { contact: null, spellings: ['number'], writers: [contact(0), contact(4), contact(9), ACCOUNT], isStranger: false },
];

export const MEMBERS: readonly string[] = [contact(0), contact(4), contact(9)];

/** Somebody whose hidden id WhatsApp does not tell by itself, which is so for numbers with this ending. */
const stranger = (count: number): Place => ({
  ...alone(`628120090${String(count).padStart(3, '0')}0008`, 'number', 'lid', 'lid_alone'),
  isStranger: true,
});

/** How a stranger is named at first: by the number, by the hidden id, and then by both. */
const FIRST_SPELLINGS: readonly Spelling[] = ['number', 'lid_alone', 'lid'];

const KINDS = { text: 72, file: 6, edit: 8, reaction: 8, delete: 6 } as const satisfies Record<Kind, number>;
const TROUBLES = ['bad_mac', 'garbled', 'no_session'] as const;
const TROUBLED = 0.03;
const EMOJIS = ['👍', '❤️', '😂'] as const;

const FILE_BYTES = 40_000;

/** The file that comes with these words; no other words have the same. */
export const fileOf = (words: string): Buffer => Buffer.alloc(FILE_BYTES, `${words}, `);

/** The places of the strangers' lines among those of a round, evenly spread, each with the one whose turn it is. */
const strangersTurns = (count: number): ReadonlyMap<number, number> => {
  const turns = STRANGERS * (FIRST_SPELLINGS.length + 1);
  return new Map(Array.from({ length: turns }, (_, turn) => [Math.floor((turn * count) / turns), turn % STRANGERS]));
};

/** Writes new lines, which may be about any earlier one. */
export interface Script {
  next(count: number): readonly Line[];
  /** All lines so far, in the order of their chats. */
  readonly lines: readonly Line[];
}

export const createScript = (random: Random): Script => {
  const lines: Line[] = [];
  const deleted = new Set<Line>();
  const strangers: Place[] = [];

  /** A text of the place to be changed: one's own, or anybody's for a reaction. */
  const subject = (place: Place, writer: string, kind: Kind): Line | null => {
    const fit = lines.filter(
      (line) =>
        line.place === place &&
        line.kind === 'text' &&
        line.trouble === null &&
        !deleted.has(line) &&
        (kind === 'reaction' || line.writer === writer),
    );
    const [first, ...others] = fit;
    return first ? random.pick([first, ...others]) : null;
  };

  const wordsOf = (kind: Kind): string => {
    if (kind === 'delete') return '';
    return kind === 'reaction' ? random.pick(EMOJIS) : `${kind} number ${lines.length}`;
  };

  /** The next text of a stranger. */
  const strange = (place: Place): Line => {
    const before = lines.filter((line) => line.place === place).length;
    const [kind, writer] = ['text' as const, place.writers[0]];
    const spelling = FIRST_SPELLINGS[before] ?? random.pick(place.spellings);
    return { place, writer, kind, words: wordsOf(kind), about: null, spelling, trouble: null, id: null };
  };

  const line = (): Line => {
    const place = random.pick(PLACES);
    const writer = random.pick(place.writers);
    const wanted = random.weighted(KINDS);
    const isChange = wanted !== 'text' && wanted !== 'file';
    const about = isChange ? subject(place, writer, wanted) : null;
    const kind = isChange && about === null ? 'text' : wanted;
    if (about && kind === 'delete') deleted.add(about);
    const isTroubled = random.chance(TROUBLED) && writer !== ACCOUNT;
    return {
      place,
      writer,
      kind,
      words: wordsOf(kind),
      about,
      spelling: random.pick(place.spellings),
      trouble: isTroubled ? { how: random.pick(TROUBLES), times: 1 } : null,
      id: null,
    };
  };

  return {
    lines,
    next(count) {
      const made: Line[] = [];
      for (let n = 0; n < STRANGERS; n += 1) strangers.push(stranger(strangers.length));
      const turns = strangersTurns(count);
      for (let n = 0; n < count; n += 1) {
        const place = turns.has(n) ? strangers.at(-1 - (turns.get(n) ?? 0)) : undefined;
        const one = place ? strange(place) : line();
        lines.push(one);
        made.push(one);
      }
      return made;
    },
  };
};
