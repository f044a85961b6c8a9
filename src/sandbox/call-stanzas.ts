/** The stanza that tells a linked device of a call. */
import { jidOf, lidOf } from './addresses.ts';
import type { CallStanding } from './control/calls.ts';
import { type Node, node, seconds } from './nodes.ts';
import type { Waiting } from './waiting.ts';

/** By its state: what the server tells the account's linked devices. */
const ENDS: Readonly<Record<Exclude<CallStanding, 'rings'>, string | undefined>> = {
  accepted: 'accepted_elsewhere',
  rejected: 'rejected_elsewhere',
  missed: 'timeout',
};

const AUDIO = [node('audio', { enc: 'opus', rate: 8000 }), node('audio', { enc: 'opus', rate: 16_000 })];

export const callStanza = ({ callId, from, video, standing, id, at }: Extract<Waiting, { kind: 'call' }>): Node => {
  const creator = { 'call-id': callId, 'call-creator': lidOf(from), caller_pn: jidOf(from) };
  const said =
    standing === 'rings'
      ? node('offer', creator, [...AUDIO, ...(video ? [node('video', { enc: 'vp8' })] : [])])
      : node('terminate', { ...creator, reason: ENDS[standing] });
  return node('call', { from: lidOf(from), id, t: seconds(at), platform: 'android', version: '2.24' }, [said]);
};
