/**
 * Full-text search of messages, and the upkeep of its index. All filters are in the index, so a page looks at no more
 * hits than it shows.
 *
 * The index is not moved by commits: a message would wait for its words to be cut. It catches up when the log is quiet,
 * and before a search reads it, so that a search finds all that is on record. What it needs beside the facts is read
 * through the log. A batch is written in one transaction with the position that it reached, so a crash repeats nothing
 * and leaves nothing out.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { EventLog, Recorded } from '../../events/log/log.ts';
import { type Clock, type Millis, nothingToCancel } from '../../kernel/clock.ts';
import { type ChatId, type SessionId } from '../../kernel/ids.ts';
import { ok, type Result, refuse, refuseInput } from '../../kernel/result.ts';
import { type Content, textOf } from '../../messages/content.ts';
import { decodeCursor, encodeCursor } from '../../projections/cursor.ts';
import { keyOf } from '../../projections/chats/message-key.ts';
import { LAST_ID, phrasesOf } from '../../projections/chats/message-words.ts';
import type { MessageRow } from '../../projections/chats/messages.ts';
import type { Reads } from '../../projections/reads.ts';
import { diskFault } from '../../storage/sqlite/disk-fault.ts';
import { badCursor, type Page } from '../pages.ts';
import type { MessageObject } from '../../views/message-object.ts';
import type { MessageShower } from '../../views/shown-message.ts';

export interface SearchQuery {
  readonly session: SessionId;
  readonly search: string;
  readonly chatId?: ChatId | undefined;
  /** The conversations that the caller reaches; undefined for all. */
  readonly reached?: readonly ChatId[] | undefined;
  /** An address of the author. */
  readonly from?: ChatId | undefined;
  readonly since?: Millis | undefined;
  readonly until?: Millis | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

interface SearchPorts {
  readonly log: Pick<EventLog, 'page' | 'head' | 'onCommit'>;
  readonly reads: Reads;
  readonly clock: Clock;
  readonly shower: MessageShower;
}

export interface Search {
  find(query: SearchQuery): Promise<Result<Page<MessageObject>>>;
  /** Resolves once the index has taken in the facts up to a position. */
  indexed(position: number): Promise<void>;
}

/** Facts between two turns of the event loop: some milliseconds of work. */
const BATCH = 200;
/** How long the log is quiet before the index catches up. */
const QUIET_MS = 1_000;
/** A search that would have to wait for more facts than these is refused. */
const BEHIND_MAX = 50_000;
const RETRY_AFTER_S = 10;
const LIST = 'found messages';

/** What people search for in a message. */
const searchable = (content: Content | null): string | null => {
  if (content === null) return null;
  switch (content.kind) {
    case 'poll':
      return [content.question, ...content.options].join('\n');
    case 'location':
      return [content.name, content.address].filter((each) => each !== undefined).join('\n');
    case 'document':
      return [content.caption, content.fileName].filter((each) => each != null).join('\n');
    default:
      return textOf(content);
  }
};

export const createSearch = ({ log, reads, clock, shower }: SearchPorts): Search => {
  const { records } = shower;

  const chatsOf = ({ session, chat }: MessageRow): readonly ChatId[] =>
    reads.chats.addresses(session, reads.chats.conversation(session, chat)?.chatId ?? chat);

  /** The messages whose words a fact has changed. */
  const touchedBy = (fact: Recorded): readonly (MessageRow | null)[] => {
    switch (fact.type) {
      case 'message.received':
        return [reads.messages.at(fact.position)];
      case 'message.edited':
      case 'message.repaired':
        return reads.messages.withKey(fact.header.session ?? '', keyOf(fact.data.messageId));
      case 'job.completed': {
        const changed = reads.messages.changedBy(fact.streamId);
        return changed ? reads.messages.withKey(changed.session, changed.key) : [reads.messages.at(fact.streamId)];
      }
      case 'content.erased':
        return fact.data.positions.map((position) => reads.messages.at(position));
      default:
        return [];
    }
  };

  /** Indexes the next facts; false once there are none. */
  const advance = (): boolean => {
    const words = reads.words();
    const facts = log.page({ after: words.head(), limit: BATCH });
    const last = facts.at(-1);
    if (!last) return false;
    const rows = new Map(facts.flatMap((fact) => touchedBy(fact).flatMap((row) => (row ? [[row.position, row]] : []))));
    const texts = [...rows.values()].map((row) => ({
      row,
      text: searchable(records.read(row, chatsOf(row)).content),
    }));
    try {
      words.index(texts, last.position);
    } catch (thrown) {
      throw diskFault('The search index cannot be written', thrown) ?? thrown;
    }
    return facts.length === BATCH;
  };

  const advanceAll = async (): Promise<void> => {
    while (advance()) await nextTurn();
  };

  let catchingUp: Promise<void> | null = null;

  /** Resolves once the index has all that was on record at the call. */
  const catchUp = (): Promise<void> => {
    catchingUp ??= advanceAll().finally(() => {
      catchingUp = null;
    });
    return catchingUp;
  };

  const behind = (): number => log.head().position - reads.words().head();

  let forgetQuiet = nothingToCancel;
  const whenQuiet = (): void => {
    forgetQuiet();
    forgetQuiet = clock.after(QUIET_MS, () => {
      // The next search meets the same fault, and tells its client. A log that was closed meanwhile needs no index.
      catchUp().catch(() => {});
    });
  };
  log.onCommit(whenQuiet);
  whenQuiet();

  const found = (query: SearchQuery, phrases: readonly string[], before: number): Page<MessageObject> => {
    const { session, chatId, reached = [], from, since = null, until = null, limit } = query;
    const addressesOf = (address: ChatId | undefined): readonly ChatId[] => {
      if (address === undefined) return [];
      return reads.chats.addresses(session, reads.chats.conversation(session, address)?.chatId ?? address);
    };
    const chats = (chatId === undefined ? reached : [chatId]).flatMap(addressesOf);
    const people = addressesOf(from);
    const hits = reads.words().find({ session, phrases, chats, people, since, until, before, limit: limit + 1 });
    const shown = hits.slice(0, limit);
    const rows = shown.flatMap(({ position }) => reads.messages.at(position) ?? []);
    const last = hits.length > limit ? shown.at(-1) : undefined;
    return {
      items: rows.map((row) => shower.ofRow(row, chatsOf(row))),
      nextCursor: last ? encodeCursor([LIST, last.id]) : null,
    };
  };

  return {
    async indexed(position) {
      while (reads.words().head() < position) await catchUp();
    },
    async find(query) {
      const [before, ...others] = query.cursor === undefined ? [LAST_ID] : (decodeCursor(query.cursor, LIST) ?? []);
      if (before === undefined || others.length > 0) return badCursor();
      const phrases = phrasesOf(query.search);
      if (phrases.length === 0) return refuseInput('search', 'Expected a word, or several');
      if (behind() > BEHIND_MAX)
        return refuse('gateway.busy', `The search index still takes in ${behind()} facts.`, RETRY_AFTER_S);
      await catchUp();
      return ok(reads.together(() => found(query, phrases, before)));
    },
  };
};
