/** The state that the parts of the sandbox share. */
import type { CallShown } from './control/calls.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Entropy } from '../kernel/entropy.ts';
import type { Logger } from '../kernel/logger.ts';
import type { Identity } from './certificate.ts';
import type { Faults } from './faults.ts';
import { isFurtherMember } from './further-members.ts';
import type { SandboxMedia } from './media/media.ts';
import type { Memory } from './journal.ts';
import type { Peer } from './peer.ts';
import type { Device, LinkedDevice } from './memory.ts';
import type { CodePairing } from './pairing-code.ts';
import { keysOf, type Person, personOf } from './person.ts';

/** The number of the account to which devices are linked. */
export const PHONE_NUMBER = '6281100009999';
export const PHONE_NAME = 'Waybill Sandbox';

/** A connected device that waits to be linked. */
export interface Candidate {
  readonly peer: Peer;
  /** The references of its QRs, one for each. */
  readonly refs: readonly string[];
  readonly noiseKey: Buffer;
  readonly identityKey: Buffer;
  readonly registrationId: number;
  readonly signedPreKey: Device['signedPreKey'];
  /** Set once the device has asked to be linked by a code. */
  code: CodePairing | null;
  /** The linked device that it becomes once it has confirmed. */
  device: Device | null;
}

/** A device that is logged in and receives stanzas. */
interface OnlineDevice {
  readonly peer: Peer;
}

export interface World {
  readonly clock: Clock;
  readonly entropy: Entropy;
  readonly logger: Logger;
  readonly memory: Memory;
  readonly identity: Identity;
  readonly faults: Faults;
  readonly media: SandboxMedia;
  /** Every open connection. */
  readonly peers: Set<Peer>;
  /** By the device's jid. */
  readonly online: Map<string, OnlineDevice>;
  /** The last work on the outbox of each device, by its jid. */
  readonly outgoing: Map<string, Promise<void>>;
  /** Devices that wait to be linked. */
  readonly candidates: Set<Candidate>;
  /** The calls to the account, by id. */
  readonly calls: Map<string, CallShown>;
  person(number: string): Person;
  /** Tells listeners that something has changed. */
  changed(): void;
  /** Adds a listener, which is called once in the turn after all changes of a turn. */
  onChange(listener: () => void): () => void;
}

export const newsOf = (): Pick<World, 'changed' | 'onChange'> => {
  const listeners = new Set<() => void>();
  let told = true;
  return {
    changed() {
      if (!told || listeners.size === 0) return;
      told = false;
      setImmediate(() => {
        told = true;
        for (const listener of listeners) listener();
      });
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
};

export const peopleOf = (memory: Memory): World['person'] => {
  const people = new Map<string, Person>();
  let shared: ReturnType<typeof keysOf> | undefined;
  const make = (number: string): Person => {
    if (!isFurtherMember(number)) return personOf(memory, number);
    shared ??= keysOf(memory.state.seed, 'further members');
    return personOf(memory, number, shared);
  };
  return (number) => {
    const person = people.get(number) ?? make(number);
    people.set(number, person);
    return person;
  };
};

/** The linked device with this address. */
export const linkedDevice = (world: World, jid: string): LinkedDevice | null => {
  const device = world.memory.state.devices.get(jid);
  return device?.linked ? device : null;
};

/** 32 upper-case hex digits, as a phone gives them. */
export const newMessageId = (entropy: Entropy): string => Buffer.from(entropy.bytes(16)).toString('hex').toUpperCase();
