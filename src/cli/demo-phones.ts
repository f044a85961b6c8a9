/** What the phones of the sandbox show at the end of the demo, compared with what was sent. */
import { createHash } from 'node:crypto';
import type { Waybill } from '../main.ts';
import { CONTACTS, type ShownChat, type ShownMessage } from './demo-plan.ts';

/** The sandbox of a gateway that runs with one. */
type Control = NonNullable<Waybill['sandbox']>['control'];
type Bubble = ReturnType<Control['chat']>['bubbles'][number];

const BUBBLES_MAX = 50;

const shownOf = async (
  control: Control,
  number: string,
  { messageId, text, receipt, file, replyTo, reactions }: Bubble,
  files: readonly string[],
): Promise<ShownMessage> => ({
  text,
  receipt,
  whole: file === null ? null : files.includes((await control.file(number, messageId))?.sha256 ?? ''),
  quote: replyTo?.preview ?? null,
  reactions: reactions.map(({ emoji }) => emoji),
});

/** The chats of all contacts. `sent` are the files that were sent. */
export const chatsOf = (control: Control, sent: readonly Uint8Array[]): Promise<ShownChat[]> => {
  const hashes = sent.map((bytes) => createHash('sha256').update(bytes).digest('hex'));
  return Promise.all(
    CONTACTS.map(async ({ digits }) => {
      const { bubbles } = control.chat(digits, BUBBLES_MAX);
      const messages = await Promise.all(bubbles.map((bubble) => shownOf(control, digits, bubble, hashes)));
      return { number: digits, messages };
    }),
  );
};
