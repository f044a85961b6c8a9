/** Under which addresses each session was linked, and since when. Old facts do not change, so they are read once. */
import type { ChatId, SessionId } from '../../../kernel/ids.ts';
import { streamOf } from '../../../kernel/ids.ts';
import type { ThenPorts } from './ports.ts';

interface Link {
  readonly position: number;
  readonly addresses: readonly ChatId[];
}

interface Known {
  readonly links: readonly Link[];
  /** The version of the last of them. */
  readonly version: number;
}

const PAGE = 500;

/** The addresses of a session's account after a position: its number, and its hidden id if WhatsApp told it. */
export type AccountThen = (session: SessionId, position: number) => readonly ChatId[];

export const accountsThen = ({ log }: Pick<ThenPorts, 'log'>): AccountThen => {
  const sessions = new Map<SessionId, Known>();

  const readOn = (session: SessionId, known: Known): Known => {
    const query = { stream: streamOf.session(session), type: 'session.opened', afterVersion: known.version };
    const facts = log.page({ after: 0, limit: PAGE, ...query });
    const last = facts.at(-1);
    if (!last) return known;
    const links = facts.flatMap(({ type, data, position }) =>
      type === 'session.opened'
        ? [{ position, addresses: [data.account, data.lid].filter((id) => id !== undefined) }]
        : [],
    );
    const now = { links: [...known.links, ...links], version: last.version };
    return facts.length < PAGE ? now : readOn(session, now);
  };

  return (session, position) => {
    const known = readOn(session, sessions.get(session) ?? { links: [], version: 0 });
    sessions.set(session, known);
    return known.links.findLast((link) => link.position <= position)?.addresses ?? [];
  };
};
