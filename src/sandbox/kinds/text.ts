/** Text, in either of its two wire forms. */
import type { PhoneKind } from './kind.ts';
import type { ShownOf } from './shown.ts';

export const text: PhoneKind<ShownOf<'text'>> = {
  read({ conversation, extendedTextMessage }) {
    const body = conversation || extendedTextMessage?.text;
    if (!body && !extendedTextMessage) return null;
    const { matchedText, title, description } = extendedTextMessage ?? {};
    const preview = { url: matchedText ?? '', title: title ?? null, description: description ?? null };
    return { kind: 'text', body: body ?? '', ...(matchedText ? { preview } : {}) };
  },
  write: ({ body, preview }) =>
    preview
      ? {
          extendedTextMessage: {
            text: body,
            matchedText: preview.url,
            title: preview.title,
            description: preview.description,
          },
        }
      : { conversation: body },
  marks: () => ({ type: 'text' }),
};
