/** A dry run as the API shows it. */
import * as v from 'valibot';
import type { Rehearsal } from '../../gateway/messages/dry-run.ts';
import { ChatId } from '../../kernel/ids.ts';
import { CONTENT_KINDS } from '../../messages/content.ts';
import { MediaId, MediaKind } from '../../messages/media.ts';
import { isoOrNull, Session } from '../contract/shapes.ts';
import { HoldShape } from './job-shape.ts';

/** The query of a route that sends. */
export const SendQuery = v.strictObject({
  session: Session,
  dryRun: v.optional(
    v.pipe(
      v.picklist(['true', 'false'], 'Expected true or false'),
      v.description(
        '`true` answers what would become of the message. Nothing is queued or stored, and an idempotency key is neither used nor spent.',
      ),
    ),
  ),
});

const TriedShape = v.object({
  id: v.pipe(v.nullable(MediaId), v.description('The upload that would be sent; null for a file that is not stored.')),
  fileName: v.nullable(v.string()),
  size: v.pipe(v.number(), v.integer(), v.description('In bytes.')),
  mimetype: v.string(),
  kind: MediaKind,
  width: v.nullable(v.number()),
  height: v.nullable(v.number()),
  seconds: v.nullable(v.number()),
  convertedFrom: v.pipe(
    v.nullable(v.string()),
    v.description('The type of the file that it would be converted from; null for one that is sent as it is.'),
  ),
});

export const RehearsalShape = v.pipe(
  v.object({
    to: v.object({
      chatId: ChatId,
      number: v.pipe(
        v.nullable(v.string()),
        v.description('With its country code; null for a chat without a phone number.'),
        v.examples(['+6281234567890']),
      ),
      country: v.nullable(v.object({ code: v.string(), name: v.string() })),
    }),
    type: v.picklist(CONTENT_KINDS),
    media: v.pipe(v.nullable(TriedShape), v.description('The file as it would be sent.')),
    hold: v.pipe(v.nullable(HoldShape), v.description('The hold that the job would have at once.')),
    warnings: v.pipe(v.array(v.string()), v.description('Sentences for people.')),
  }),
  v.metadata({ ref: 'DryRun' }),
);

const mediaOf = (media: NonNullable<Rehearsal['media']>): v.InferOutput<typeof TriedShape> => {
  const { calledType: _calledType, ...shown } = media;
  return shown;
};

export const rehearsalAnswer = ({
  to,
  type,
  media,
  hold,
  warnings,
}: Rehearsal): v.InferOutput<typeof RehearsalShape> => ({
  to,
  type,
  media: media && mediaOf(media),
  hold: hold && { reason: hold.reason, until: isoOrNull(hold.until) },
  warnings: [...warnings],
});
