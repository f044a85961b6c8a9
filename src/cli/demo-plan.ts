/** The messages of the demo, and their expected outcomes. */
import type { Priority } from '../events/facts/words.ts';

export interface Contact {
  readonly name: string;
  /** The number as a person would type it. */
  readonly number: string;
  readonly digits: string;
  /** The behaviour of the number, which depends on its last digits. */
  readonly note: string;
}

export interface Planned {
  readonly to: Contact;
  readonly priority: Priority;
  /** The text, the caption, or the emoji of a reaction. */
  readonly text: string;
  /** The expected outcome. */
  readonly ends: 'delivered' | 'read' | 'not_registered';
  readonly kind?: 'picture' | 'voice' | 'reaction';
  /** The text of the earlier message that it quotes or reacts to. */
  readonly about?: string;
  /** The text that it is queued with, and that is corrected while it waits. */
  readonly misspelled?: string;
  /** A remark about it; that of its contact when left out. */
  readonly note?: string;
}

const ayu: Contact = {
  name: 'Ayu',
  number: '+62 812-0000-0007',
  digits: '6281200000007',
  note: 'reads each message at once',
};
const budi: Contact = {
  name: 'Budi',
  number: '0812-0000-2222',
  digits: '6281200002222',
  note: 'a number as locals write it',
};
const citra: Contact = {
  name: 'Citra',
  number: '62812 0000 0001',
  digits: '6281200000001',
  note: 'the first acknowledgement gets lost',
};
const nobody: Contact = {
  name: 'Nobody',
  number: '+62 812-0000-0404',
  digits: '6281200000404',
  note: 'is not on WhatsApp',
};

export const CONTACTS: readonly Contact[] = [ayu, budi, citra, nobody];

const PACKED = 'Your order 1042 has been packed.';
const ON_ITS_WAY = 'Your order 1042 is on its way.';

/** How phones show a message without words. */
const VOICE_NOTE = '[voice]';

/** The contact who answers, and the messages that the answer is about. */
export const answering = { digits: ayu.digits, packed: PACKED, onItsWay: ON_ITS_WAY };

export const PLAN: readonly Planned[] = [
  { to: ayu, priority: 'LOW', text: 'New in our shop this week: rain jackets.', ends: 'read' },
  {
    to: budi,
    priority: 'LOW',
    text: 'New in our shop this week: umbrellas.',
    misspelled: 'New in our shop this week: umbrelas.',
    ends: 'delivered',
    note: 'misspelled, and corrected while it waits',
  },
  { to: ayu, priority: 'NORMAL', text: PACKED, ends: 'read' },
  { to: ayu, priority: 'NORMAL', kind: 'picture', text: ON_ITS_WAY, ends: 'read', note: 'a picture' },
  {
    to: ayu,
    priority: 'NORMAL',
    text: 'The second box comes tomorrow.',
    about: PACKED,
    ends: 'read',
    note: 'quotes the first message',
  },
  {
    to: ayu,
    priority: 'NORMAL',
    kind: 'reaction',
    text: '📦',
    about: ON_ITS_WAY,
    ends: 'read',
    note: 'a reaction to the picture',
  },
  { to: citra, priority: 'LOW', kind: 'voice', text: VOICE_NOTE, ends: 'delivered', note: 'a voice note' },
  { to: nobody, priority: 'NORMAL', text: 'Your order 1043 has been packed.', ends: 'not_registered' },
  { to: citra, priority: 'HIGH', text: 'Your table is ready. See you in a minute!', ends: 'delivered' },
  { to: budi, priority: 'HIGH', text: 'Your code is 493 027.', ends: 'delivered' },
];

/** The fields of a job that the demo reads. The API has more. */
export interface SentJob {
  readonly status: string;
  readonly attempts: number;
  readonly deliveredAt: string | null;
  readonly readAt: string | null;
  readonly failure: { readonly code: string } | null;
}

/** The outcome of a job, in the words of the plan. */
export const endOf = ({ status, deliveredAt, readAt, failure }: SentJob): string => {
  if (status === 'failed') return failure?.code ?? status;
  if (status !== 'completed') return status;
  return readAt ? 'read' : deliveredAt ? 'delivered' : 'acknowledged';
};

/** What a contact's phone shows of one message at the end. */
export interface ShownMessage {
  readonly text: string;
  readonly receipt: string;
  /** Whether the bytes of its file are the bytes that were sent; null for a message without one. */
  readonly whole: boolean | null;
  /** What it quotes; null if nothing. */
  readonly quote: string | null;
  readonly reactions: readonly string[];
}

/** What a contact's phone shows at the end. */
export interface ShownChat {
  readonly number: string;
  readonly messages: readonly ShownMessage[];
}

const RANK: Readonly<Record<Priority, number>> = { HIGH: 0, NORMAL: 1, LOW: 2 };

const reactionsTo = (text: string): string[] =>
  PLAN.filter(({ kind, about }) => kind === 'reaction' && about === text).map((reaction) => reaction.text);

/** The messages that the phone of a contact must show: by priority, then in the order of the requests. */
const messagesFor = ({ digits }: Contact): Omit<ShownMessage, 'receipt'>[] =>
  PLAN.filter(({ to, ends, kind }) => to.digits === digits && ends !== 'not_registered' && kind !== 'reaction')
    .sort((one, other) => RANK[one.priority] - RANK[other.priority])
    .map(({ text, kind, about = null }) => ({
      text,
      whole: kind === 'picture' || kind === 'voice' ? true : null,
      quote: about,
      reactions: reactionsTo(text),
    }));

/** The deviations from the plan, in sentences; empty if there are none. `jobs` are in the order of the plan. */
export const disappointments = (jobs: readonly SentJob[], phones: readonly ShownChat[]): string[] => {
  const jobProblems = PLAN.flatMap(({ to, text, ends }, index) => {
    const job = jobs[index];
    const end = job ? endOf(job) : 'missing';
    return end === ends ? [] : [`"${text}" to ${to.name} should be ${ends}, but is ${end}`];
  });
  const phoneProblems = CONTACTS.flatMap((contact) => {
    const { messages = [] } = phones.find(({ number }) => number === contact.digits) ?? {};
    const shown = messages.map(({ text, whole, quote, reactions }) => ({ text, whole, quote, reactions }));
    const wanted = messagesFor(contact);
    return JSON.stringify(shown) === JSON.stringify(wanted)
      ? []
      : [`the phone of ${contact.name} shows ${JSON.stringify(shown)}, and not ${JSON.stringify(wanted)}`];
  });
  return [...jobProblems, ...phoneProblems];
};
