/** A message as one line of a terminal. */
import { type ChatMessage, mediaText, personName, reactionsText, ticksOf, wordsOf } from './message.ts';

/** What people write must not move the cursor, look like another line or turn the writing direction. */
export const plainLine = (text: string): string =>
  text.replaceAll(/\r\n?|\n/g, ' ⏎ ').replaceAll(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu, ' ');

/** `2026-11-30 10:02`, by the clock on the wall. */
export const minuteOf = (time: string): string => new Date(time).toLocaleString('sv').slice(0, 16);

const marksOf = (message: ChatMessage): string[] => [
  ...(message.forwarded ? ['(forwarded)'] : []),
  ...(message.editedAt === null ? [] : ['(edited)']),
  ...(message.deletedAt === null ? [] : ['(deleted)']),
  ...(message.erasedAt == null ? [] : ['(erased)']),
];

/** `2026-11-30 10:02  Ayu: Is this it? [image, 48 kB] (edited) {👍 2}` */
export const lineOf = (message: ChatMessage): string => {
  const { replyTo, media, direction, from, type } = message;
  const ticks = ticksOf(message);
  const who = direction === 'out' ? `You${ticks === '' ? '' : ` ${ticks}`}` : personName(from);
  const words = wordsOf(message);
  const reactions = reactionsText(message);
  const parts = [
    ...(replyTo === null ? [] : [`↩ “${replyTo.preview ?? replyTo.messageId}”`]),
    ...(words === '' ? [] : [words]),
    ...(media === null ? (words === '' ? [`[${type}]`] : []) : [`[${mediaText(type, media)}]`]),
    ...marksOf(message),
    ...(reactions === '' ? [] : [`{${reactions}}`]),
  ];
  return plainLine(`${minuteOf(message.sentAt)}  ${who}: ${parts.join(' ')}`);
};
