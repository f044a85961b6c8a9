/** A message that is text alone. */
import * as v from 'valibot';
import { firstLine, type MessageKind, STANDS_ALONE, withoutKind } from './kind.ts';
import { LinkPreview, PreviewMember, shownPreview } from './link-preview.ts';
import { Background, Font, LOOK } from './status-look.ts';
import { words } from './words.ts';

/** WhatsApp's own limit, in UTF-16 code units. */
const TEXT_MAX = 65_536;

export const TextBody = v.pipe(words(TEXT_MAX), v.examples(['Hello']));

const TextMember = v.pipe(
  v.strictObject({ body: TextBody, preview: v.optional(PreviewMember), ...LOOK }),
  v.forward(
    v.partialCheck(
      [['body'], ['preview']],
      ({ body, preview }) => typeof preview !== 'object' || body.includes(preview.url),
      'Expected an address that stands in the text: phones show a preview for no other',
    ),
    ['preview'],
  ),
);

export const TextContent = v.strictObject({
  kind: v.literal('text'),
  body: v.string(),
  preview: v.optional(LinkPreview),
  background: v.optional(Background),
  font: v.optional(Font),
});
export type TextContent = v.InferOutput<typeof TextContent>;

/** Begins a content that is stored as JSON, as in a JSON text sequence (RFC 7464). */
const RECORD = '\u001e';

const isPlain = (content: TextContent): boolean => Object.keys(content).length === 2;

/** JSON behind a record separator; null for a text that only begins like that. */
const recordIn = (stored: string): object | null => {
  try {
    const record = { ...(JSON.parse(stored.slice(RECORD.length)) as { readonly body?: unknown }), kind: 'text' };
    return typeof record.body === 'string' ? record : null;
  } catch {
    return null;
  }
};

export const text: MessageKind<TextContent, typeof TextMember> = {
  ...STANDS_ALONE,
  schema: TextContent,
  member: TextMember,
  of: ({ preview: _asked, ...member }, { preview }) => ({ ...member, kind: 'text', ...(preview ? { preview } : {}) }),
  shown: ({ preview, ...content }) => ({
    ...withoutKind(content),
    ...(preview ? { preview: shownPreview(preview) } : {}),
  }),
  // A text alone is stored as it is, as it was before there were other kinds.
  write: (content) =>
    isPlain(content) && !content.body.startsWith(RECORD)
      ? content.body
      : `${RECORD}${JSON.stringify(withoutKind(content))}`,
  read: (stored) => (stored.startsWith(RECORD) ? recordIn(stored) : null) ?? { kind: 'text', body: stored },
  textOf: ({ body }) => body,
  preview: ({ body }) => firstLine(body),
};
