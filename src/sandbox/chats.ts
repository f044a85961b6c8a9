/** Both sides of the chats between the gateway's account and its contacts, as their phones show them. */
import { isOff } from './contacts.ts';
import type { Bubble, Chat, ContactPhone } from './control.ts';
import { readableOf } from './kinds/phone-kinds.ts';
import type { PhoneMessage, WrittenMessage } from './memory.ts';
import { testNumberOf } from './test-numbers.ts';
import type { World } from './world.ts';

const received = ({ id, content, at, copies, receipt }: PhoneMessage): Bubble => ({
  messageId: id,
  from: 'gateway',
  text: readableOf(content),
  at,
  copies,
  receipt,
});

const written = ({ id, content, at, taken }: WrittenMessage): Bubble => ({
  messageId: id,
  from: 'contact',
  text: readableOf(content),
  at,
  copies: 1,
  receipt: taken ? 'delivered' : 'none',
});

/** Oldest first. Messages that wait because the phone is off are left out. */
const bubblesOf = ({ memory: { state } }: World, number: string): Bubble[] => {
  const shown = [...(state.phones.get(number)?.values() ?? [])].filter(({ held }) => !held);
  return [...shown.map(received), ...[...(state.written.get(number)?.values() ?? [])].map(written)].sort(
    (a, b) => a.at - b.at,
  );
};

const phoneOf = (world: World, number: string, bubbles: readonly Bubble[]): ContactPhone => {
  const messages = [...(world.memory.state.phones.get(number)?.values() ?? [])];
  return {
    number,
    nature: testNumberOf(number)?.sentence ?? null,
    off: isOff(world, number),
    waiting: messages.filter(({ held }) => held).length,
    unread: messages.filter(({ held, receipt }) => !held && receipt !== 'read').length,
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
