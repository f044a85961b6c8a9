/** The connection of a linked device: accepted or refused, then served. */
import { backlogWindow } from './backlog-window.ts';
import { takeCall } from './calls.ts';
import { jidOf, lidOf } from './addresses.ts';
import type { Conversation, Peer } from './peer.ts';
import type { LinkedDevice } from './memory.ts';
import { takeMessage } from './messages.ts';
import { childOf, type Node, node, seconds } from './nodes.ts';
import type { Handshaken } from './noise.ts';
import { takeMediaRetry } from './media/retries.ts';
import { answersMessage, connect, takeAck, takeReceipt } from './outbox.ts';
import { pair } from './pairing.ts';
import { takeChatState, takePresence } from './presence.ts';
import { answerQuery } from './queries.ts';
import { linkedDevice, type World } from './world.ts';

const LOGGED_OUT = 401;
const TEMPORARILY_BANNED = 402;

/** A temporary ban states its reason and its length in seconds. */
const failure = (code: number): Node =>
  node('failure', { reason: code, ...(code === TEMPORARILY_BANNED && { code: 101, expire: 3600 }) });

/** Ends a connection because its device has logged in on another one. */
export const replaced = (): Node => node('stream:error', {}, [node('conflict', { type: 'replaced' })]);

/** The device that the client claims to be, if it can prove it. */
const knownDevice = (world: World, { payload, noiseKey }: Handshaken): LinkedDevice | null => {
  const device = linkedDevice(world, jidOf(String(payload.username ?? ''), payload.device ?? 0));
  return device?.noiseKey === noiseKey.toString('base64') ? device : null;
};

const acknowledge = (peer: Peer, { tag, attrs }: Node): void =>
  peer.send(node('ack', { class: tag, id: attrs['id'], from: attrs['to'], type: attrs['type'] }));

const serve = (world: World, peer: Peer, device: LinkedDevice): Conversation => {
  const window = backlogWindow();
  const asked = {
    world,
    device,
    answer: peer.send,
    // Not awaited: the device asks for its backlog part by part meanwhile.
    ready: () => void connect(world, device, peer, window),
    unlink: () => world.memory.record({ type: 'unlinked', jid: device.jid }),
  };
  return {
    hear(stanza) {
      if (answersMessage(world, device, stanza) && world.faults.take('cut_before_receipt')) return peer.cut();
      switch (stanza.tag) {
        case 'iq':
          return stanza.attrs['type'] === 'result' ? undefined : answerQuery(asked, stanza);
        case 'message':
          return takeMessage(world, device, peer, stanza);
        case 'receipt':
          if (stanza.attrs['type'] === 'server-error') takeMediaRetry(world, device, stanza);
          else takeReceipt(world, device, stanza);
          return acknowledge(peer, stanza);
        case 'presence':
          return takePresence(world, device, stanza);
        case 'chatstate':
          return takeChatState(world, device, stanza);
        case 'call':
          return peer.send(takeCall(world, stanza));
        case 'ib':
          return window.grant(Number(childOf(stanza, 'offline_batch')?.attrs['count'] ?? 0));
        case 'ack':
          return takeAck(world, device, stanza);
        default:
          return undefined;
      }
    },
    over() {
      window.close();
      if (world.online.get(device.jid)?.peer === peer) world.online.delete(device.jid);
    },
  };
};

const logIn = (world: World, peer: Peer, client: Handshaken): Conversation | null => {
  const refused = world.faults.take('refuse_login');
  const device = knownDevice(world, client);
  if (refused || !device) {
    peer.end(failure(refused?.code ?? LOGGED_OUT));
    return null;
  }
  for (const other of world.peers) if (other.device === device.jid) other.end(replaced());
  peer.device = device.jid;
  peer.send(node('success', { t: seconds(world.clock.now()), lid: lidOf(device.number, device.device) }));
  return serve(world, peer, device);
};

/** Chooses the handler of an identified client: a new device is linked, a known one logged in. */
export const welcome = (world: World, peer: Peer, client: Handshaken): Conversation | null => {
  const data = client.payload.devicePairingData;
  return data ? pair(world, peer, client, data) : logIn(world, peer, client);
};
