/** Text, in either of the two shapes in which it comes. */
import type { TextContent } from '../../messages/text.ts';
import type { PhoneKind } from './kind.ts';

export const text: PhoneKind<TextContent> = {
  read({ conversation, extendedTextMessage }) {
    const body = conversation || extendedTextMessage?.text;
    return body || extendedTextMessage ? { kind: 'text', body: body ?? '' } : null;
  },
  write: ({ body }) => ({ conversation: body }),
};
