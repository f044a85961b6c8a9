/** A message that is text alone. */
import * as v from 'valibot';
import { firstLine, type MessageKind } from './kind.ts';

/** WhatsApp's own limit, in UTF-16 code units. */
export const TEXT_MAX = 65_536;

export const TextContent = v.strictObject({
  kind: v.literal('text'),
  body: v.string(),
});
export type TextContent = v.InferOutput<typeof TextContent>;

export const text: MessageKind<TextContent> = {
  schema: TextContent,
  // The text itself, as it was stored before there were other kinds.
  write: ({ body }) => body,
  read: (body) => ({ kind: 'text', body }),
  textOf: ({ body }) => body,
  preview: ({ body }) => firstLine(body),
  mediaOf: () => [],
};
