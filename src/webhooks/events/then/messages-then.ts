/** Messages, their changes and reactions as they were after a position. The tables of today say where their facts are. */
import type { Recorded } from '../../../events/log/log.ts';
import type { SessionId } from '../../../kernel/ids.ts';
import { ECHOES } from '../../../projections/chats/echoes.ts';
import { personOf, SELF, type LatestRow } from '../../../projections/chats/latest-by-person.ts';
import { kindOf, type MessageRow } from '../../../projections/chats/messages.ts';
import type { ShownReads } from '../../../views/shown-message.ts';
import { factAt, lastOf, type ThenPorts } from './ports.ts';

/** Earlier reactions to one message are not looked at; the message shows the newest 20 people's. */
const REACTIONS_READ_MAX = 200;

export type MessagesThen = ShownReads['messages'] & {
  /** Null for a fact that is not the first of a message. */
  at(position: number): MessageRow | null;
};

/** The last row of each person: a later time wins, then a later fact. */
const latest = (rows: readonly LatestRow[]): LatestRow[] => {
  const byPerson = new Map<string, LatestRow>();
  for (const row of rows) {
    const key = `${row.chat} ${row.by}`;
    const before = byPerson.get(key);
    if (!before || before.at <= row.at) byPerson.set(key, row);
  }
  return [...byPerson.values()];
};

export const messagesThen = ({ log, reads: { messages } }: ThenPorts, position: number): MessagesThen => {
  /** A message that was repaired since could not be read then. */
  const rowThen = (row: MessageRow): MessageRow => {
    if (row.saidAt <= position) return row;
    const first = factAt(log, row.position);
    const kind = first.type === 'message.received' ? kindOf(first.data) : row.kind;
    return { ...row, saidAt: row.position, kind: kind as MessageRow['kind'] };
  };

  /** When a job was acknowledged, if that was so then. `first` is the position of its first fact. */
  const acknowledged = (first: number): Recorded | null =>
    lastOf(log, factAt(log, first).stream, { upTo: position, type: 'job.completed' });

  const ownReaction = (first: Recorded): LatestRow | null => {
    const { chatId } = first.header;
    if (
      (first.type !== 'job.queued' && first.type !== 'job.drafted') ||
      first.data.content.kind !== 'reaction' ||
      chatId === null
    )
      return null;
    const end = acknowledged(first.position);
    const edit = end && lastOf(log, first.stream, { upTo: position, type: 'job.edited' });
    return end && { chat: chatId, by: SELF, at: end.at, saidAt: edit?.position ?? first.position };
  };

  const reactionIn = (fact: Recorded): LatestRow | null => {
    if (fact.type !== 'message.reacted') return ownReaction(fact);
    const { data, header } = fact;
    return { chat: header.chatId ?? '', by: personOf(data), at: data.sentAt, saidAt: fact.position };
  };

  const said = (session: SessionId, key: string): readonly number[] =>
    messages
      .echoesOf(session, key)
      .filter(({ position: at, kind }) => kind === ECHOES.about && at <= position)
      .map(({ position: at }) => at)
      .slice(-REACTIONS_READ_MAX);

  return {
    at(first) {
      const row = messages.at(first);
      return row && rowThen(row);
    },
    withKey: (session, key) =>
      messages
        .withKey(session, key)
        .filter(({ joined }) => joined <= position)
        .map(rowThen),
    changesOf: (session, key) =>
      messages
        .changesOf(session, key)
        .filter(({ position: at, by }) => at <= position && (by !== null || acknowledged(at) !== null)),
    // Nobody has reacted to most messages, which one look-up tells.
    reactionsTo: (session, key) =>
      messages.reactionsTo(session, key).length === 0
        ? []
        : latest(said(session, key).flatMap((at) => reactionIn(factAt(log, at)) ?? [])),
  };
};
