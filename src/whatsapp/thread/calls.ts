/**
 * A table of all asynchronous calls of a link, which its thread answers.
 *
 * The proxy of a link has a method for each row, the posted order carries the method's name, and the thread calls that
 * method of the real link. A method of the port without a row here does not compile.
 */
import { notNow, undelivered } from '../baileys/failures.ts';
import type { Link } from '../port.ts';

/** The asynchronous methods of a link. Synchronous ones are handled elsewhere. */
export type Calls = {
  [M in keyof Link as Link[M] extends (...args: never[]) => Promise<unknown> ? M : never]: Link[M];
};
export type CallName = keyof Calls;

interface CallTerms {
  /**
   * The error of a call whose link is gone. `inHand`: the thread had received the call, and may have written something.
   */
  readonly lost: (inHand: boolean) => Error;
  /** Whether an answer counts only after the keys that it changed are on disk. */
  readonly changesKeys: boolean;
}

const reading: CallTerms = { lost: () => undelivered('session_closed', false), changesKeys: false };
const writing: CallTerms = { lost: (inHand) => undelivered('session_closed', inHand), changesKeys: true };
const commanding: CallTerms = { lost: () => notNow('The session is not connected any more'), changesKeys: false };

export const CALLS: { readonly [M in CallName]: CallTerms } = {
  send: writing,
  check: reading,
  checkAll: reading,
  group: reading,
  read: reading,
  type: reading,
  appear: reading,
  watch: reading,
  changeChat: writing,
  setTimer: writing,
  rejectCall: reading,
  setBlocked: reading,
  ownProfile: reading,
  setOwnName: writing,
  setOwnAbout: reading,
  setOwnPicture: reading,
  shownBy: reading,
  pictureOf: reading,
  groups: reading,
  createGroup: reading,
  changeGroup: reading,
  changeMembers: reading,
  sendInvitation: writing,
  setGroupPicture: reading,
  leaveGroup: reading,
  groupInvite: reading,
  invitedGroup: reading,
  joinGroup: reading,
  joinRequests: reading,
  answerJoinRequests: reading,
  mediaHosts: reading,
  reupload: reading,
  fetchPast: writing,
  ping: reading,
  pairingCode: commanding,
  logout: commanding,
};

type Ask = <M extends CallName>(name: M) => Calls[M];

/** A method for each row of the table. */
export const callsThrough = (ask: Ask): Calls => {
  const names = Object.keys(CALLS) as CallName[];
  return Object.fromEntries(names.map((name) => [name, ask(name)])) as unknown as Calls;
};
