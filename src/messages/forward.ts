/** A message on record, passed on to somebody else. It holds a copy of the content, so it needs nothing else to be kept. */
import * as v from 'valibot';
import { type MessageKind, storedAsJson } from './kind.ts';
import { MessageRef } from './refs.ts';

const ForwardMember = v.strictObject({ messageId: MessageRef });

export const ForwardContent = v.strictObject({
  kind: v.literal('forward'),
  messageId: MessageRef,
  /** The content as it was stored, and how often it had been forwarded before. */
  passedOn: v.strictObject({ kind: v.string(), body: v.string(), score: v.number() }),
});
export type ForwardContent = v.InferOutput<typeof ForwardContent>;

/** The row of the table; what is passed on is read through `content.ts`, which knows all kinds. */
export const forward: MessageKind<ForwardContent, typeof ForwardMember> = {
  ...storedAsJson<'forward', ForwardContent>('forward'),
  limits: {},
  schema: ForwardContent,
  member: ForwardMember,
  of({ messageId }, { passedOn }) {
    if (passedOn === null) throw new TypeError('A forward needs the content that it passes on');
    return { kind: 'forward', messageId, passedOn };
  },
  shown: ({ messageId }) => ({ messageId }),
  textOf: () => null,
  preview: () => 'Forwarded message',
  mediaOf: () => [],
  // It needs the content only, not the message.
  refersTo: () => null,
};
