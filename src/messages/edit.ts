/** New words for a text or caption of one's own. */
import * as v from 'valibot';
import { firstLine, type MessageKind, storedAsJson, withoutKind } from './kind.ts';
import { MessageRef } from './refs.ts';
import { TEXT_MAX, TextBody } from './text.ts';

const FIELDS = { messageId: MessageRef, text: TextBody };

const EditMember = v.strictObject(FIELDS);

export const EditContent = v.strictObject({ kind: v.literal('edit'), ...FIELDS });
export type EditContent = v.InferOutput<typeof EditContent>;

export const edit: MessageKind<EditContent, typeof EditMember> = {
  ...storedAsJson<'edit', EditContent>('edit'),
  limits: { textCharactersMax: TEXT_MAX },
  schema: EditContent,
  member: EditMember,
  of: (member) => ({ ...member, kind: 'edit' }),
  shown: withoutKind,
  textOf: ({ text }) => text,
  preview: ({ text }) => firstLine(text),
  mediaOf: () => [],
  refersTo: ({ messageId }) => messageId,
};
