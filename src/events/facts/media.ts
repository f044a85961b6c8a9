/**
 * Facts about one upload. The hash and the name of its file, and the address that it comes from, are beside the facts,
 * so that they can be erased.
 */
import * as v from 'valibot';
import { MediaId, MediaKind } from '../../messages/media.ts';
import { BesideRef } from './job.ts';
import { Count, From } from './words.ts';

/** What a file was converted for. */
const FORMS = ['image', 'sticker', 'voice', 'audio', 'video', 'gif', 'round'] as const;
export const Form = v.picklist(FORMS);
export type Form = v.InferOutput<typeof Form>;

export const MEDIA_STATES = ['pending', 'stored', 'expired'] as const;
export type MediaState = (typeof MEDIA_STATES)[number];

export const MediaFact = v.variant('type', [
  /** A message names an address, which its first attempt fetches. `media.stored` follows once its bytes are on disk. */
  v.strictObject({
    type: v.literal('media.requested'),
    /** A content of kind `address`. */
    address: BesideRef,
    /** How the message uses the file, which decides what it is converted to. */
    use: v.picklist([...FORMS, 'document']),
    from: From,
  }),
  v.strictObject({
    type: v.literal('media.stored'),
    /** A content of kind `file`. */
    file: BesideRef,
    /** In bytes. */
    size: Count,
    mimetype: v.string(),
    kind: MediaKind,
    width: v.optional(Count),
    height: v.optional(Count),
    seconds: v.optional(v.number()),
    origin: v.picklist(['upload', 'address', 'data', 'conversion']),
    /** The media that it was made from, and what for. */
    of: v.optional(MediaId),
    form: v.optional(Form),
    from: From,
  }),
  v.strictObject({ type: v.literal('media.expired'), reason: v.picklist(['retention', 'deleted']), from: From }),
]);
export type MediaFact = v.InferOutput<typeof MediaFact>;
