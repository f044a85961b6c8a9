/**
 * WhatsApp as the port asks for it, with each session's side in a thread of its own, which a session that breaks takes
 * with it and nothing else.
 */
import type { SessionId } from '../../kernel/ids.ts';
import type { WhatsApp } from '../port.ts';
import { type Side, type SideOptions, startSide } from './side.ts';

export interface IsolatedWhatsApp extends WhatsApp {
  /** Closes every link and ends all threads. */
  shut(): Promise<void>;
}

export const isolatedWhatsApp = (options: SideOptions): IsolatedWhatsApp => {
  const { vault } = options;
  const sides = new Map<SessionId, Side>();

  const start = (session: SessionId): Side => {
    const side = startSide(session, options, () => {
      if (sides.get(session) === side) sides.delete(session);
    });
    sides.set(session, side);
    return side;
  };

  return {
    open(session, signal) {
      // Keys that do not open are the caller's to hear of, before a thread is made for them.
      vault.open(session);
      return (sides.get(session) ?? start(session)).open(signal);
    },
    paired: (session) => vault.paired(session),
    forget: (session) => vault.forget(session),
    async shut() {
      await Promise.all([...sides.values()].map((side) => side.shut()));
    },
  };
};
