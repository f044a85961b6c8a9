/**
 * Reports the news of one link to its session, in order.
 *
 * On a full disk, news is delayed and told again later; without the order, the opening of a link could be recorded
 * after its close. All news carries the number of its link, so that the session recognises news of an old link.
 */
import type { Caller } from '../../kernel/caller.ts';
import type { SessionCommand, SessionNews } from '../../machines/session.decide.ts';

export type LinkNews = (news: SessionNews, caller: Caller) => void;

/** Tells the session, and repeats it until it is on record. */
export type Report = (command: SessionCommand, caller: Caller) => Promise<unknown>;

export const linkNews = (link: number, report: Report): LinkNews => {
  let told: Promise<unknown> = Promise.resolve();
  return (news, caller) => {
    told = told.then(() => report({ type: 'hear', link, news }, caller));
  };
};
