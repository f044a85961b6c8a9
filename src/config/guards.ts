/** What an environment variable may say. A guard's message says what the variable must be; a report puts its name before it. */
import { passwordProblem } from '../access/passwords.ts';
import * as v from 'valibot';
import { type Allow, parseAllow } from '../fetching/allow.ts';
import { isBasePath, withoutLastSlash } from '../http/edge/base-path.ts';

/** The longest delay that a timer takes. */
const TIMER_MS_MAX = 2_147_483_647;

export const whole = (min: number, max: number, mustBe: string) =>
  v.pipe(
    v.string(),
    v.regex(/^\d{1,15}$/, mustBe),
    v.transform(Number),
    v.minValue(min, mustBe),
    v.maxValue(max, mustBe),
  );
export const port = whole(0, 65_535, 'must be a port number from 0 to 65535 (0 picks a free one)');
export const timerMs = whole(1, TIMER_MS_MAX, `must be a number of milliseconds from 1 to ${TIMER_MS_MAX}`);
export const oneOf = <const T extends readonly string[]>(words: T) =>
  v.picklist(words, `must be ${words.slice(0, -1).join(', ')} or ${words.at(-1)}`);
/** A comma-separated list. */
export const listOf = (fits: (item: string) => boolean, mustBe: string) =>
  v.pipe(
    v.string(),
    v.transform((text) => text.split(',').map((item) => item.trim())),
    v.check((items) => items.every(fits), mustBe),
  );
/** What may be called although it is private, as `src/fetching` reads it. */
export const fetchAllow = v.pipe(
  v.string(),
  v.rawTransform<string, Allow>(({ dataset, addIssue, NEVER }) => {
    const read = parseAllow(dataset.value);
    if (read.ok) return read.value;
    addIssue({ message: `cannot be read: ${read.refusal.detail}` });
    return NEVER;
  }),
);
export const isSocketUrl = (text: string) => URL.canParse(text) && /^wss?:$/.test(new URL(text).protocol);

export const databaseUrl = v.pipe(
  v.string(),
  v.check(
    (text) => /^postgres(ql)?:$/.test(URL.parse(text)?.protocol ?? ''),
    'must be the address of a PostgreSQL database, such as postgres://waybill:secret@localhost/waybill',
  ),
);

export const password = v.pipe(
  v.string(),
  v.check(
    (text) => passwordProblem(text) === null,
    ({ input }) => `cannot be used: ${passwordProblem(input)}`,
  ),
);

const SECRET_BYTES_MIN = 32;

export const signingSecret = v.pipe(
  v.string(),
  v.check(
    (secret) => Buffer.byteLength(secret) >= SECRET_BYTES_MIN,
    ({ input }) =>
      `must be at least ${SECRET_BYTES_MIN} bytes long, but has ${Buffer.byteLength(input)}; make one with: openssl rand -base64 48`,
  ),
);

/** An http or https URL without a query, whose path may serve as a base path. */
export const isPublicUrl = (text: string) => {
  if (!/^https?:\/\/[^?#@]+$/.test(text) || !URL.canParse(text)) return false;
  return isBasePath(withoutLastSlash(new URL(text).pathname));
};
