/** The account's phone: it scans QRs, types pairing codes, and vouches for the devices that it links. */
import { createHmac } from 'node:crypto';
import { proto } from 'baileys/WAProto/index.js';
import { messageOf } from '../kernel/fault.ts';
import { jidOf, lidOf } from './addresses.ts';
import { sign } from './keys.ts';
import type { Device } from './memory.ts';
import { type Node, node, SERVER, seconds } from './nodes.ts';
import { identityKeyOf } from './person.ts';
import { type Candidate, newMessageId, PHONE_NUMBER, type World } from './world.ts';

export interface AccountPhone {
  show(qr: string): boolean;
  scan(): boolean;
  typeCode(code: string): boolean;
  scansByItself: boolean;
}

const DEVICE_NUMBER_MAX = 98;
/** Before what the phone signs of a device that it links. */
const ACCOUNT_SIGNATURE_PREFIX = Buffer.of(6, 0);

/** A QR's fields: reference, noise key, identity key, secret, and a platform digit. Older clients show them bare. */
const readQr = (qr: string) => {
  const [ref = '', noiseKey = '', identityKey = '', secret = ''] = qr.slice(qr.indexOf('#') + 1).split(',');
  return { ref, noiseKey, identityKey, secret: Buffer.from(secret, 'base64') };
};

/** The waiting device whose QR this is. */
const shownBy = (world: World, qr: string): Candidate | undefined => {
  const { ref, noiseKey, identityKey } = readQr(qr);
  return [...world.candidates].find(
    (candidate) =>
      candidate.device === null &&
      candidate.refs.includes(ref) &&
      candidate.noiseKey.toString('base64') === noiseKey &&
      candidate.identityKey.toString('base64') === identityKey,
  );
};

/** The phone signs that the device is its own, and authenticates that with the secret that only the two know. */
const vouch = (world: World, candidate: Candidate, keyIndex: number, secret: Uint8Array): Uint8Array => {
  const identity = identityKeyOf(world.memory.state.seed, PHONE_NUMBER);
  const details = proto.ADVDeviceIdentity.encode({
    rawId: candidate.registrationId,
    timestamp: seconds(world.clock.now()),
    keyIndex,
    deviceType: proto.ADVEncryptionType.E2EE,
  }).finish();
  const signed = proto.ADVSignedDeviceIdentity.encode({
    details,
    accountSignatureKey: identity.public,
    accountSignature: sign(identity, Buffer.concat([ACCOUNT_SIGNATURE_PREFIX, details, candidate.identityKey])),
  }).finish();
  const hmac = createHmac('sha256', secret).update(signed).digest();
  return proto.ADVSignedDeviceIdentityHMAC.encode({ details: signed, hmac }).finish();
};

const lowestBut = (taken: ReadonlySet<number>): number => {
  let number = 1;
  while (taken.has(number)) number += 1;
  return number;
};

const numbers = (devices: readonly Device[]): Set<number> => new Set(devices.map(({ device }) => device));

/** A number that was never used; if those have run out (99 means something else), one that is free now. */
const nextDevice = (world: World): number => {
  const ever = [...world.memory.state.devices.values()];
  const now = [...ever.filter(({ linked }) => linked), ...[...world.candidates].flatMap(({ device }) => device ?? [])];
  const fresh = lowestBut(numbers([...ever, ...now]));
  return fresh <= DEVICE_NUMBER_MAX ? fresh : lowestBut(numbers(now));
};

/** Tells the device that it is linked. The link counts once the device has confirmed. */
export const linkDevice = (world: World, candidate: Candidate, secret: Uint8Array): void => {
  const device = nextDevice(world);
  candidate.device = {
    jid: jidOf(PHONE_NUMBER, device),
    number: PHONE_NUMBER,
    device,
    noiseKey: candidate.noiseKey.toString('base64'),
    identityKey: candidate.identityKey.toString('base64'),
    registrationId: candidate.registrationId,
    signedPreKey: candidate.signedPreKey,
  };
  candidate.peer.send(
    node('iq', { type: 'set', from: SERVER, id: `pair-${device}`, t: seconds(world.clock.now()) }, [
      node('pair-success', {}, [
        node('device-identity', {}, vouch(world, candidate, device, secret)),
        node('device', { jid: candidate.device.jid, lid: lidOf(PHONE_NUMBER, device) }),
        node('platform', { name: 'android' }),
      ]),
    ]),
  );
};

/** Sends an unrequested stanza to a device. */
const notify = (world: World, hello: Node): Node =>
  node(
    'notification',
    { type: hello.tag, from: SERVER, id: newMessageId(world.entropy), t: seconds(world.clock.now()) },
    [hello],
  );

export const phoneOf = (world: World): AccountPhone => {
  let shown: string | null = null;

  const scan = (): boolean => {
    const qr = shown;
    const candidate = qr === null ? undefined : shownBy(world, qr);
    if (qr === null || !candidate) return false;
    shown = null;
    linkDevice(world, candidate, readQr(qr).secret);
    return true;
  };

  const phone: AccountPhone = {
    scansByItself: true,
    show(qr) {
      const candidate = shownBy(world, qr);
      if (!candidate) return false;
      shown = qr;
      // A device that asked for a code is linked by code only.
      if (phone.scansByItself && candidate.code === null) scan();
      return true;
    },
    scan,
    typeCode(code) {
      const candidate = [...world.candidates].findLast(({ code, device }) => code !== null && device === null);
      if (!candidate?.code) return false;
      candidate.code.answer(code).then(
        (hello) => candidate.peer.send(notify(world, hello)),
        (error: unknown) => world.logger.warn({ reason: messageOf(error) }, 'the phone could not use a pairing code'),
      );
      return true;
    },
  };
  return phone;
};
