/** Decides what a caller may do. HTTP and all other entrances use the same decision. */
import type { Identity } from '../access/identities.ts';
import type { Scope } from '../access/scopes.ts';
import { ok, type Refusal, type Result } from '../kernel/result.ts';

export interface Wanted {
  /** Null if any caller will do. */
  readonly scope: Scope | null;
  /** Another scope that will do. */
  readonly or?: Scope;
  /** True if no key may, whatever its scopes. */
  readonly people: boolean;
}

const forbidden = (detail: string, members: Refusal['members'] = {}): Result<never> => ({
  ok: false,
  refusal: { code: 'auth.forbidden', detail, members },
});

const adviceFor = (identity: Identity): string =>
  identity.kind === 'person'
    ? `Your role is ${identity.role}: ask an administrator for another one.`
    : 'This key does not have it: ask an administrator for a key that does.';

export const mayDo = (identity: Identity, { scope, or, people }: Wanted): Result<void> => {
  const { kind, scopes } = identity;
  if (scope !== null && !scopes.has(scope) && !(or !== undefined && scopes.has(or)))
    return forbidden(`This takes the scope ${scope}. ${adviceFor(identity)}`, { scope });
  if (people && kind === 'key')
    return forbidden('A key cannot do this. Log in as a person who may, with POST /api/auth/login.');
  return ok(undefined);
};

/** Whether a message of this caller is a draft, which somebody else must approve. */
export const draftsOnly = ({ scopes }: Pick<Identity, 'scopes'>): boolean =>
  scopes.has('messages:draft') && !scopes.has('messages:send');
