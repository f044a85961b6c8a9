/** Why the address of a file could not be fetched, as a failure. No host is named: a fact holds no address. */
import { type Failure, failure, finalFailure } from '../../events/facts/failure.ts';
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
  redirects: { message: 'The address redirects too often, or to nowhere', passes: false },
  time: { message: 'The server of the address took too long', passes: true },
};

const NONE = 'The address is none that can be fetched';

const ofCode: Readonly<Partial<Record<RefusalCode, string>>> = {
  'address.forbidden': 'The address is not a public one; WAYBILL_FETCH_ALLOW can allow it',
  'media.too_large': 'The file is larger than a document may be',
};

const isCause = (cause: unknown): cause is UnreachableCause =>
  typeof cause === 'string' && Object.hasOwn(CAUSES, cause);

export const failureOfFetch = ({ code, members: { cause, answered } = {} }: Refusal): Failure => {
  if (code === 'media.incomplete')
    return failure('media_unreachable', 'The server of the address stopped in the middle');
  if (code !== 'media.unreachable') return finalFailure('media_unreachable', ofCode[code] ?? NONE);
  if (!isCause(cause)) {
    const status = typeof answered === 'number' ? answered : null;
    const passes = status === null || status >= 500 || PASSING.includes(status);
    const fails = passes ? failure : finalFailure;
    return fails('media_unreachable', `The server of the address answered ${status ?? 'nothing'}`, status);
  }
  const { message, passes } = CAUSES[cause];
  return (passes ? failure : finalFailure)('media_unreachable', message);
};
