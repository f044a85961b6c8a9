/**
 * Reports the news of one link to its session, in order.
 *
 * A full disk holds news up and it is told again later; without an order, the opening of a link could be recorded after
 * its close. Each word carries the number of its link, so that the session knows one of a link that it has let go.
 */
import type { Caller } from '../../kernel/caller.ts';
import type { SessionCommand, SessionNews } from '../../machines/session.decide.ts';

export type LinkNews = (news: SessionNews, caller: Caller) => void;

/** Tells the session until it is on record. */
export type Report = (command: SessionCommand, caller: Caller) => Promise<unknown>;

export const linkNews = (link: number, report: Report): LinkNews => {
  let told: Promise<unknown> = Promise.resolve();
  return (news, caller) => {
    told = told.then(() => report({ type: 'hear', link, news }, caller));
  };
};
