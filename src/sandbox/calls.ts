/** Calls: contacts call the account, and its linked devices are told. Calls are forgotten when the sandbox ends. */
import { addressOf, digitsOf } from './addresses.ts';
import type { CallControl, CallNews, CallShown } from './control/calls.ts';
import { childOf, type Node, node } from './nodes.ts';
import { post } from './outbox.ts';
import { newMessageId, type World } from './world.ts';

const CALLS_MAX = 1_000;

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
