/** Takes a message back, for everyone. */
import * as v from 'valibot';
import { type MessageKind, storedAsJson, withoutKind } from './kind.ts';
import { MessageRef } from './refs.ts';

const DeleteMember = v.pipe(
  v.strictObject({
    messageId: MessageRef,
    for: v.optional(
      v.picklist(
        ['everyone'],
        'Expected "everyone": what is deleted for oneself alone is deleted on the phone, which Waybill cannot do',
      ),
    ),
  }),
);

export const DeleteContent = v.strictObject({ kind: v.literal('delete'), messageId: MessageRef });
export type DeleteContent = v.InferOutput<typeof DeleteContent>;

/** `delete` is a word of the language. */
export const deletion: MessageKind<DeleteContent, typeof DeleteMember> = {
  ...storedAsJson<'delete', DeleteContent>('delete'),
  limits: {},
  schema: DeleteContent,
  member: DeleteMember,
  of: ({ messageId }) => ({ kind: 'delete', messageId }),
  shown: withoutKind,
  textOf: () => null,
  preview: () => 'Message taken back',
  mediaOf: () => [],
  refersTo: ({ messageId }) => messageId,
};
