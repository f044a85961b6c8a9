/** Text, without a link preview: Baileys would fetch the address by itself. */
import type { TextContent } from '../../../messages/text.ts';
import type { Encoder } from './kind.ts';

export const text: Encoder<TextContent> = {
  speaks: true,
  message: ({ body }) => ({ extendedTextMessage: { text: body } }),
};
