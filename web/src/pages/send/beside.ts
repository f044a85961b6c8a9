/** What may stand beside the content of a message: rarely used, so the page folds it away. */
import { linesOf } from '../../kinds/kind.ts';

export interface Beside {
  /** The id of the message that it answers; empty for none. */
  readonly replyTo: string;
  /** People, by commas or lines; `all` for everybody. */
  readonly mentions: string;
  readonly forwarded: boolean;
  /** As the field has it, in local time; empty for no end. */
  readonly expiresAt: string;
  readonly clientRef: string;
  /** A name, a colon and a text on each line. */
  readonly metadata: string;
}

export const NOTHING_BESIDE: Beside = {
  replyTo: '',
  mentions: '',
  forwarded: false,
  expiresAt: '',
  clientRef: '',
  metadata: '',
};

/** The names of these fields in a request and in errors. */
export const BESIDE_NAMES = Object.keys(NOTHING_BESIDE) as readonly (keyof Beside)[];

export const hasBeside = (beside: Beside): boolean =>
  BESIDE_NAMES.some((name) => beside[name] !== NOTHING_BESIDE[name]);

const peopleIn = (mentions: string): readonly string[] => linesOf(mentions.replaceAll(/[,;]/g, '\n'));

const mentionsOf = (text: string): readonly string[] | 'all' => {
  const people = peopleIn(text);
  return people.includes('all') ? 'all' : people;
};

const pairOf = (line: string): readonly [string, string] => {
  const colon = line.indexOf(':');
  return [line.slice(0, colon).trim(), line.slice(colon + 1).trim()];
};

const KEYS_MAX = 16;
const KEY_MAX = 40;
const VALUE_MAX = 500;
const REF_MAX = 255;

const wrongMetadata = (metadata: string): string | null => {
  const lines = linesOf(metadata);
  const odd = lines.find((line) => line.indexOf(':') < 1);
  if (odd !== undefined) return `“${odd}” is not a name, a colon and a text.`;
  if (lines.length > KEYS_MAX) return `At most ${KEYS_MAX} lines.`;
  const names = lines.map((line) => pairOf(line)[0]);
  const twice = names.find((name, nth) => names.indexOf(name) < nth);
  if (twice !== undefined) return `“${twice}” stands there twice.`;
  const long = lines.map(pairOf).find(([name, value]) => name.length > KEY_MAX || value.length > VALUE_MAX);
  return long ? `A name has at most ${KEY_MAX} characters, a text ${VALUE_MAX}: “${long[0]}”.` : null;
};

/** The sentences about fields that cannot be right, by their names. `sendAt` is the other time of the form. */
export const wrongBeside = (beside: Beside, sendAt: string, now: number): Readonly<Record<string, string | null>> => ({
  expiresAt: wrongEnd(beside.expiresAt, sendAt, now),
  clientRef: beside.clientRef.length > REF_MAX ? `At most ${REF_MAX} characters.` : null,
  metadata: wrongMetadata(beside.metadata),
});

const wrongEnd = (expiresAt: string, sendAt: string, now: number): string | null => {
  if (expiresAt === '') return null;
  const at = Date.parse(expiresAt);
  if (Number.isNaN(at)) return 'Choose a date and a time.';
  if (at <= now) return 'This time has passed. Choose a later one, or leave it empty.';
  return at <= Date.parse(sendAt) ? 'It would end before it may be sent.' : null;
};

/** The part of a request. What is empty is left out; a message about another one answers none. */
export const besideOf = (beside: Beside, answers: boolean): Readonly<Record<string, unknown>> => {
  const { replyTo, mentions, forwarded, expiresAt, clientRef, metadata } = beside;
  const end = Date.parse(expiresAt);
  const pairs = linesOf(metadata).map(pairOf);
  return {
    ...(replyTo.trim() === '' || !answers ? {} : { replyTo: replyTo.trim() }),
    ...(peopleIn(mentions).length === 0 ? {} : { mentions: mentionsOf(mentions) }),
    ...(forwarded ? { forwarded } : {}),
    ...(Number.isNaN(end) ? {} : { expiresAt: new Date(end).toISOString() }),
    ...(clientRef.trim() === '' ? {} : { clientRef: clientRef.trim() }),
    ...(pairs.length === 0 ? {} : { metadata: Object.fromEntries(pairs) }),
  };
};
