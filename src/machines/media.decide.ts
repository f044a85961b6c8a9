/** The policy of a file that came in: when it is tried again, and when it is given up. */
import type { FactOf } from '../events/facts/catalogue.ts';
import type { MediaFact, MediaFailure } from '../events/facts/media.ts';
import type { Millis } from '../kernel/clock.ts';
import { ok, type Refusal, type Result, refuse } from '../kernel/result.ts';
import type { Media } from './media.machine.ts';

type Awaited = Omit<FactOf<'media.awaited'>, 'type' | 'asked' | 'from'>;

export type MediaCommand =
  /** Its turn to be fetched has come. */
  | ({ readonly type: 'await' } & Awaited)
  /** A client asks for it. */
  | ({ readonly type: 'ask' } & Awaited)
  | { readonly type: 'recordStored'; readonly stored: FactOf<'media.stored'> }
  | { readonly type: 'recordRelocated'; readonly remote: FactOf<'media.relocated'>['remote'] }
  | { readonly type: 'recordFailure'; readonly reason: MediaFailure; readonly status?: number }
  | { readonly type: 'recordTooLarge'; readonly limit: number }
  | { readonly type: 'recordWithheld' }
  /** Neither the host nor the phone has it. */
  | { readonly type: 'recordGone' }
  /** The next attempt is due; ignored if the file no longer waits for this time. */
  | { readonly type: 'retry'; readonly retryAt: Millis };

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;

/** How long to wait after each failed attempt: an outage of a minute is bridged quickly, and one of hours as well. */
export const MEDIA_LADDER_MS: readonly number[] = [
  5 * SECOND_MS,
  30 * SECOND_MS,
  2 * MINUTE_MS,
  10 * MINUTE_MS,
  60 * MINUTE_MS,
  360 * MINUTE_MS,
];

const retryAfter = (attempt: number, now: Millis): Millis | null => {
  const delay = MEDIA_LADDER_MS[attempt - 1];
  return delay === undefined ? null : now + delay;
};

const failed = (
  media: Media,
  { reason, status }: { reason: MediaFailure; status?: number },
  now: Millis,
): MediaFact => {
  const attempt = media.context.attempts + 1;
  const retryAt = retryAfter(attempt, now);
  if (retryAt === null && reason === 'gone') return { type: 'media.expired', reason };
  return { type: 'media.failed', attempt, reason, ...(status === undefined ? {} : { status }), retryAt };
};

/** What a client's wish becomes. Nothing, while the file is there or on its way. */
const asked = (media: Media, awaited: Awaited): Result<MediaFact[]> => {
  if (media.matches('unborn')) return ok([{ type: 'media.awaited', ...awaited, asked: true }]);
  if (media.matches('withheld'))
    return refuse('media.withheld', 'WhatsApp keeps this file from linked devices. It can be seen on the phone alone.');
  return ok(media.matches('pending') || media.matches('stored') ? [] : [{ type: 'media.retried', asked: true }]);
};

/** News of an attempt count only while the file is awaited. */
const ofAttempt = (media: Media, fact: MediaFact): Result<MediaFact[]> => ok(media.matches('pending') ? [fact] : []);

export const decideMedia = (media: Media, command: MediaCommand, { now }: { now: Millis }): Result<MediaFact[]> => {
  switch (command.type) {
    case 'await': {
      const { type: _, ...awaited } = command;
      return ok(media.matches('unborn') ? [{ type: 'media.awaited', ...awaited }] : []);
    }
    case 'ask': {
      const { type: _, ...awaited } = command;
      return asked(media, awaited);
    }
    case 'recordStored':
      return ofAttempt(media, command.stored);
    case 'recordRelocated':
      return ofAttempt(media, { type: 'media.relocated', remote: command.remote });
    case 'recordFailure':
      return ofAttempt(media, failed(media, command, now));
    case 'recordTooLarge':
      return ofAttempt(media, { type: 'media.skipped', limit: command.limit });
    case 'recordWithheld':
      return ofAttempt(media, { type: 'media.withheld' });
    case 'recordGone':
      return ofAttempt(media, { type: 'media.expired', reason: 'gone' });
    case 'retry':
      return ok(
        media.matches('failed') && media.context.retryAt === command.retryAt ? [{ type: 'media.retried' }] : [],
      );
  }
};

/** Every state takes all facts that `decideMedia` returns in it, so only a bug leads here. */
export const refuseMedia = (fact: MediaFact): Refusal => ({
  code: 'media.not_found',
  detail: `The file cannot take ${fact.type} now.`,
});
