/** Calls: contacts call the account, and its linked devices are told. Calls are forgotten when the sandbox ends. */
import { addressOf, digitsOf, jidOf, lidOf } from './addresses.ts';
import type { CallControl, CallNews, CallShown, CallStanding } from './control/calls.ts';
import { childOf, type Node, node, seconds } from './nodes.ts';
import { post } from './outbox.ts';
import type { Waiting } from './waiting.ts';
import { newMessageId, type World } from './world.ts';

const CALLS_MAX = 1_000;

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

const tell = (world: World, call: CallNews): void => {
  for (const jid of world.memory.state.devices.keys())
    post(world, jid, { ...call, kind: 'call', id: newMessageId(world.entropy), at: world.clock.now() });
};

/** A device says something about a call. Only a rejection means anything here. */
export const takeCall = (world: World, stanza: Node): Node => {
  const reject = childOf(stanza, 'reject');
  const callId = reject?.attrs['call-id'] ?? '';
  const call = world.calls.get(callId);
  const isOfCaller = addressOf(reject?.attrs['call-creator'])?.number === call?.from;
  if (call?.standing === 'rings' && isOfCaller) {
    world.calls.set(callId, { ...call, standing: 'rejected' });
    world.changed();
  }
  const { id = '', to = '' } = stanza.attrs;
  return node('ack', { class: 'call', id, from: to, type: reject ? 'reject' : undefined });
};

export const callControlsOf = (world: World): CallControl => ({
  call(from, { video = false } = {}) {
    const [oldest] = world.calls.keys();
    if (world.calls.size >= CALLS_MAX && oldest !== undefined) world.calls.delete(oldest);
    const callId = newMessageId(world.entropy);
    const call: CallShown = { callId, from: digitsOf(from), video, standing: 'rings' };
    world.calls.set(callId, call);
    tell(world, call);
    world.changed();
    return call;
  },
  endCall(callId, standing) {
    const call = world.calls.get(callId);
    if (call?.standing !== 'rings') return false;
    const ended = { ...call, standing };
    world.calls.set(callId, ended);
    tell(world, ended);
    world.changed();
    return true;
  },
  calls: () => [...world.calls.values()],
});
