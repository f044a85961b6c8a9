/** The colour, icon and word of each state, the same on every page. */
import type { Schema } from '../api/client.ts';
import { type Look, look } from './look.ts';

export type { Look, Tone } from './look.ts';

export type JobStatus = Schema<'Job'>['status'];
export type QueueState = Schema<'Status'>['queue']['state'];

export const JOB_LOOKS: Readonly<Record<JobStatus, Look>> = {
  draft: look('waiting', 'pencil', 'Draft'),
  waiting: look('waiting', 'clock', 'Waiting'),
  active: look('active', 'play', 'Active'),
  retrying: look('retrying', 'retry', 'Retrying'),
  completed: look('completed', 'check', 'Completed'),
  failed: look('failed', 'cross', 'Failed'),
  cancelled: look('cancelled', 'minus', 'Cancelled'),
};

/** A file that came in with a message. */
export const MEDIA_LOOKS: Readonly<Record<string, Look>> = {
  pending: look('active', 'clock', 'Being fetched'),
  stored: look('completed', 'check', 'Stored'),
  failed: look('retrying', 'retry', 'Failed, tried again'),
  expired: look('cancelled', 'trash', 'Expired'),
  withheld: look('cancelled', 'minus', 'Kept by WhatsApp'),
  skipped: look('waiting', 'minus', 'Too large, fetched when asked'),
};

/** An endpoint of webhooks. */
export const WEBHOOK_LOOKS: Readonly<Record<Schema<'Webhook'>['state'] | 'removed', Look>> = {
  active: look('completed', 'play', 'Active'),
  failing: look('retrying', 'retry', 'Failing, probed again'),
  paused: look('retrying', 'pause', 'Paused'),
  removed: look('cancelled', 'trash', 'Removed'),
};

export const QUEUE_LOOKS: Readonly<Record<QueueState, Look>> = {
  running: look('completed', 'play', 'Running'),
  paused: look('retrying', 'pause', 'Paused'),
  cooling: look('retrying', 'clock', 'Cooling down'),
};
