/** Shapes that several routes share, for parsing and for the OpenAPI document. */
import * as v from 'valibot';
import { DEFAULT_SESSION, SessionId, WrittenAddress } from '../../kernel/ids.ts';

const WITHOUT_OFFSET = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?$/;

/** Says how to write a time that could not be parsed. */
const timeFault = (text: string): string =>
  WITHOUT_OFFSET.test(text)
    ? 'The offset from UTC is missing; end with Z or +07:00, as in 2026-01-31T19:00:00+07:00'
    : 'Expected a time with its offset from UTC, such as 2026-01-31T12:00:00Z or 2026-01-31T19:00:00+07:00';

export const IsoTime = v.pipe(
  v.string(),
  v.isoTimestamp(({ input }) => timeFault(input)),
  v.examples(['2026-01-31T12:00:00.000Z']),
);

export { iso, isoOrNull } from '../../kernel/clock.ts';

/** A time in a query string. */
export const Time = v.pipe(
  IsoTime,
  v.transform(Date.parse),
  v.check((at) => !Number.isNaN(at), 'Expected a time that exists'),
);

const LIMIT_DEFAULT = '50';
const LIMIT_MAX = 500;

/** A number in a query, which arrives as digits. */
const digits = (missing?: string) =>
  v.pipe(
    missing === undefined ? v.string() : v.optional(v.string(), missing),
    v.regex(/^-?\d{1,16}$/, 'Expected a whole number'),
    // No zero is negative.
    v.transform((written) => Number(written) + 0),
    v.number(),
    v.safeInteger(),
  );

export const limitUpTo = (most: number) =>
  v.pipe(
    digits(LIMIT_DEFAULT),
    v.minValue(1, 'Expected at least 1'),
    v.maxValue(most, `Expected at most ${most}`),
    v.description(`How many items at most; ${LIMIT_DEFAULT} when left out.`),
  );

export const Limit = limitUpTo(LIMIT_MAX);

export const Position = v.pipe(digits(), v.minValue(0), v.description('A place in the whole log: 1, 2, 3 …'));

export const Cursor = v.optional(
  v.pipe(v.string(), v.maxLength(512), v.description('`nextCursor` of the page before.')),
);

export const Session = v.optional(v.pipe(SessionId, v.description('Which WhatsApp session.')), DEFAULT_SESSION);

/** Filters for facts, by session and chat. */
export const Belonging = {
  session: v.optional(v.pipe(SessionId, v.description('Only facts of this session; of all, when left out.'))),
  chatId: v.optional(v.pipe(WrittenAddress, v.description('Only facts of this chat, under any of its addresses.'))),
};

/** The query of a route whose only parameter is the session. */
export const SessionQuery = v.strictObject({ session: Session });

/** One page of a list. */
export const pageOf = <S extends v.GenericSchema>(item: S) =>
  v.object({
    items: v.array(item),
    nextCursor: v.pipe(v.nullable(v.string()), v.description('For the next page; null at the end.')),
  });
