/** Answers with the bytes of an upload, whole or in part. */
import { Readable } from 'node:stream';
import type { Context } from 'hono';
import * as v from 'valibot';
import type { MediaView } from '../../gateway/media/record.ts';
import { plainName } from '../../messages/media-source.ts';
import { problem, refused } from '../contract/problem.ts';
import type { Env, HttpDeps } from '../edge/env.ts';
import { rangeIn } from '../edge/ranges.ts';

const DAY_S = 86_400;

/** Types that a browser shows without running anything. */
const INERT = [
  'audio/aac',
  'audio/mp4',
  'audio/mpeg',
  'audio/ogg',
  'image/gif',
  'image/jpeg',
  'image/png',
  'image/webp',
  'video/mp4',
] as const;
const OPAQUE = 'application/octet-stream';

const BYTES = Object.fromEntries([...INERT, OPAQUE].map((type) => [type, v.string()]));

/** The answers of a route with bytes, for the OpenAPI document. */
export const BYTES_ANSWERS = {
  200: { description: 'The bytes.', content: BYTES },
  206: { description: 'A range of the bytes.', content: BYTES },
  304: { description: 'The client has these bytes already.' },
} as const;

const headersOf = ({ mimetype, sha256, fileName }: MediaView, maxAgeS: number): Record<string, string> => {
  const [type = ''] = mimetype.split(';', 1);
  const isInert = (INERT as readonly string[]).includes(type);
  const name = `filename*=UTF-8''${encodeURIComponent(plainName(fileName ?? '') ?? 'file')}`;
  return {
    'Content-Type': isInert ? mimetype : OPAQUE,
    'Content-Disposition': isInert ? `inline; ${name}` : `attachment; ${name}`,
    'Content-Security-Policy': "default-src 'none'; sandbox",
    'X-Content-Type-Options': 'nosniff',
    'Accept-Ranges': 'bytes',
    'Cache-Control': `private, max-age=${maxAgeS}, immutable`,
    ...(sha256 === null ? {} : { ETag: `"${sha256}"` }),
  };
};

/** Whether `If-None-Match` names these bytes: alone, in a list, as a weak tag, or by `*`. */
export const isKnown = (header: string | undefined, tag: string | undefined): boolean =>
  tag !== undefined && (header ?? '').split(',').some((one) => [tag, '*'].includes(one.trim().replace(/^W\//, '')));

const outside = (c: Context<Env>, size: number): Response =>
  problem(c, 'request.range_not_satisfiable', `This file has ${size} bytes, and the range holds none of them.`, {
    members: { size },
    headers: { 'Content-Range': `bytes */${size}` },
  });

/** The bytes of an upload. `maxAgeS` is how long a client may keep them. */
export const bytesAnswer = (
  c: Context<Env>,
  view: MediaView,
  read: HttpDeps['gateway']['media']['read'],
  maxAgeS = DAY_S,
): Response => {
  const headers = headersOf(view, maxAgeS);
  const tag = headers['ETag'];
  if (isKnown(c.req.header('if-none-match'), tag)) return c.body(null, 304, headers);
  // A range means something for GET alone.
  const mayCut = c.req.method !== 'HEAD' && [undefined, tag].includes(c.req.header('if-range'));
  const range = mayCut ? rangeIn(c.req.header('range'), view.size) : null;
  if (range === 'unsatisfiable') return outside(c, view.size);
  const length = range ? range.end - range.start + 1 : view.size;
  const sized = { ...headers, 'Content-Length': String(length) };
  const answered = range ? { ...sized, 'Content-Range': `bytes ${range.start}-${range.end}/${view.size}` } : sized;
  if (c.req.method === 'HEAD') return c.body(null, 200, sized);
  const bytes = read(view.id, range ?? undefined);
  if (!bytes.ok) return refused(c, bytes.refusal);
  return c.body(Readable.toWeb(bytes.value) as ReadableStream<Uint8Array>, range ? 206 : 200, answered);
};
