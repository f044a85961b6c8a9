/** Counts the messages of a history in the log, which alone knows which of them were on record before. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { EventLog } from '../../events/log/log.ts';
import type { SessionId } from '../../kernel/ids.ts';

/** Facts that are read before the event loop turns. */
const PAGE = 500;

/** How many messages of a session's history were recorded after one position, up to another. */
export const takenBetween = async (
  log: Pick<EventLog, 'page'>,
  session: SessionId,
  { after, upTo }: { readonly after: number; readonly upTo: number },
): Promise<number> => {
  let taken = 0;
  for (let from = after; ; ) {
    const page = log.page({ after: from, upTo, type: 'message.received', limit: PAGE });
    for (const fact of page)
      if (fact.type === 'message.received' && fact.header.session === session && fact.data.source === 'history')
        taken += 1;
    const last = page.at(-1);
    if (!last || page.length < PAGE) return taken;
    from = last.position;
    await nextTurn();
  }
};
