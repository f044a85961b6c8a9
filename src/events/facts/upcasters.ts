/**
 * Upcasters: old shapes of facts, converted to today's shape on read. Stored rows are never rewritten.
 *
 * An upcaster takes the data of one type from one schema version to the next. A type that never changed has version 1
 * and no entry here.
 */

import { roleOf } from './user.ts';

/** Converts one type's data from version n to n + 1. */
type Upcaster = (data: Record<string, unknown>) => Record<string, unknown>;

/** `upcasters['job.queued'][0]` takes version 1 to version 2. */
export type Upcasters = Readonly<Record<string, readonly Upcaster[]>>;

/** In version 1 every message was a text, its digest had no salt, and missing values were null. */
const queuedWithContent: Upcaster = ({ content, notBefore, idempotency, ...data }) => ({
  ...data,
  content: { kind: 'text', digest: content },
  ...(notBefore === null ? {} : { notBefore }),
  ...(idempotency === null ? {} : { idempotency }),
});

const upcasters: Upcasters = {
  // Version 3 may name media, other messages, a time of expiry and the caller's own words.
  'job.queued': [queuedWithContent, (data) => data],
  'job.interrupted': [(data) => ({ ...data, attempts: null })],
  'job.retried': [(data) => ({ ...data, attempts: 0 })],
  // The role "member" is now called "operator".
  'user.added': [({ role, ...data }) => ({ ...data, role: roleOf(String(role)) })],
};

/** The version that is written today. */
export const schemaVersion = (type: string, known: Upcasters = upcasters): number => 1 + (known[type]?.length ?? 0);

export const upcast = (type: string, schema: number, data: unknown, known: Upcasters = upcasters): unknown =>
  (known[type] ?? []).slice(schema - 1).reduce((shape, step) => step(shape), data as Record<string, unknown>);
