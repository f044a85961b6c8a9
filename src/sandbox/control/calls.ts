/** The part of the controls that is about calls. */

/** How a call stands: it rings, or it was taken on the account's phone, rejected, or given up by the caller. */
export type CallStanding = 'rings' | 'accepted' | 'rejected' | 'missed';

export interface CallShown {
  readonly callId: string;
  /** Digits of the caller's number. */
  readonly from: string;
  readonly video: boolean;
  readonly standing: CallStanding;
}

/** What a linked device is told of a call. */
export interface CallNews {
  readonly callId: string;
  readonly from: string;
  readonly video: boolean;
  readonly standing: CallStanding;
}

export interface CallControl {
  /** A contact calls the account. It rings until the call is taken, rejected or given up. */
  call(from: string, options?: { readonly video?: boolean }): CallShown;
  /**
   * The call ends: the account's phone takes or rejects it, or the caller gives up. False if it does not ring any more.
   */
  endCall(callId: string, standing: Exclude<CallStanding, 'rings'>): boolean;
  /** The calls since the start, the newest last. */
  calls(): readonly CallShown[];
}
