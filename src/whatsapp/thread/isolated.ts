/**
 * The WhatsApp port with each session's side in a thread of its own. A session that breaks ends only its own thread.
 */
import type { SessionId } from '../../kernel/ids.ts';
import type { Link, Signal, WhatsApp } from '../port.ts';
import { unlinkLeaving } from '../unlinking.ts';
import type { Vault } from '../vault.ts';
import { type Side, type SideOptions, startSide } from './side.ts';

export interface IsolatedWhatsApp extends WhatsApp {
  /** Closes every link and ends all threads. */
  shut(): Promise<void>;
}

export const isolatedWhatsApp = (options: SideOptions): IsolatedWhatsApp => {
  const { vault, clock } = options;
  const sides = new Map<SessionId, Side>();
  /** Sides that only unlink a device. They end with their link. */
  const leaving = new Set<Side>();

  const start = (session: SessionId): Side => {
    const side = startSide(session, options, () => {
      if (sides.get(session) === side) sides.delete(session);
    });
    sides.set(session, side);
    return side;
  };

  const openAside = (session: SessionId, ring: number, signal: (signal: Signal) => void): Link => {
    const side = startSide(session, { ...options, vault: asideIn(vault, ring) }, () => leaving.delete(side));
    leaving.add(side);
    return side.open((heard) => {
      if (heard.type === 'closed') void side.shut();
      signal(heard);
    });
  };

  return {
    open: (session, signal) => (sides.get(session) ?? start(session)).open(signal),
    paired: (session) => vault.paired(session),
    forget: (session, unlinkUntil) => vault.forget(session, unlinkUntil),
    left: (device) => vault.left(device),
    unlink: (session, ended) => unlinkLeaving(session, ended, { vault, clock, open: openAside }),
    async shut() {
      await Promise.all([...sides.values(), ...leaving].map((side) => side.shut()));
    },
  };
};

/** A vault that returns the keys of a device that was put aside. */
const asideIn = (vault: Vault, ring: number): Vault => ({
  ...vault,
  open: (session) => vault.openAside(session, ring),
});
