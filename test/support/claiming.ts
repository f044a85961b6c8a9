/** Appends to a log with the claim of the first fact, as the recorder does. */
import { claimOf, type Fact } from '../../src/events/facts/catalogue.ts';
import { headerOf, NO_HEADER } from '../../src/events/facts/header.ts';
import type { Append, EventLog } from '../../src/events/log/log.ts';

const withClaim = (asked: Append): Append => {
  const first = asked.entries[0]?.fact as Fact;
  const { session, chatId } = headerOf(asked.stream, first);
  const claim = claimOf(first, { ...NO_HEADER, session, chatId });
  return { ...asked, ...(claim === null ? {} : { claim }) };
};

export const claiming = (log: EventLog): EventLog => ({ ...log, append: (asked) => log.append(withClaim(asked)) });
