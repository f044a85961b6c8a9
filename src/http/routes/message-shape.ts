/** The body of a message of any kind, as a union by `type`. */
import * as v from 'valibot';
import { Priority } from '../../events/facts/words.ts';
import type { Clock, Millis } from '../../kernel/clock.ts';
import { Metadata } from '../../messages/beside.ts';
import { CONTENT_KINDS, type ContentKind, messageKinds } from '../../messages/content.ts';
import { MessageRef } from '../../messages/refs.ts';
import { IsoTime } from '../contract/shapes.ts';

const DAYS_AHEAD_MAX = 366;
const AHEAD_MS_MAX = DAYS_AHEAD_MAX * 24 * 60 * 60 * 1000;
const MENTIONS_MAX = 1_000;
const CLIENT_REF_MAX = 255;

/** The bounds of what every kind of message may carry. */
export const AROUND_LIMITS = {
  scheduleDaysMax: DAYS_AHEAD_MAX,
  mentionsMax: MENTIONS_MAX,
  clientRefCharactersMax: CLIENT_REF_MAX,
} as const;

const SEND_AT =
  'The earliest time to send, at most 366 days ahead; null or missing means at once. A time that passed more than a minute ago is refused.';
const EXPIRES_AT = 'The message is not sent after this time; its job then fails with `expired`.';

/** Whether the day exists. `Date.parse` reads February 31st as a day in March. */
const isDayOfCalendar = (text: string): boolean => {
  const [year = 0, month = 0, day = 0] = text.slice(0, 10).split('-').map(Number);
  return new Date(Date.UTC(year, month - 1, day)).getUTCDate() === day;
};

/** A time ahead, at most 366 days. */
const timeAhead = (clock: Clock, description: string) =>
  v.pipe(
    IsoTime,
    v.description(description),
    v.check(isDayOfCalendar, 'Expected a day of the calendar'),
    // Times before 1970 have passed too.
    v.transform((text) => Math.max(Date.parse(text), 0)),
    v.check((at) => !Number.isNaN(at), 'Expected a time that exists'),
    v.check((at) => at - clock.now() <= AHEAD_MS_MAX, 'Expected a time within the next 366 days'),
  );

export const sendAtOf = (clock: Clock) => v.nullish(timeAhead(clock, SEND_AT));

export const Recipient = v.pipe(
  v.string(),
  v.description(
    'A phone number, international or local to the configured country, with any usual separators; or a chat id, such as one of a group, or `status@broadcast`.',
  ),
  v.examples(['0812-3456-7890']),
);

/** People, or the one word that stands for many of them. */
const peopleOr = (word: string, description: string) =>
  v.pipe(
    v.union(
      [
        v.pipe(v.array(v.string()), v.maxLength(MENTIONS_MAX, `Expected at most ${MENTIONS_MAX} people`)),
        v.literal(word),
      ],
      `Expected a list of people, or "${word}"`,
    ),
    v.description(description),
  );

/** What every kind of message may carry beside its member. */
const around = (clock: Clock) => ({
  to: Recipient,
  replyTo: v.nullish(v.pipe(MessageRef, v.description('The message of this chat that it answers.'))),
  mentions: v.optional(peopleOr('all', 'People of the chat; in a group also `all`, as a word or in the list.'), []),
  audience: v.nullish(peopleOr('contacts', 'Who may see a message to `status@broadcast`, and only there.')),
  forwarded: v.optional(v.pipe(v.boolean(), v.description('It is marked as forwarded.')), false),
  priority: v.optional(Priority, 'NORMAL'),
  sendAt: sendAtOf(clock),
  expiresAt: v.nullish(timeAhead(clock, EXPIRES_AT)),
  clientRef: v.nullish(
    v.pipe(
      v.string(),
      v.minLength(1, 'Expected at least 1 character'),
      v.maxLength(CLIENT_REF_MAX, `Expected at most ${CLIENT_REF_MAX} characters`),
      v.description("The caller's own name for it."),
      v.examples(['order-1042']),
    ),
  ),
  metadata: v.nullish(v.pipe(Metadata, v.description("The caller's own words: up to 16 keys."))),
});

/** The name of a kind's body in the OpenAPI document: `TextMessage`. */
const nameOf = (kind: ContentKind): string => `${kind.charAt(0).toUpperCase()}${kind.slice(1)}Message`;

/** The body of one kind: its `type`, and the one member that is named like it. */
const messageOf = (kind: ContentKind, clock: Clock) =>
  v.pipe(
    v.strictObject({
      ...around(clock),
      type: v.literal(kind),
      [kind]: messageKinds[kind].member as v.GenericSchema,
    }),
    v.metadata({ ref: nameOf(kind) }),
  );

const [FIRST, ...OTHERS] = CONTENT_KINDS;

export const anyMessage = (clock: Clock) =>
  v.pipe(
    v.variant('type', [messageOf(FIRST, clock), ...OTHERS.map((kind) => messageOf(kind, clock))]),
    v.metadata({ ref: 'Message' }),
  );

/** What the schema gives; the member stands under the name of its kind. */
export interface AnyMessage {
  readonly type: ContentKind;
  readonly to: string;
  readonly replyTo?: string | null;
  readonly mentions: readonly string[] | 'all';
  readonly audience?: readonly string[] | 'contacts' | null;
  readonly forwarded: boolean;
  readonly priority: Priority;
  readonly sendAt?: Millis | null;
  readonly expiresAt?: Millis | null;
  readonly clientRef?: string | null;
  readonly metadata?: Metadata | null;
}
