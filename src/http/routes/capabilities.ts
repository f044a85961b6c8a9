/** What can be sent and converted here. */
import { Hono } from 'hono';
import * as v from 'valibot';
import { LINK_SECONDS } from '../../access/media-links.ts';
import { METADATA_LIMITS } from '../../messages/beside.ts';
import { CONTENT_KINDS } from '../../messages/content.ts';
import { MediaKind } from '../../messages/media.ts';
import { describe } from '../contract/describe.ts';
import { refused } from '../contract/problem.ts';
import { SessionQuery } from '../contract/shapes.ts';
import type { Env, HttpDeps } from '../edge/env.ts';
import { query } from '../edge/parse.ts';
import { WAIT_SECONDS_MAX } from '../edge/prefer.ts';
import { AROUND_LIMITS } from './message-shape.ts';

/** What every session can do, for clients that meet several versions of Waybill. */
const FEATURES = [
  'qr',
  'pairing_code',
  'schedule',
  'expiry',
  'replies',
  'mentions',
  'forwarding',
  'delivery_receipts',
  'read_receipts',
  'wait',
  'dry_run',
  'media_links',
] as const;

const Whole = v.pipe(v.number(), v.integer());

const FileShape = v.object({
  bytesMax: Whole,
  takes: v.pipe(v.nullable(v.array(MediaKind)), v.description('The kinds of files that it takes; null for all.')),
  asIs: v.pipe(
    v.nullable(v.array(v.string())),
    v.description('Types that are sent as they are, where their measures fit; null for all.'),
  ),
  converts: v.pipe(v.boolean(), v.description('Whether files of other types are converted here.')),
});

const Kind = v.object({
  type: v.picklist(CONTENT_KINDS),
  limits: v.pipe(v.record(v.string(), Whole), v.description('Bounds by name: characters, and counts.')),
  files: v.pipe(
    v.record(v.string(), FileShape),
    v.description('The ways in which it sends a file; `gif` and `round` are members of a video. Empty without one.'),
  ),
});

const Capabilities = v.pipe(
  v.object({
    kinds: v.array(Kind),
    tools: v.object({
      ffmpeg: v.pipe(v.nullable(v.string()), v.description('Its version; null if it is not there.')),
      sharp: v.string(),
    }),
    limits: v.object({
      bodyBytesMax: v.pipe(Whole, v.description('The longest JSON body, with files in base64.')),
      uploadBytesMax: Whole,
      scheduleDaysMax: Whole,
      mentionsMax: Whole,
      clientRefCharactersMax: Whole,
      metadata: v.object({ keysMax: Whole, keyCharactersMax: Whole, valueCharactersMax: Whole }),
      waitSecondsMax: Whole,
      linkSecondsMax: Whole,
      keptDays: v.pipe(
        v.nullable(Whole),
        v.description('How long an upload is kept after its last use; null for ever.'),
      ),
    }),
    session: v.object({
      id: v.string(),
      linked: v.boolean(),
      connected: v.boolean(),
      features: v.array(v.picklist(FEATURES)),
    }),
  }),
  v.metadata({ ref: 'Capabilities' }),
);

export const capabilityRoutes = ({ gateway, edge }: HttpDeps) =>
  new Hono<Env>().get(
    '/capabilities',
    describe({
      tag: 'Sending',
      scope: 'sessions:read',
      reach: 'one-session',
      summary: 'See what can be sent here',
      description:
        'The kinds of messages with their limits, the files that are converted, and what the session can do. The limits are those that messages are held to.',
      answers: { 200: { description: 'What can be sent.', content: Capabilities } },
      problems: ['session.not_found', 'request.invalid'],
    }),
    query(SessionQuery),
    async (c) => {
      const status = gateway.sessions.status(c.get('session'));
      if (!status.ok) return refused(c, status.refusal);
      const { id, account, connected } = status.value.session;
      const { kinds, tools, uploadBytesMax, keptDays } = await gateway.capabilities();
      const { bodyBytesMax } = edge.limits;
      const ours = { metadata: METADATA_LIMITS, waitSecondsMax: WAIT_SECONDS_MAX, linkSecondsMax: LINK_SECONDS.max };
      return c.json({
        kinds,
        tools,
        limits: { bodyBytesMax, uploadBytesMax, ...AROUND_LIMITS, ...ours, keptDays },
        session: { id, linked: account !== null, connected, features: FEATURES },
      });
    },
  );
