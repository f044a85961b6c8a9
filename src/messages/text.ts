/** A message that is text alone. */
import * as v from 'valibot';
import { firstLine, type MessageKind, STANDS_ALONE } from './kind.ts';
import { words } from './words.ts';

/** WhatsApp's own limit, in UTF-16 code units. */
export const TEXT_MAX = 65_536;

export const TextBody = v.pipe(words(TEXT_MAX), v.examples(['Hello']));

const TextMember = v.strictObject({ body: TextBody });

export const TextContent = v.strictObject({
  kind: v.literal('text'),
  body: v.string(),
});
export type TextContent = v.InferOutput<typeof TextContent>;

export const text: MessageKind<TextContent, typeof TextMember> = {
  ...STANDS_ALONE,
  limits: { bodyCharactersMax: TEXT_MAX },
  schema: TextContent,
  member: TextMember,
  of: ({ body }) => ({ kind: 'text', body }),
  shown: ({ body }) => ({ body }),
  // The text itself, as it was stored before there were other kinds.
  write: ({ body }) => body,
  read: (body) => ({ kind: 'text', body }),
  textOf: ({ body }) => body,
  preview: ({ body }) => firstLine(body),
};
