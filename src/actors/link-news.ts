/**
 * What one link has to say to its session, on record in the order in which it was said.
 *
 * A full disk holds news up and it is told again later; without an order, the opening of a link could be recorded after
 * its close, for a link that is not there any more. What was not told when the link is let go is never told.
 */
import type { Caller } from '../kernel/caller.ts';
import type { SessionCommand } from '../machines/session.decide.ts';

export interface LinkNews {
  tell(command: SessionCommand, caller: Caller): void;
  end(): void;
}

/** Tells the session until it is on record, or does not matter any more. */
export type Report = (command: SessionCommand, caller: Caller, matters: () => boolean) => Promise<unknown>;

export const linkNews = (report: Report): LinkNews => {
  let ended = false;
  let told: Promise<unknown> = Promise.resolve();
  return {
    tell(command, caller) {
      told = told.then(() => report(command, caller, () => !ended));
    },
    end() {
      ended = true;
    },
  };
};
