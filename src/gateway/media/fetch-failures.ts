/** Why a file could not be fetched, or what came cannot be sent, as a failure. No host is named: a fact holds no address. */
import { type Failure, type FailureCode, failure, finalFailure } from '../../events/facts/failure.ts';
import type { UnreachableCause } from '../../fetching/refusals.ts';
import type { Refusal, RefusalCode } from '../../kernel/result.ts';

/** Statuses below 500 of servers that may answer otherwise later. */
const PASSING: readonly number[] = [408, 425, 429];

interface Words {
  readonly message: string;
  /** It may be otherwise at the next attempt. */
  readonly passes: boolean;
}

const CAUSES: Readonly<Record<UnreachableCause, Words>> = {
  answer: { message: 'The server of the address broke off, or did not answer as HTTP demands', passes: true },
  certificate: { message: 'The certificate of the address is not valid for it', passes: false },
  connection: { message: 'The server of the address did not accept a connection', passes: true },
  name: { message: 'The host of the address is not in the DNS', passes: true },
  proxy: { message: 'The proxy of the session does not work, so the address was not asked', passes: true },
  redirects: { message: 'The address redirects too often, or to nowhere', passes: false },
  time: { message: 'The server of the address took too long', passes: true },
};

const NONE = 'The address is none that can be fetched';

const FORBIDDEN = 'The address is not a public one; WAYBILL_FETCH_ALLOW can allow it';
const LARGER = 'The file is larger than a document may be';

/** Refusals of what the bytes are. */
const OF_BYTES: Readonly<Partial<Record<RefusalCode, FailureCode>>> = {
  'gateway.busy': 'media_unavailable',
  'media.conversion_unavailable': 'media_conversion_unavailable',
  'media.too_large': 'media_too_large',
  'media.type_mismatch': 'media_type_mismatch',
  'media.unreadable': 'media_unreadable',
};

const CODES: ReadonlySet<FailureCode> = new Set(['media_unreachable', ...Object.values(OF_BYTES)]);

/** Whether a message failed because its file could not be fetched, or cannot be sent. */
export const isOfFetch = ({ code }: Failure): boolean => CODES.has(code);

export const failureOfBytes = ({ code, detail }: Refusal): Failure =>
  failure(OF_BYTES[code] ?? 'media_unreadable', detail);

/** The disk, the log or the workshop: a later attempt may find them well again. */
export const notStored = (): Failure => failure('media_unavailable', 'The file could not be stored');

const isCause = (cause: unknown): cause is UnreachableCause =>
  typeof cause === 'string' && Object.hasOwn(CAUSES, cause);

export const failureOfFetch = ({ code, members: { cause, answered } = {} }: Refusal): Failure => {
  if (code === 'media.incomplete')
    return failure('media_unreachable', 'The server of the address stopped in the middle');
  if (code === 'media.too_large') return failure('media_too_large', LARGER);
  if (code !== 'media.unreachable')
    return finalFailure('media_unreachable', code === 'address.forbidden' ? FORBIDDEN : NONE);
  if (!isCause(cause)) {
    const status = typeof answered === 'number' ? answered : null;
    const passes = status === null || status >= 500 || PASSING.includes(status);
    const fails = passes ? failure : finalFailure;
    return fails('media_unreachable', `The server of the address answered ${status ?? 'nothing'}`, status);
  }
  const { message, passes } = CAUSES[cause];
  return (passes ? failure : finalFailure)('media_unreachable', message);
};
