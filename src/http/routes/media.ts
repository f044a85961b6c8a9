/** Uploads: bytes that messages are sent with. */
import { Readable } from 'node:stream';
import { type Context, Hono } from 'hono';
import * as v from 'valibot';
import type { MediaView } from '../../gateway/media-record.ts';
import type { Refusal } from '../../kernel/result.ts';
import { SourceRefused } from '../../messages/media.ts';
import { FileName } from '../../messages/media-source.ts';
import { describe } from '../contract/describe.ts';
import { refused } from '../contract/problem.ts';
import { Session } from '../contract/shapes.ts';
import { callerOf, type Env, type HttpDeps } from '../edge/env.ts';
import { FORM_BYTES_MAX, type FormFile, formFile, isForm } from '../edge/form-file.ts';
import { params, query } from '../edge/parse.ts';
import { rangeIn } from '../edge/ranges.ts';
import { MediaShape, mediaAnswer } from './media-shape.ts';

const Id = v.object({ id: v.pipe(v.string(), v.maxLength(64), v.examples(['med_0193f2c4a5b6c7d8e9'])) });
const UploadQuery = v.strictObject({ session: Session, fileName: v.optional(FileName) });

/** Types that a browser shows without running anything. */
const INERT = /^(image\/(jpeg|png|webp|gif)|video\/mp4|audio\/(ogg|mpeg|mp4|aac))(;|$)/;
const OPAQUE = 'application/octet-stream';

const headersOf = ({ mimetype, sha256, fileName }: MediaView): Record<string, string> => {
  const isInert = INERT.test(mimetype);
  const name = `filename*=UTF-8''${encodeURIComponent(fileName ?? 'file')}`;
  return {
    'Content-Type': isInert ? mimetype : OPAQUE,
    'Content-Disposition': isInert ? `inline; ${name}` : `attachment; ${name}`,
    'Content-Security-Policy': "default-src 'none'; sandbox",
    'X-Content-Type-Options': 'nosniff',
    'Accept-Ranges': 'bytes',
    'Cache-Control': 'private, max-age=86400, immutable',
    ...(sha256 === null ? {} : { ETag: `"${sha256}"` }),
  };
};

const tooLarge = (limit: number, size: number): Refusal => ({
  code: 'media.too_large',
  detail: `An upload has at most ${limit} bytes here, and this one has ${size}. Send a smaller file, or raise WAYBILL_MEDIA_MAX_MB.`,
  members: { limit, size, kind: 'document' },
});

const CUT: Refusal = { code: 'media.incomplete', detail: 'The connection closed before the whole file had come.' };

/** The bytes of a request. The socket stays open when reading ends early, so that the refusal can be sent. */
async function* bytesOf(c: Context<Env>): AsyncGenerator<Uint8Array> {
  const incoming = (c.env as Env['Bindings'] | undefined)?.incoming;
  const body: AsyncIterable<Uint8Array> | null = incoming?.iterator({ destroyOnReturn: false }) ?? c.req.raw.body;
  try {
    if (body) yield* body;
  } catch {
    throw new SourceRefused(CUT);
  }
}

/** The file in a request: the body itself, or the one file of a form. */
const fileIn = (c: Context<Env>): FormFile => {
  const type = c.req.header('content-type');
  if (isForm(type)) return formFile(type, bytesOf(c));
  return { bytes: bytesOf(c), named: () => (type === undefined ? {} : { mimetype: type }) };
};

export const mediaRoutes = ({ gateway }: HttpDeps) =>
  new Hono<Env>()
    .post(
      '/media',
      describe({
        tag: 'Media',
        summary: 'Upload a file',
        description:
          'The body is the file itself, with its `Content-Type`, or a `multipart/form-data` form with one part named `file`. It is streamed to disk, and the answer comes once it is there. The type is read from the bytes. An upload may take long; it ends after 30 seconds without a byte.',
        answers: {
          201: { description: 'The file is on disk.', content: MediaShape, headers: { Location: 'The upload.' } },
        },
        problems: [
          'request.invalid',
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
      '/media/:id',
      describe({
        tag: 'Media',
        summary: 'Look at an upload',
        description: 'What is known of the file. The bytes are at `/content`.',
        answers: { 200: { description: 'The upload.', content: MediaShape } },
        problems: ['media.not_found', 'request.invalid', 'session.not_found'],
      }),
      params(Id),
      (c) => {
        const found = gateway.media.byId(c.req.valid('param').id);
        return found.ok ? c.json(mediaAnswer(found.value)) : refused(c, found.refusal);
      },
    )
    .get(
      '/media/:id/content',
      describe({
        tag: 'Media',
        summary: 'Fetch the bytes of an upload',
        description: 'Takes `Range` and `If-None-Match`. Types that a browser could run are answered as plain bytes.',
        answers: {
          200: { description: 'The bytes.', content: { [OPAQUE]: v.string() } },
          206: { description: 'A range of the bytes.', content: { [OPAQUE]: v.string() } },
          304: { description: 'The client has these bytes already.' },
          416: { description: 'The range is outside the bytes.' },
        },
        problems: ['media.not_found', 'request.invalid', 'session.not_found'],
      }),
      params(Id),
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
        summary: 'Remove an upload',
        description: 'Refused while a message that has not ended needs it. A file that others share stays for them.',
        answers: { 204: { description: 'The upload is removed.' } },
        problems: ['media.not_found', 'media.in_use', 'request.invalid', 'session.not_found'],
      }),
      params(Id),
      async (c) => {
        const told = await gateway.media.remove(c.req.valid('param').id, callerOf(c));
        return told.ok ? c.body(null, 204) : refused(c, told.refusal);
      },
    );

const bytesAnswer = (c: Context<Env>, view: MediaView, read: HttpDeps['gateway']['media']['read']): Response => {
  const headers = headersOf(view);
  if (headers['ETag'] !== undefined && c.req.header('if-none-match') === headers['ETag'])
    return c.body(null, 304, headers);
  const range = rangeIn(c.req.header('range'), view.size);
  if (range === 'unsatisfiable') return c.body(null, 416, { 'Content-Range': `bytes */${view.size}` });
  const length = range ? range.end - range.start + 1 : view.size;
  const sized = { ...headers, 'Content-Length': String(length) };
  const answered = range ? { ...sized, 'Content-Range': `bytes ${range.start}-${range.end}/${view.size}` } : sized;
  if (c.req.method === 'HEAD') return c.body(null, 200, sized);
  const bytes = read(view.id, range ?? undefined);
  if (!bytes.ok) return refused(c, bytes.refusal);
  return c.body(Readable.toWeb(bytes.value) as ReadableStream<Uint8Array>, range ? 206 : 200, answered);
};
