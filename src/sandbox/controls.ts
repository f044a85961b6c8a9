/** The controls of the sandbox, which change its world. */
import { addressOf, digitsOf } from './addresses.ts';
import { appStateControlsOf } from './app-state/controls.ts';
import { blockOnPhone } from './block-list.ts';
import { changeProfileOnPhone } from './profile-on-phone.ts';
import { callControlsOf } from './calls.ts';
import { chatOf, phonesOf } from './chats.ts';
import { askForAgain, comeOnline, giveReceipt, write } from './contacts.ts';
import type { Armed, Inbox, MediaFault, Received, SandboxControl } from './control.ts';
import { displayed } from './displaying.ts';
import type { Fault, Faults } from './faults.ts';
import { fileOf } from './files.ts';
import { groupControlsOf } from './groups/controls.ts';
import { askForAgainInRoom } from './groups/reacting.ts';
import { incomingControlsOf } from './incoming/controls.ts';
import { readableOf } from './kinds/shown.ts';
import { replaced } from './login.ts';
import type { PhoneMessage } from './memory.ts';
import { type Node, node } from './nodes.ts';
import { phoneOf } from './phone.ts';
import { accountShown, presenceControlsOf } from './presence.ts';
import type { World } from './world.ts';
import { writeAny } from './writing.ts';

const DEVICE_REMOVED = 401;
const NOT_MULTI_DEVICE = 411;
const STREAM_ENDED = 428;
const REPLACED = 440;

/** The server's last stanza, in the form for which the client uses this code. */
const lastWord = (code: number): Node => {
  switch (code) {
    case DEVICE_REMOVED:
      return node('stream:error', { code }, [node('conflict', { type: 'device_removed' })]);
    case NOT_MULTI_DEVICE:
      return node('ib', {}, [node('downgrade_webclient')]);
    case STREAM_ENDED:
      return node('xmlstreamend');
    case REPLACED:
      return replaced();
    default:
      return node('stream:error', { code });
  }
};

const receivedOf = (message: PhoneMessage): Received => ({
  messageId: message.id,
  from: message.from,
  text: readableOf(message.content),
  at: message.at,
  copies: message.copies,
  receipt: message.receipt,
  ...displayed(message, message.fetched),
});

const inboxOf = (number: string, phone: ReadonlyMap<string, PhoneMessage> | undefined): Inbox => ({
  number,
  messages: [...(phone?.values() ?? [])].filter(({ held }) => !held).map(receivedOf),
});

const armedOf = (faults: Faults): Armed[] => {
  const armed = faults.armed().map(({ fault, times }) => ({
    kind: fault.kind,
    times,
    code: 'code' in fault ? fault.code : null,
    number: 'number' in fault ? fault.number : null,
  }));
  return faults.silent ? [{ kind: 'silence', times: null, code: null, number: null }, ...armed] : armed;
};

const INSUFFICIENT_STORAGE = 507;

const mediaFaultOf = (fault: MediaFault): Fault => {
  switch (fault.how) {
    case 'full':
      return { kind: 'media_full', code: fault.code ?? INSUFFICIENT_STORAGE, transfer: 'upload' };
    case 'refused':
      return { kind: 'media_refused', code: fault.code, transfer: fault.transfer ?? null };
    default:
      return { kind: `media_${fault.how}`, transfer: fault.transfer ?? null };
  }
};

/** A number in the form that the faults compare; null if none was given. */
const named = (number: string | undefined): string | null => (number === undefined ? null : digitsOf(number));

export const controlsOf = (world: World): SandboxControl => {
  const { faults, memory } = world;
  const phone = phoneOf(world);
  const loggedIn = () => [...world.peers].filter(({ device }) => device !== null);

  const silence = (on: boolean): void => {
    faults.silent = on;
    for (const peer of world.peers) peer.hold(on);
    world.changed();
  };

  /** A message of the account on a contact's phone. */
  const messageOn = (number: string, messageId: string): PhoneMessage | null => {
    const message = memory.state.phones.get(number)?.get(messageId);
    return message && !message.held ? message : null;
  };

  return {
    inboxes(number) {
      const { phones } = memory.state;
      if (number !== undefined) return [inboxOf(digitsOf(number), phones.get(digitsOf(number)))];
      return [...phones]
        .map(([digits, messages]) => inboxOf(digits, messages))
        .filter(({ messages }) => messages.length);
    },
    phones: (limit) => phonesOf(world, limit),
    chat: (number, limit) => chatOf(world, digitsOf(number), limit),
    show: phone.show,
    scan: phone.scan,
    typeCode: phone.typeCode,
    scansByItself(on) {
      phone.scansByItself = on;
      world.changed();
    },
    deliver: (from, text) => ({ messageId: write(world, from, { content: { kind: 'text', body: text } }) }),
    write: async (from, content, context, posting) => ({
      messageId: await writeAny(world, from, content, context, posting),
    }),
    file: (number, messageId) => fileOf(world, digitsOf(number), messageId),
    ...groupControlsOf(world),
    ...incomingControlsOf(world),
    ...appStateControlsOf(world),
    ...presenceControlsOf(world),
    ...callControlsOf(world),
    blockOnPhone: (number, blocked) => blockOnPhone(world, number, blocked),
    blocked: () => [...world.blocked],
    changeProfile: (change) => changeProfileOnPhone(world, change),
    receipt(number, messageId, kind) {
      const digits = digitsOf(number);
      const message = messageOn(digits, messageId);
      if (message) giveReceipt(world, digits, message, kind);
      return message !== null;
    },
    askAgain(number, messageId, group) {
      if (group !== undefined) return askForAgainInRoom(world, group, messageId, digitsOf(number));
      const message = messageOn(digitsOf(number), messageId);
      if (message) askForAgain(world, message);
      return message !== null;
    },
    drop(mode) {
      if (mode === 'close') for (const peer of world.peers) peer.cut();
      else faults.arm({ kind: `cut_${mode}` }, 1);
    },
    streamError(code) {
      for (const peer of loggedIn()) {
        if (code === DEVICE_REMOVED && peer.device !== null) memory.record({ type: 'unlinked', jid: peer.device });
        peer.end(lastWord(code));
      }
    },
    refuse(code, times, how) {
      faults.arm({ kind: how === 'http' ? 'refuse_upgrade' : 'refuse_login', code }, times);
    },
    silence,
    loseAck: (times, number) => faults.arm({ kind: 'lose_ack', number: named(number) }, times),
    ackError: (code, times, number) => faults.arm({ kind: 'ack_error', code, number: named(number) }, times),
    rateOverlimit: (times) => faults.arm({ kind: 'rate_overlimit' }, times),
    mediaConnError: (code, times) => faults.arm({ kind: 'media_conn_error', code }, times),
    mediaFault: (fault, times) => faults.arm(mediaFaultOf(fault), times),
    disarm(kind) {
      if (kind === 'silence') silence(false);
      else faults.disarm(kind);
    },
    online: (number) => comeOnline(world, digitsOf(number)),
    clear({ inboxes = false } = {}) {
      faults.clear();
      silence(false);
      if (inboxes) memory.record({ type: 'emptied' });
    },
    erase: (ids) => memory.record({ type: 'erased', ids }),
    state: () => ({
      devices: [...memory.state.devices.values()].filter(({ linked }) => linked).length,
      connections: [...world.peers].map(({ device, since }) => ({
        account: device === null ? null : (addressOf(device)?.number ?? null),
        since,
      })),
      paired: [
        ...new Set([...memory.state.devices.values()].filter(({ linked }) => linked).map(({ number }) => number)),
      ],
      qrWaiting: world.candidates.size > 0,
      scansByItself: phone.scansByItself,
      faults: faults.words(),
      armed: armedOf(faults),
      account: accountShown(world),
    }),
    onChange: world.onChange,
  };
};
