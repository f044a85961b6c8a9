/** Uploads: bytes that messages are sent with. */
import { Readable } from 'node:stream';
import { type Context, Hono } from 'hono';
import * as v from 'valibot';
import type { Refusal } from '../../kernel/result.ts';
import { WrittenAddress } from '../../kernel/ids.ts';
import { givenBack } from '../../kernel/pieces.ts';
import { MediaKind, SourceRefused } from '../../messages/media.ts';
import { FileName } from '../../messages/media-source.ts';
import { describe } from '../contract/describe.ts';
import { refused } from '../contract/problem.ts';
import { Cursor, Limit, pageOf, Session } from '../contract/shapes.ts';
import { callerOf, type Env, type HttpDeps } from '../edge/env.ts';
import { FORM_BYTES_MAX, type FormFile, formFile, isForm } from '../edge/form-file.ts';
import { encoded, params, query } from '../edge/parse.ts';
import { BYTES_ANSWERS, bytesAnswer } from './media-bytes.ts';
import { MediaParam, MediaShape, mediaAnswer } from './media-shape.ts';

const MediaList = v.strictObject({
  session: Session,
  chatId: v.optional(
    v.pipe(
      WrittenAddress,
      v.description('Only those that messages of this chat use or have used, by any of its addresses.'),
    ),
  ),
  kind: v.optional(MediaKind),
  limit: Limit,
  cursor: Cursor,
});
const UploadQuery = v.strictObject({ session: Session, fileName: v.optional(FileName) });

const tooLarge = (limit: number, size: number): Refusal => ({
  code: 'media.too_large',
  detail: `An upload has at most ${limit} bytes here, and this one has ${size}. Send a smaller file, or raise WAYBILL_MEDIA_MAX_MB.`,
  members: { limit, size, kind: 'document' },
});

const CUT: Refusal = { code: 'media.incomplete', detail: 'The connection closed before the whole file had come.' };

/** The bytes of a request. The socket stays open when reading ends early, so that the refusal can be sent. */
async function* bytesOf(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* body;
  } catch {
    throw new SourceRefused(CUT);
  }
}

/** The file in a request: the body itself, or the one file of a form. */
const fileIn = (c: Context<Env>): FormFile => {
  const type = c.req.header('content-type');
  const incoming = (c.env as Env['Bindings'] | undefined)?.incoming?.iterator({ destroyOnReturn: false });
  const body: AsyncIterable<Uint8Array> = incoming ?? c.req.raw.body ?? Readable.from([]);
  // The reader of a form may keep pieces of a chunk.
  if (isForm(type)) return formFile(type, bytesOf(body));
  const bytes = bytesOf(incoming ? givenBack(incoming) : body);
  return { bytes, named: () => (type === undefined ? {} : { mimetype: type }) };
};

export const mediaRoutes = ({ gateway }: HttpDeps) =>
  new Hono<Env>()
    .post(
      '/media',
      describe({
        tag: 'Media',
        scope: 'media:write',
        reach: 'one-session',
        summary: 'Upload a file',
        description:
          'The body is the file itself, with its `Content-Type`, or a `multipart/form-data` form with one part named `file`. It is streamed to disk, and the answer comes once it is there. The type is read from the bytes. An upload may take long; it ends after 30 seconds without a byte.',
        answers: {
          201: { description: 'The file is on disk.', content: MediaShape, headers: { Location: 'The upload.' } },
        },
        problems: [
          'request.invalid',
          'request.unsupported_media_type',
          'media.too_large',
          'media.incomplete',
          'media.unreadable',
          'gateway.busy',
          'session.not_found',
        ],
        bytes: 'The bytes of the file.',
      }),
      query(UploadQuery),
      async (c) => {
        const compressed = encoded(c);
        if (compressed) return compressed;
        const limit = gateway.media.uploadBytesMax;
        const size = Number(c.req.header('content-length') ?? 0);
        const around = isForm(c.req.header('content-type')) ? FORM_BYTES_MAX : 0;
        if (size > limit + around) return refused(c, tooLarge(limit, size));
        const { session, fileName } = c.req.valid('query');
        // A long upload that goes on is fine. `store` ends one that stalls.
        (c.env as Env['Bindings'] | undefined)?.unhurry?.();
        const { bytes, named } = fileIn(c);
        const origin = { session, origin: 'upload' as const, ...(fileName === undefined ? {} : { fileName }) };
        const told = await gateway.media.store(bytes, origin, callerOf(c), named);
        if (!told.ok) return refused(c, told.refusal);
        return c.json(mediaAnswer(told.value), 201, { Location: `/api/whatsapp/media/${told.value.id}` });
      },
    )
    .get(
      '/media',
      describe({
        tag: 'Media',
        scope: 'media:read',
        reach: 'chats',
        summary: 'List uploads',
        description: 'Newest first, with what uploads were converted to. Those that have expired are left out.',
        answers: { 200: { description: 'A page of uploads.', content: pageOf(MediaShape) } },
        problems: ['request.invalid', 'session.not_found'],
      }),
      query(MediaList),
      (c) => {
        const asked = c.req.valid('query');
        const reached = gateway.within.chatsIn(c.get('identity').reach, asked.session);
        const page = gateway.media.list({ ...asked, reached });
        if (!page.ok) return refused(c, page.refusal);
        return c.json({ items: page.value.items.map(mediaAnswer), nextCursor: page.value.nextCursor });
      },
    )
    .get(
      '/media/:id',
      describe({
        tag: 'Media',
        scope: 'media:read',
        reach: 'one-file',
        summary: 'Look at a file',
        description:
          'An upload, or a file that came in with a message, whatever its `state`. The bytes are at `/content` while it is `stored`.',
        answers: { 200: { description: 'The file.', content: MediaShape } },
        problems: ['media.not_found', 'request.invalid', 'session.not_found'],
      }),
      params(MediaParam),
      (c) => {
        const found = gateway.media.look(c.req.valid('param').id);
        return found.ok ? c.json(mediaAnswer(found.value)) : refused(c, found.refusal);
      },
    )
    .get(
      '/media/:id/content',
      describe({
        tag: 'Media',
        scope: 'media:read',
        reach: 'one-file',
        summary: 'Fetch the bytes of an upload',
        description: 'Takes `Range` and `If-None-Match`. Types that a browser could run are answered as plain bytes.',
        answers: BYTES_ANSWERS,
        problems: ['media.not_found', 'request.invalid', 'request.range_not_satisfiable', 'session.not_found'],
      }),
      params(MediaParam),
      (c) => {
        const found = gateway.media.byId(c.req.valid('param').id);
        if (!found.ok) return refused(c, found.refusal);
        return bytesAnswer(c, found.value, gateway.media.read);
      },
    )
    .delete(
      '/media/:id',
      describe({
        tag: 'Media',
        scope: 'media:write',
        reach: 'one-file',
        summary: 'Remove an upload',
        description: 'Refused while a message that has not ended needs it. A file that others share stays for them.',
        answers: { 204: { description: 'The upload is removed.' } },
        problems: ['media.not_found', 'media.in_use', 'request.invalid', 'session.not_found'],
      }),
      params(MediaParam),
      async (c) => {
        const told = await gateway.media.remove(c.req.valid('param').id, callerOf(c));
        return told.ok ? c.body(null, 204) : refused(c, told.refusal);
      },
    );
