/**
 * Unlinks devices whose keys were put aside: logs in with the old keys on a separate connection, and asks WhatsApp to
 * remove the device. If WhatsApp answers the log-in with 401, the device is already gone.
 */
import type { Clock } from '../kernel/clock.ts';
import { Fault } from '../kernel/fault.ts';
import type { SessionId } from '../kernel/ids.ts';
import type { Close, Link, Signal, UnlinkEnded } from './port.ts';
import type { ThreadVault, Vault } from './vault.ts';

const LOGGED_OUT = 401;

export interface UnlinkingPorts {
  readonly vault: Pick<Vault, 'leaving' | 'left'> | Pick<ThreadVault, 'leaving' | 'left'>;
  readonly clock: Clock;
  /** Opens a link with the keys of a ring that was put aside. */
  open(session: SessionId, ring: number, signal: (signal: Signal) => void): Link;
}

/** @throws Fault while WhatsApp cannot be told. */
export const unlinkLeaving = async (session: SessionId, ended: UnlinkEnded, ports: UnlinkingPorts): Promise<void> => {
  const { vault, clock } = ports;
  for (const { ring, until } of await vault.leaving(session)) {
    const inTime = clock.now() < until;
    if (inTime) await logOut((signal) => ports.open(session, ring, signal));
    await ended(inTime ? 'unlinked' : 'given_up');
    await vault.left(ring);
  }
};

const logOut = (open: (signal: (signal: Signal) => void) => Link): Promise<void> => {
  const over = Promise.withResolvers<void>();
  const link = open((signal) => {
    if (signal.type === 'opened') void tryLogOut(link);
    if (signal.type !== 'closed') return;
    if (signal.close.code === LOGGED_OUT) over.resolve();
    else over.reject(notTold(signal.close));
  });
  return over.promise;
};

/** The close that follows tells whether it succeeded. */
const tryLogOut = async (link: Link): Promise<void> => {
  try {
    await link.logout();
  } catch {
    link.close();
  }
};

const notTold = ({ reason }: Close): Fault =>
  new Fault('whatsapp.not_unlinked', `WhatsApp could not be told that the device is unlinked: ${reason}`, {
    hint: 'Waybill tries again. The device can also be unlinked on the phone, under Linked devices.',
  });
