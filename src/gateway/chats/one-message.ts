/** One message with its history: former wordings, votes, and receipts by recipient. */
import type { Recorded } from '../../events/log/log.ts';
import { iso, isoOrNull, type Millis } from '../../kernel/clock.ts';
import { type ChatId, isManyPeople, type SessionId } from '../../kernel/ids.ts';
import { type Content, textOf } from '../../messages/content.ts';
import { SELF } from '../../projections/chats/latest-by-person.ts';
import { messageIdOfKey } from '../../projections/chats/message-key.ts';
import type { MessageRow } from '../../projections/chats/messages.ts';
import { unlessDamaged } from '../../projections/job-view.ts';
import type { Reads } from '../../projections/reads.ts';
import type { FormerText, MessageDetail, OptionVotes, RecipientReceipt } from '../../views/message-object.ts';
import { edited, type OnRecord } from '../../views/on-record.ts';
import type { Person } from '../../views/person.ts';
import { openVote } from '../../views/poll-votes.ts';
import { messageShower, type ShownPorts } from '../../views/shown-message.ts';

/** The wording that each edit has replaced. */
const formerTexts = ({ first, edits }: OnRecord): FormerText[] => {
  let now: Content | null = first;
  return edits.map(({ change, content }) => {
    const text = now && textOf(now);
    now = edited(now, content);
    return { text, replacedAt: iso(change.at) };
  });
};

const receiptsBy = (facts: readonly Recorded[], personOf: (by: ChatId) => Person): RecipientReceipt[] => {
  const byRecipient = new Map<ChatId, Partial<Record<'delivered' | 'read' | 'played', Millis>>>();
  for (const fact of facts) {
    if (fact.type !== 'job.receipts') continue;
    for (const { by, kind, at } of fact.data.receipts)
      byRecipient.set(by, { ...byRecipient.get(by), [kind]: Math.min(at, byRecipient.get(by)?.[kind] ?? at) });
  }
  return [...byRecipient].map(([by, { delivered, read, played }]) => ({
    recipient: personOf(by),
    deliveredAt: isoOrNull(delivered ?? read ?? played),
    readAt: isoOrNull(read ?? played),
    playedAt: isoOrNull(played),
  }));
};

const known = (ids: readonly (ChatId | null)[]): ChatId[] => ids.filter((id) => id !== null);

interface DetailPorts extends ShownPorts {
  readonly reads: Reads;
}

export const messageDetailer = (ports: DetailPorts) => {
  const { log, reads } = ports;
  const shower = messageShower(ports);

  /** What each voter has chosen, with the addresses of the voter. */
  const votesFor = (record: OnRecord, { options, secret }: { options: readonly string[]; secret: string }) => {
    const { row, chats } = record;
    const own = shower.ownIds(row.session, row.chat);
    const author = known([row.by, row.byOther, ...(row.own ? own : [])]);
    const poll = { messageId: messageIdOfKey(row.key), secret, options, author };
    const rows = reads.messages.votesIn(row.session, row.key).filter(({ chat }) => chats.includes(chat));
    return rows
      .toSorted((a, b) => a.at - b.at)
      .flatMap((vote) => {
        const fact = shower.records.factAt(vote.saidAt);
        const said = unlessDamaged(() => log.beside('vote', vote.saidAt, 0));
        if (fact?.type !== 'poll.voted' || said === null) return [];
        const ids = [fact.data.by, fact.data.byOther ?? null, ...(vote.by === SELF ? own : [])];
        return [{ voter: shower.people.personWith(row.session, ids), chosen: openVote(poll, known(ids), said) ?? [] }];
      });
  };

  const votesIn = (record: OnRecord): OptionVotes[] | null => {
    const { content } = record;
    if (content?.kind !== 'poll') return null;
    const votes = votesFor(record, content);
    return content.options.map((option) => {
      const voters: Person[] = votes.flatMap(({ voter, chosen }) => (chosen.includes(option) ? [voter] : []));
      return { option, votes: voters.length, voters };
    });
  };

  return {
    shower,
    detail(row: MessageRow, chats: readonly ChatId[]): MessageDetail {
      const record = shower.records.read(row, chats);
      const receipts = isManyPeople(row.chat) ? shower.receiptsOf(record) : null;
      return {
        ...shower.shown(record, Number.POSITIVE_INFINITY),
        edits: formerTexts(record),
        votes: votesIn(record),
        receipts: receipts && receiptsBy(receipts, (by) => shower.people.personWith(row.session, [by])),
      };
    },
    /** The messages of a session with this key, each with the addresses of its conversation. */
    named: (session: SessionId, key: string): { row: MessageRow; chats: readonly ChatId[] }[] =>
      reads.messages.withKey(session, key).map((row) => {
        const chat = reads.chats.conversation(session, row.chat)?.chatId ?? row.chat;
        return { row, chats: reads.chats.addresses(session, chat) };
      }),
  };
};
