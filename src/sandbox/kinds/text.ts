/** Text, in either of its two wire forms. */
import type { TextContent } from '../../messages/text.ts';
import type { PhoneKind } from './kind.ts';

export const text: PhoneKind<TextContent> = {
  read({ conversation, extendedTextMessage }) {
    const body = conversation || extendedTextMessage?.text;
    return body || extendedTextMessage ? { kind: 'text', body: body ?? '' } : null;
  },
  write: ({ body }) => ({ conversation: body }),
};
