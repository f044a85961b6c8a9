/** What the page knows of streams and facts by their names. */
import { JOB_LOOKS, type Look, MEDIA_LOOKS, QUEUE_LOOKS, type Tone, WEBHOOK_LOOKS } from '../ui/tone.ts';
import { SESSION_LOOKS } from '../ui/look.ts';
import type { Layout } from './layout.ts';
import job from './layouts/job.json';
import media from './layouts/media.json';
import queue from './layouts/queue.json';
import session from './layouts/session.json';
import webhook from './layouts/webhook.json';
import type { Kind } from './streams.ts';

export const layouts = { job, media, queue, session, webhook } as unknown as Readonly<Record<Kind, Layout>>;

const LOOKS: Readonly<Record<Kind, Readonly<Record<string, Look>>>> = {
  job: JOB_LOOKS,
  session: SESSION_LOOKS,
  queue: QUEUE_LOOKS,
  media: MEDIA_LOOKS,
  webhook: WEBHOOK_LOOKS,
};

/** The colour of a state, the same as on every other page: `active.sending` has that of `active`. */
export const toneOf = (kind: Kind | null, state: string | null): Tone => {
  const [outer = ''] = (state ?? '').split('.', 1);
  return (kind && LOOKS[kind][outer]?.tone) ?? 'cancelled';
};

export const FAILURES: readonly string[] = ['job.failed', 'job.abandoned'];
export const DISCONNECTS: readonly string[] = [
  'session.closed',
  'session.interrupted',
  'session.timed_out',
  'session.logged_out',
  'session.halted',
];
const TROUBLES = new Set([...FAILURES, ...DISCONNECTS, 'job.interrupted', 'queue.cooled', 'webhook.failing']);

/** Facts of failures and disconnects. */
export const isTrouble = (type: string): boolean => TROUBLES.has(type);
