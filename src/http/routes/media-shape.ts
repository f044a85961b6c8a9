/** An upload as the API shows it. */
import * as v from 'valibot';
import type { AnyMediaView } from '../../gateway/media/record.ts';
import { MEDIA_STATES } from '../../events/facts/media.ts';
import { SessionId } from '../../kernel/ids.ts';
import { MediaId, MediaKind } from '../../messages/media.ts';
import { IsoTime, iso } from '../contract/shapes.ts';

/** Any text. One that is no id names no upload. */
export const MediaParam = v.object({
  id: v.pipe(v.string(), v.maxLength(64), v.examples(['med_0193f2c4a5b6c7d8e9'])),
});

export const MediaShape = v.pipe(
  v.object({
    id: v.pipe(MediaId, v.examples(['med_0193f2c4a5b6c7d8e9'])),
    session: SessionId,
    state: v.pipe(
      v.picklist(MEDIA_STATES),
      v.description('`stored` while the bytes are here, which they always are for an upload.'),
    ),
    sha256: v.pipe(
      v.nullable(v.string()),
      v.description('The hash of the bytes; null while they are not here, and once it was erased.'),
    ),
    size: v.pipe(
      v.nullable(v.pipe(v.number(), v.integer())),
      v.description('In bytes; as its sender says, or null, for a file that is not here.'),
    ),
    mimetype: v.pipe(
      v.string(),
      v.description('By the bytes, not by what the request said; as its sender says for a file that is not here.'),
      v.examples(['image/jpeg']),
    ),
    kind: MediaKind,
    fileName: v.nullable(v.string()),
    width: v.nullable(v.number()),
    height: v.nullable(v.number()),
    seconds: v.nullable(v.number()),
    createdAt: IsoTime,
    expiresAt: v.pipe(
      v.nullable(IsoTime),
      v.description(
        'It may be removed from this time on, unless a message uses it before; null if it is kept for ever.',
      ),
    ),
  }),
  v.metadata({ ref: 'Media' }),
);

export const mediaAnswer = ({ createdAt, expiresAt, ...view }: AnyMediaView): v.InferOutput<typeof MediaShape> => ({
  ...view,
  createdAt: iso(createdAt),
  expiresAt: expiresAt === null ? null : iso(expiresAt),
});
