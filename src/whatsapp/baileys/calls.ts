/** Calls, as WhatsApp announces them, and their rejection (section 10 of the wire notes). */
import { type BinaryNode, getAllBinaryNodeChildren, getBinaryNodeChild, jidDecode, jidNormalizedUser } from 'baileys';
import * as v from 'valibot';
import type { CallOutcome } from '../../events/facts/call.ts';
import type { Millis } from '../../kernel/clock.ts';
import { CallId, type ChatId, ConversationId } from '../../kernel/ids.ts';
import type { CallSignal, RejectedCall } from '../calling.ts';

const SECOND_MS = 1_000;

/** A person or a group; null for what is no address. */
const addressOf = (jid: string | undefined): ChatId | null => {
  const address = jidNormalizedUser(jid);
  return v.is(ConversationId, address) ? address : null;
};

/** Reasons of a `terminate` that say what the account's other devices did. */
const ELSEWHERE: Readonly<Record<string, CallOutcome>> = {
  accepted_elsewhere: 'accepted',
  rejected_elsewhere: 'rejected',
};

/** How the call ended; null while it rings, and for what devices say to each other meanwhile. */
const outcomeOf = ({ tag, attrs }: BinaryNode): CallOutcome | null => {
  if (tag === 'accept') return 'accepted';
  if (tag === 'reject') return 'rejected';
  return tag === 'terminate' ? (ELSEWHERE[attrs['reason'] ?? ''] ?? 'missed') : null;
};

const offered = (call: BinaryNode, offer: BinaryNode): CallSignal['news'] | null => {
  const creator = offer.attrs['call-creator'];
  const by = addressOf(creator ?? call.attrs['from']);
  if (by === null) return null;
  const other = addressOf(offer.attrs['caller_pn'] ?? offer.attrs['caller_lid']);
  const group = addressOf(offer.attrs['group-jid']);
  return {
    kind: 'offered',
    by,
    other: other === by ? null : other,
    device: jidDecode(creator)?.device ?? 0,
    group,
    video: getBinaryNodeChild(offer, 'video') !== undefined,
    offline: call.attrs['offline'] !== undefined,
  };
};

/** What a `<call>` tells; null for what is of no interest to people. */
export const callIn = (call: BinaryNode, now: Millis): CallSignal | null => {
  const [said] = getAllBinaryNodeChildren(call);
  const callId = said?.attrs['call-id'];
  if (!said || !v.is(CallId, callId)) return null;
  const at = Number(call.attrs['t']) * SECOND_MS || now;
  if (said.tag === 'offer') {
    const news = offered(call, said);
    return news && { type: 'call', callId, at, news };
  }
  const outcome = outcomeOf(said);
  return outcome && { type: 'call', callId, at, news: { kind: 'ended', outcome } };
};

/** Tells the caller that nobody takes the call. Each of the account's devices stops ringing. */
export const rejectionOf = (account: ChatId, { callId, by, device }: RejectedCall): BinaryNode => {
  const [user = '', server = ''] = by.split('@');
  const creator = device > 0 ? `${user}:${device}@${server}` : by;
  const reject = { tag: 'reject', attrs: { 'call-id': callId, 'call-creator': creator, count: '0' } };
  return { tag: 'call', attrs: { from: account, to: by }, content: [reject] };
};
