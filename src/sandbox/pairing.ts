/** The connection of a device that is not linked yet: it gets references for its QRs, and waits for the phone. */
import type { proto } from 'baileys/WAProto/index.js';
import { messageOf } from '../kernel/fault.ts';
import { shareKey } from './app-state/sharing.ts';
import type { Conversation, Peer } from './peer.ts';
import type { Device } from './memory.ts';
import { childOf, errorOf, type Node, node, resultOf, SERVER, toNumber } from './nodes.ts';
import type { Handshaken } from './noise.ts';
import { post } from './outbox.ts';
import { pairByCode } from './pairing-code.ts';
import { identityKeyOf } from './person.ts';
import { linkDevice } from './phone.ts';
import { type Candidate, newMessageId, PHONE_NUMBER, type World } from './world.ts';

/** How many QRs the client may show before it gives up. */
const REFS = 6;

type PairingData = proto.ClientPayload.IDevicePairingRegistrationData;

const signedPreKeyOf = ({ eSkeyId, eSkeyVal, eSkeySig }: PairingData): Device['signedPreKey'] => ({
  id: toNumber(Buffer.from(eSkeyId ?? [])),
  key: Buffer.from(eSkeyVal ?? []).toString('base64'),
  signature: Buffer.from(eSkeySig ?? []).toString('base64'),
});

const candidateOf = (world: World, peer: Peer, { noiseKey }: Handshaken, data: PairingData): Candidate => ({
  peer,
  noiseKey,
  refs: Array.from({ length: REFS }, () => `2@${Buffer.from(world.entropy.bytes(60)).toString('base64')}`),
  identityKey: Buffer.from(data.eIdent ?? []),
  registrationId: toNumber(Buffer.from(data.eRegid ?? [])),
  signedPreKey: signedPreKeyOf(data),
  code: null,
  device: null,
});

/** The device has confirmed that it is linked: it may log in now, on a new connection. */
const confirm = (world: World, { device, peer }: Candidate): void => {
  if (!device) throw new Error('a device confirms what nobody offered');
  world.memory.record({ type: 'linked', device });
  shareKey(world, device.jid);
  post(world, device.jid, { kind: 'history', id: newMessageId(world.entropy) });
  peer.end(node('stream:error', { code: 515 }));
};

const finishCode = (world: World, candidate: Candidate, query: Node, registration: Node): void => {
  try {
    if (!candidate.code || candidate.device) throw new Error('it does not wait for a code');
    const secret = candidate.code.finish(registration);
    candidate.peer.send(resultOf(query));
    linkDevice(world, candidate, secret);
  } catch (error) {
    world.logger.warn({ reason: messageOf(error) }, 'a device could not be linked by its code');
    candidate.peer.send(errorOf(query, 400, 'bad-request'));
  }
};

const beginCode = (world: World, candidate: Candidate, query: Node, hello: Node): void => {
  const identity = identityKeyOf(world.memory.state.seed, PHONE_NUMBER);
  candidate.code = pairByCode(hello, {
    identity,
    deviceIdentity: candidate.identityKey,
    entropy: world.entropy,
  });
  candidate.peer.send(resultOf(query, [node('link_code_companion_reg', { stage: 'companion_hello' })]));
};

/** Starts to link a new device. */
export const pair = (world: World, peer: Peer, client: Handshaken, data: PairingData): Conversation => {
  const candidate = candidateOf(world, peer, client, data);
  world.candidates.add(candidate);
  peer.send(
    node('iq', { type: 'set', from: SERVER, id: newMessageId(world.entropy) }, [
      node(
        'pair-device',
        {},
        candidate.refs.map((ref) => node('ref', {}, Buffer.from(ref))),
      ),
    ]),
  );
  return {
    hear(stanza) {
      if (stanza.tag !== 'iq') return;
      if (childOf(stanza, 'pair-device-sign')) confirm(world, candidate);
      if (stanza.attrs['type'] === 'result') return;
      const registration = childOf(stanza, 'link_code_companion_reg');
      switch (registration?.attrs['stage']) {
        case 'companion_hello':
          return beginCode(world, candidate, stanza, registration);
        case 'companion_finish':
          return finishCode(world, candidate, stanza, registration);
        default:
          return peer.send(resultOf(stanza));
      }
    },
    over() {
      world.candidates.delete(candidate);
    },
  };
};
