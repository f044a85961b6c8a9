/** What the phones of the sandbox show at the end of the demo, compared with what was sent. */
import { createHash } from 'node:crypto';
import type { Bubble, SandboxControl } from '../sandbox/control.ts';
import { CONTACTS, type ShownChat, type ShownMessage } from './demo-plan.ts';

const BUBBLES_MAX = 50;

const shownOf = async (
  control: SandboxControl,
  number: string,
  { messageId, text, receipt, file, replyTo, reactions }: Bubble,
  picture: string,
): Promise<ShownMessage> => ({
  text,
  receipt,
  whole: file === null ? null : (await control.file(number, messageId))?.sha256 === picture,
  quote: replyTo?.preview ?? null,
  reactions: reactions.map(({ emoji }) => emoji),
});

/** The chats of all contacts. `picture` is the file that was sent. */
export const chatsOf = (control: SandboxControl, picture: Uint8Array): Promise<ShownChat[]> => {
  const hash = createHash('sha256').update(picture).digest('hex');
  return Promise.all(
    CONTACTS.map(async ({ digits }) => {
      const { bubbles } = control.chat(digits, BUBBLES_MAX);
      const messages = await Promise.all(bubbles.map((bubble) => shownOf(control, digits, bubble, hash)));
      return { number: digits, messages };
    }),
  );
};
