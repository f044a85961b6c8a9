/** Calls, in Waybill's own words. They ring on the phones of the account; Waybill can reject them. */
import type { CallOutcome } from '../events/facts/call.ts';
import type { Millis } from '../kernel/clock.ts';
import type { CallId, ChatId } from '../kernel/ids.ts';

/** News of a call; `at` is WhatsApp's time. */
export interface CallSignal {
  readonly type: 'call';
  readonly callId: CallId;
  readonly at: Millis;
  readonly news:
    | {
        readonly kind: 'offered';
        /** Who calls, and their other address if WhatsApp told it. */
        readonly by: ChatId;
        readonly other: ChatId | null;
        /** The caller's device: 0 for the phone. */
        readonly device: number;
        /** The group of a call among several. */
        readonly group: ChatId | null;
        readonly video: boolean;
        /** It waited until the session was connected. */
        readonly offline: boolean;
      }
    | { readonly kind: 'ended'; readonly outcome: CallOutcome };
}

/** A call to reject, and who calls from which device. */
export interface RejectedCall {
  readonly callId: CallId;
  readonly by: ChatId;
  readonly device: number;
}

export interface Calls {
  /**
   * Tells the caller that nobody takes the call.
   * @throws Undelivered
   */
  rejectCall(call: RejectedCall): Promise<void>;
}
