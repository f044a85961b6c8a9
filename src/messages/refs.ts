/** How messages are named by other messages. */
import * as v from 'valibot';

/** The id of a message of this chat. Waybill's own begin with `3EB0`; those of phones have other forms. */
export const MessageRef = v.pipe(
  v.string(),
  v.regex(/^[\w.:-]{1,128}$/, 'Expected the id of a message, such as 3EB0C767D82B60E5A9F2'),
  v.examples(['3EB0C767D82B60E5A9F2']),
);
export type MessageRef = v.InferOutput<typeof MessageRef>;
