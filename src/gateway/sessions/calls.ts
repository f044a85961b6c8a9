/** Calls that come in: Waybill takes none, but can reject one. */
import type { System } from '../../actors/system.ts';
import type { Caller } from '../../kernel/caller.ts';
import type { CallId, SessionId } from '../../kernel/ids.ts';
import { ok, type Result, refuse } from '../../kernel/result.ts';
import { linkOf, whatWhatsAppSays } from './asking.ts';

export interface Calls {
  /** The phones of the account and of the caller stop ringing. */
  reject(session: SessionId, id: CallId, caller: Caller): Promise<Result<void>>;
}

export const createCalls = ({ system }: { readonly system: System }): Calls => ({
  async reject(session, id, caller) {
    const found = system.calls.find(session, id);
    if (!found) return refuse('call.not_found', 'There is no call with this id on record.');
    if (found.over) return refuse('call.over', 'This call is over.');
    const link = linkOf(system, session);
    if (!link.ok) return link;
    return whatWhatsAppSays(async () => ok(await system.calls.reject(session, id, found.call, link.value, caller)));
  },
});
