/**
 * The record of one message: its facts, the contents beside them, and its later changes.
 *
 * Edits, deletions and reactions may be on record before the message. They apply here, when it is read. An edit counts
 * only if it comes from the author, as on phones; a deletion also if it comes from somebody else in a group, which WhatsApp
 * allows to admins alone.
 */
import type { EventLog, Recorded } from '../events/log/log.ts';
import type { FactOf } from '../events/facts/catalogue.ts';
import { type ChatId, isGroupChat, type SessionId } from '../kernel/ids.ts';
import type { Millis } from '../kernel/clock.ts';
import type { HeardWords } from '../messages/beside.ts';
import { type Content, spokenOf, textOf } from '../messages/content.ts';
import { unlessDamaged } from '../projections/job-view.ts';
import type { MessageChange } from '../projections/chats/message-changes.ts';
import type { MessageRow } from '../projections/chats/messages.ts';
import type { Reads } from '../projections/reads.ts';
import { mayBeSame } from './person.ts';

type Queued = Omit<FactOf<'job.queued'>, 'type'>;
type Heard = Partial<Omit<FactOf<'message.received'>, 'type'>>;

export interface OnRecord {
  readonly row: MessageRow;
  /** The conversation, and all its addresses. */
  readonly chats: readonly ChatId[];
  /** The content as it was first; null if there is none, or if it was erased. */
  readonly first: Content | null;
  /** The edits that count, the oldest first, each with its content. */
  readonly edits: readonly { readonly change: MessageChange; readonly content: Content | null }[];
  readonly deletion: MessageChange | null;
  /** The content as it is now. */
  readonly content: Content | null;
  /** The first fact of a job; null for all other messages. */
  readonly queued: Queued | null;
  /** The fact that says what came in. */
  readonly heard: Heard | null;
  readonly words: HeardWords | null;
  /** The name of a kind that this Waybill does not know. */
  readonly unknownKind: string | null;
  readonly fileName: string | null;
  /** A small JPEG of the file, in base64, as the sender's phone made it. */
  readonly thumbnail: string | null;
  /** The whole message in base64, for a kind that this Waybill does not know. */
  readonly raw: string | null;
  /** Since when nothing of it is kept. */
  readonly erasedAt: Millis | null;
}

/** The queries that the record of a message takes. */
export interface RecordReads {
  readonly messages: Pick<Reads['messages'], 'changesOf' | 'withKey'>;
  readonly erasures: Pick<Reads['erasures'], 'erased'>;
}

export interface RecordPorts {
  readonly log: Pick<EventLog, 'page' | 'content' | 'beside'>;
  readonly reads: RecordReads;
}

const isBy = (row: MessageRow, { own, by, byOther }: MessageChange): boolean =>
  row.own ? own : !own && (!isGroupChat(row.chat) || mayBeSame([row.by, row.byOther], [by, byOther]));

/** A content with the words of an edit. */
export const edited = (content: Content | null, edit: Content | null): Content | null => {
  if (edit === null) return content;
  if (content === null) return edit.kind === 'edit' ? null : edit;
  const words = textOf(edit);
  if (content.kind === 'text') return edit.kind === 'text' ? edit : { ...content, body: words ?? content.body };
  const hasCaption = content.kind === 'image' || content.kind === 'video' || content.kind === 'document';
  return hasCaption && words !== null ? { ...content, caption: words } : content;
};

const NOTHING_BESIDE = {
  first: null,
  words: null,
  unknownKind: null,
  fileName: null,
  thumbnail: null,
  raw: null,
} as const;

export const recordReader = ({ log, reads }: RecordPorts) => {
  const factAt = (position: number): Recorded | null =>
    unlessDamaged(() => log.page({ after: position - 1, upTo: position, limit: 1 })[0] ?? null);

  const contentAt = (position: number): Content | null => unlessDamaged(() => log.content(position));

  /** What stands beside the fact of what came in, in the order in which the fact names it. */
  const besides = (fact: Heard | null, position: number) => {
    if (fact === null) return NOTHING_BESIDE;
    const [rawAt, heardAt, remoteAt] = [fact.content, fact.raw, fact.heard].reduce<number[]>(
      (places, ref) => [...places, (places.at(-1) ?? 0) + Number(ref !== undefined)],
      [],
    );
    const raw = fact.raw ? unlessDamaged(() => log.beside('raw', position, rawAt ?? 0)) : null;
    const remote = fact.remote ? unlessDamaged(() => log.beside('remote', position, remoteAt ?? 0)) : null;
    return {
      first: fact.content ? contentAt(position) : null,
      unknownKind: raw?.name ?? null,
      words: fact.heard ? unlessDamaged(() => log.beside('heard', position, heardAt ?? 0)) : null,
      fileName: remote?.fileName ?? null,
      thumbnail: remote?.thumbnail ?? null,
      raw: raw?.bytes ?? null,
    };
  };

  const saidBy = (row: MessageRow) => {
    const isJob = row.by === null;
    const fact = factAt(isJob ? row.position : row.saidAt);
    const queued = fact?.type === 'job.queued' ? fact.data : null;
    const heard: Heard | null =
      fact?.type === 'message.received' || fact?.type === 'message.repaired' ? fact.data : null;
    if (!isJob) return { queued: null, heard, ...besides(heard, row.saidAt) };
    const content = contentAt(row.saidAt);
    const isForward = content?.kind === 'forward';
    return { queued, ...besides(null, 0), heard: null, first: isForward ? spokenOf(content) : content };
  };

  return {
    factAt,
    contentAt,
    read(row: MessageRow, chats: readonly ChatId[]): OnRecord {
      const said = saidBy(row);
      const changes = reads.messages.changesOf(row.session, row.key).filter(({ chat }) => chats.includes(chat));
      const edits = changes
        .filter((change) => change.change === 'edit' && isBy(row, change))
        .sort((a, b) => a.at - b.at)
        .map((change) => ({ change, content: contentAt(change.saidAt) }));
      const deletion = changes.find(
        (change) => change.change === 'delete' && (isGroupChat(row.chat) || isBy(row, change)),
      );
      const content = edits.reduce((now, edit) => edited(now, edit.content), said.first);
      const erasedAt = reads.erasures.erased(row.position)?.at ?? null;
      const now = erasedAt === null ? content : null;
      return { row, chats, ...said, edits, deletion: deletion ?? null, content: now, erasedAt };
    },
    /** The message of this conversation with a key; null if it is not on record. */
    find(session: SessionId, chats: readonly ChatId[], key: string): MessageRow | null {
      return reads.messages.withKey(session, key).find(({ chat }) => chats.includes(chat)) ?? null;
    },
  };
};
