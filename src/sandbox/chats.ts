/** Both sides of the chats between the gateway's account and its contacts, as their phones show them. */
import type { Millis } from '../kernel/clock.ts';
import { isOff } from './contacts.ts';
import type { Bubble, Chat, ContactPhone } from './control.ts';
import { displayed } from './displaying.ts';
import { type Fold, folded, type Spoken } from './folding.ts';
import { changes, readableOf } from './kinds/shown.ts';
import type { Fetched, PhoneMessage, WrittenMessage } from './memory.ts';
import { testNumberOf } from './test-numbers.ts';
import type { World } from './world.ts';

const WHOLE = { state: 'whole' } as const;
/** What phones show in the place of a deleted message. */
const DELETED = 'This message was deleted';

interface Entry extends Spoken {
  readonly at: Millis;
  readonly copies: number;
  readonly receipt: Bubble['receipt'];
  readonly fetched: Fetched | undefined;
}

const received = ({ fetched, ...message }: PhoneMessage): Entry => ({ ...message, from: 'gateway', fetched });

/** The contact's phone has its own files. */
const written = ({ taken, seen, ...message }: WrittenMessage): Entry => ({
  ...message,
  from: 'contact',
  copies: 1,
  receipt: seen ? 'read' : taken ? 'delivered' : 'none',
  fetched: WHOLE,
});

const bubbleOf = (entry: Entry, { content, edited, deleted, reactions }: Fold): Bubble => ({
  messageId: entry.id,
  from: entry.from,
  text: deleted ? DELETED : readableOf(content),
  at: entry.at,
  copies: entry.copies,
  receipt: entry.receipt,
  ...displayed({ ...entry, content }, entry.fetched),
  reactions: [...reactions].map(([from, emoji]) => ({ from, emoji })),
  edited,
  deleted,
});

/** Oldest first. Messages that wait because the phone is off are left out. */
const bubblesOf = ({ memory: { state } }: World, number: string): Bubble[] => {
  const shown = [...(state.phones.get(number)?.values() ?? [])].filter(({ held }) => !held);
  const entries = [...shown.map(received), ...[...(state.written.get(number)?.values() ?? [])].map(written)].sort(
    (a, b) => a.at - b.at,
  );
  const folds = folded(entries);
  return entries.flatMap((entry) => {
    const fold = folds.get(entry.id);
    return fold ? [bubbleOf(entry, fold)] : [];
  });
};

const phoneOf = (world: World, number: string, bubbles: readonly Bubble[]): ContactPhone => {
  const messages = [...(world.memory.state.phones.get(number)?.values() ?? [])];
  return {
    number,
    nature: testNumberOf(number)?.sentence ?? null,
    off: isOff(world, number),
    waiting: messages.filter(({ held }) => held).length,
    unread: messages.filter(({ held, receipt, content }) => !held && receipt !== 'read' && !changes(content)).length,
    last: bubbles.at(-1) ?? null,
  };
};

export const chatOf = (world: World, number: string, limit: number): Chat => {
  const bubbles = bubblesOf(world, number);
  const shown = bubbles.slice(-limit);
  return { ...phoneOf(world, number, bubbles), bubbles: shown, earlier: bubbles.length - shown.length };
};

/** A phone that is off shows nothing yet. It comes before the others, because a message waits for it. */
const newest = (a: ContactPhone, b: ContactPhone): number => lastAt(b) - lastAt(a);
const lastAt = ({ last }: ContactPhone): number => last?.at ?? Number.MAX_SAFE_INTEGER;

export const phonesOf = (world: World, limit: number): ContactPhone[] => {
  const { phones, written } = world.memory.state;
  return [...new Set([...phones.keys(), ...written.keys()])]
    .map((number) => phoneOf(world, number, bubblesOf(world, number)))
    .filter(({ last, waiting }) => last !== null || waiting > 0)
    .sort(newest)
    .slice(0, limit);
};
