/** Links to the bytes of uploads: signed addresses that need no token and end by themselves. */
import { Hono } from 'hono';
import * as v from 'valibot';
import { LINK_SECONDS } from '../../access/media-links.ts';
import { BODY_PROBLEMS, describe } from '../contract/describe.ts';
import { refused } from '../contract/problem.ts';
import { IsoTime, iso } from '../contract/shapes.ts';
import type { Env, HttpDeps } from '../edge/env.ts';
import { body, params, query } from '../edge/parse.ts';
import { publicAddress } from '../edge/public-address.ts';
import { BYTES_ANSWERS, bytesAnswer } from './media-bytes.ts';
import { MediaParam } from './media-shape.ts';

const Ask = v.pipe(
  v.strictObject({
    seconds: v.optional(
      v.pipe(
        v.number(),
        v.integer('Expected a whole number'),
        v.minValue(1, 'Expected at least 1'),
        v.maxValue(LINK_SECONDS.max, `Expected at most ${LINK_SECONDS.max}, which is a day`),
        v.description('How long the link is good; 15 minutes when left out.'),
      ),
      LINK_SECONDS.byDefault,
    ),
  }),
  v.metadata({ ref: 'MediaLinkRequest' }),
);

const MediaLink = v.pipe(
  v.object({
    url: v.pipe(v.string(), v.description('Its holder may fetch the bytes until then, without a token.')),
    expiresAt: IsoTime,
  }),
  v.metadata({ ref: 'MediaLink' }),
);

const LinkQuery = v.strictObject({
  expires: v.pipe(
    v.string(),
    v.regex(/^\d{1,12}$/, 'Expected the seconds that the link was given with'),
    v.transform(Number),
    v.description('In seconds since 1970.'),
  ),
  signature: v.pipe(v.string(), v.maxLength(128, 'Expected the signature that the link was given with')),
});

/** Makes links. */
export const mediaLinkRoutes = ({ gateway, edge }: HttpDeps) =>
  new Hono<Env>().post(
    '/media/:id/link',
    describe({
      tag: 'Media',
      scope: 'media:write',
      reach: 'one-file',
      summary: 'Make a link to the bytes of an upload',
      description:
        'A signed address that needs no token, for a program or a person that has none. It ends with its time, or when the upload is removed. It begins with `WAYBILL_PUBLIC_URL`, else with the address that Waybill listens on.',
      answers: { 200: { description: 'The link.', content: MediaLink } },
      problems: ['media.not_found', 'session.not_found', ...BODY_PROBLEMS],
    }),
    params(MediaParam),
    body(Ask, { whenEmpty: {} }),
    (c) => {
      const told = gateway.media.link(c.req.valid('param').id, c.req.valid('json').seconds);
      if (!told.ok) return refused(c, told.refusal);
      const { id, expires, signature } = told.value;
      const url = `${publicAddress(edge, c.req.url)}/media/${id}?expires=${expires}&signature=${signature}`;
      return c.json({ url, expiresAt: iso(expires * 1_000) }, 200, { 'Cache-Control': 'no-store' });
    },
  );

/** Follows links. */
export const linkedMediaRoutes = ({ gateway, clock }: HttpDeps) =>
  new Hono<Env>().get(
    '/media/:id',
    describe({
      tag: 'Media',
      scope: 'open',
      summary: 'Follow a link to the bytes of an upload',
      description: 'The address that `POST /api/whatsapp/media/{id}/link` gave. It takes `Range` and `If-None-Match`.',
      answers: BYTES_ANSWERS,
      problems: [
        'media.not_found',
        'media.link_invalid',
        'media.link_expired',
        'request.invalid',
        'request.range_not_satisfiable',
        'server.unavailable',
      ],
    }),
    params(MediaParam),
    query(LinkQuery),
    (c) => {
      const link = { ...c.req.valid('param'), ...c.req.valid('query') };
      const found = gateway.media.linked(link);
      if (!found.ok) return refused(c, found.refusal);
      const leftS = Math.max(Math.floor(link.expires - clock.now() / 1_000), 0);
      return bytesAnswer(c, found.value, gateway.media.read, leftS);
    },
  );
